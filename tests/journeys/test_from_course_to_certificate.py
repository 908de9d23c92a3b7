"""The whole path: a teacher finds a course, books, attends, is certified, is checked, and is counted once in reach.

It is walked three times: on a desktop, on a phone 320 pixels wide, and in a browser that runs no script.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
import zxingcpp
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

from people.accounts.policies import StaffRole
from people.models import Person
from tests.factories import (
    LocalAuthorityFactory,
    OrganisationFactory,
    OrganisationKindFactory,
    RoleFactory,
    SectorFactory,
    SessionFactory,
    VenueFactory,
    staff_member,
)
from tests.factories.cms import make_course_page
from tests.visitors import has_authenticator_app, link_in, mail_to, sign_in
from training.models import Booking, Certificate, Session

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def session(settings) -> Session:
    """A bookable session of a course that has a page, and staff to run it and to count it."""
    walsall = LocalAuthorityFactory(name="Walsall", ons_code="E08000030")
    kind = OrganisationKindFactory(name="Secondary school", sector=SectorFactory(name="Education: secondary"))
    OrganisationFactory(name="Example Oak School", kind=kind, local_authority=walsall)
    OrganisationFactory(name="Example Oak School", kind=kind, local_authority=LocalAuthorityFactory(name="Dudley"))
    OrganisationFactory.create_batch(30, kind=kind, local_authority=walsall)
    RoleFactory(name="Teacher")
    session = SessionFactory(venue=VenueFactory(local_authority=walsall), capacity=12)
    session.course.title = "Trauma-informed practice"
    session.course.save()
    make_course_page(session.course)
    facilitator = staff_member(StaffRole.FACILITATOR, email="facilitator@example.org", name="Fay Cilitator")
    session.facilitators.add(has_authenticator_app(facilitator))
    has_authenticator_app(staff_member(StaffRole.ANALYST, email="analyst@example.org", name="Ana Lyst"))
    return session


BROWSERS = {
    "desktop": {},
    "phone": {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True},
    "no script": {"java_script_enabled": False},
}


@pytest.fixture(params=BROWSERS)
def visitor(request, new_context) -> Callable[[], Page]:
    """Opens a fresh browser of one kind: nobody is signed in."""
    options = BROWSERS[request.param]

    def open_page() -> Page:
        page = new_context(**options).new_page()
        page.set_default_timeout(10_000)
        return page

    return open_page


@pytest.fixture
def look(request, visitor, axe, fits) -> Callable[[Page], None]:
    """What holds for each page of the journey. The last two are measured by a script in the page."""
    runs_scripts = request.node.callspec.params["visitor"] != "no script"

    def check(page: Page) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        if runs_scripts:
            fits(page)
            axe(page)

    return check


def book(page: Page, look) -> None:
    page.goto("/courses/")
    look(page)
    area = page.get_by_label("Area")
    if not area.is_visible():  # on a phone the filters are folded
        page.get_by_text("Choose by theme, place or date").click()
    area.select_option("Walsall")
    page.get_by_role("button", name="Show courses").click()
    look(page)
    page.get_by_role("link", name="Trauma-informed practice").click()
    look(page)
    page.get_by_role("listitem").get_by_role("button", name="Book").click()
    look(page)
    page.get_by_label("Your name").fill("Zoë van der Berg")
    page.get_by_label("Your work email address").fill("Zoe@Example.org")
    page.get_by_label("Your role").select_option("Teacher")
    page.get_by_label("Your organisation").fill("oak sch")
    find = page.get_by_role("button", name="Find your organisation")
    if find.is_visible():  # without a script; with one, the list comes as one types
        find.click()
    page.locator(".govuk-radios__item", has_text="Walsall").get_by_role("radio", name="Example Oak School").check()
    page.get_by_label("Is there anything you need to take part?").fill("A seat near the door")
    page.get_by_role("button", name="Book my place").click()
    expect(page.get_by_role("heading", name="Check your email")).to_be_visible()
    look(page)


def confirm(page: Page, look) -> None:
    email = mail_to("zoe@example.org", "Please confirm your place")
    page.goto(link_in(email, "Confirm my place"))
    look(page)
    page.get_by_role("button", name="Confirm my place").click()
    expect(page.get_by_role("heading", name="Your place is confirmed")).to_be_visible()
    look(page)
    confirmed = mail_to("zoe@example.org", "Your place is confirmed")
    assert [attachment.name for attachment in confirmed.attachments.all()] == ["invitation.ics"]
    page.goto(link_in(confirmed, "See or change my booking"))
    expect(page.get_by_role("button", name="Cancel my booking")).to_be_visible()


def time_passes(session: Session) -> None:
    """The session was held this morning, or whenever today allows."""
    now = timezone.now()
    Session.objects.filter(pk=session.pk).update(
        starts_at=now - timedelta(minutes=121), ends_at=now - timedelta(minutes=1)
    )


def mark_present(page: Page, look) -> None:
    sign_in(page, Person.objects.get(email="facilitator@example.org"), to="/sessions/today/")
    look(page)
    page.get_by_role("button", name="Open the register").click()
    look(page)
    expect(page.get_by_text("A seat near the door")).to_be_attached()
    page.get_by_role("group", name="Zoë van der Berg").get_by_label("Present").check(force=True)
    page.get_by_role("button", name="Save the register").click()
    expect(page.locator(".register-row__state", has_text="Present")).to_be_visible()
    look(page)


def address_in_qr_code(pdf: bytes) -> str:
    """What a phone's camera reads off the printed certificate."""
    [page] = PdfDocument(pdf)
    [code] = zxingcpp.read_barcodes(page.render(scale=2).to_pil())
    return code.text


def receive_and_verify(page: Page, look) -> None:
    email = mail_to("zoe@example.org", "Your certificate")
    [attachment] = email.attachments.all()
    with attachment.file.open("rb") as file:
        pdf = file.read()
    assert bytes(Certificate.objects.get().file.pdf) == pdf
    page.goto(address_in_qr_code(pdf))
    expect(page.get_by_role("heading", name="This certificate is valid")).to_be_visible()
    expect(page.get_by_text("van der Berg")).to_have_count(0)
    look(page)
    page.get_by_label("Surname").fill("van der berg")
    page.get_by_role("button", name="Show the full name").click()
    expect(page.get_by_text("Zoë van der Berg").first).to_be_visible()
    look(page)


def see_one_professional_in_reach(page: Page, look) -> None:
    """Under the right role, sector, authority and month; each figure leads to its one row."""
    month = timezone.localtime(Session.objects.get().starts_at).strftime("%B %Y")
    sign_in(page, Person.objects.get(email="analyst@example.org"), to="/reach/")
    look(page)
    expected = {"Role": "Teacher", "Sector": "Education: secondary", "Local authority": "Walsall", "Month": month}
    for breakdown, label in expected.items():
        page.get_by_label("Show by").select_option(breakdown)
        page.get_by_role("button", name="Show figures").click()
        line = page.get_by_role("row", name=label)
        expect(line.get_by_role("link", name=f"1 professionals reached, {label}")).to_be_visible()
        expect(line.get_by_role("link", name=f"1 attendances, {label}")).to_be_visible()
        look(page)
    page.get_by_role("link", name=f"1 professionals reached, {month}").click()
    expect(page.get_by_role("row", name="Example Oak School")).to_have_count(1)
    expect(page.get_by_text("van der Berg")).to_have_count(0)
    look(page)


def test_a_teacher_books_attends_is_certified_and_is_counted_once(session, visitor, look, worker):
    page = visitor()
    book(page, look)
    confirm(page, look)
    assert Booking.objects.get().organisation.local_authority.name == "Walsall"
    time_passes(session)
    mark_present(visitor(), look)
    receive_and_verify(visitor(), look)
    see_one_professional_in_reach(visitor(), look)
