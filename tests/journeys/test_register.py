"""A facilitator and forty people: everyone present by one touch, the exceptions, somebody without a place, the end.

It is walked on a phone 320 pixels wide, on a desktop, and in a browser that runs no script.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from people.accounts.policies import StaffRole
from tests.factories import (
    BookingFactory,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
    SessionFactory,
    staff_member,
)
from tests.visitors import has_authenticator_app, mail_to, sign_in
from training.attendance.operations import Said, mark, record
from training.models import Attendance, Booking, ClaimSource, Session

pytestmark = pytest.mark.django_db(transaction=True)

BROWSERS = {
    "phone": {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True},
    "desktop": {},
    "no script": {"java_script_enabled": False},
}


@pytest.fixture
def session() -> Session:
    """Two hours long, begun ten minutes ago, with forty people; the log of its webinar says otherwise of one."""
    session = SessionFactory(starts_at=timezone.now() - timedelta(minutes=10), capacity=40)
    facilitator = staff_member(StaffRole.FACILITATOR, email="facilitator@example.org", name="Fay Cilitator")
    session.facilitators.add(has_authenticator_app(facilitator))
    OrganisationFactory(name="Elm Surgery")
    nurse = RoleFactory(name="Nurse")
    for number in range(38):
        BookingFactory(session=session, name=f"Person {number:02}")
    BookingFactory(session=session, name="Zoë van der Berg", person=PersonFactory(role=nurse))
    disputed = BookingFactory(session=session, name="Dee Puted")
    mark(booking=disputed, status="present", by=None, at=timezone.now())
    said = Said(disputed.pk, "present", ClaimSource.WEBINAR, minutes=12)
    record(session=session, said=[said], by=None, at=timezone.now())
    return session


@pytest.fixture(params=BROWSERS)
def page(request, new_context, session) -> Page:
    page = new_context(**BROWSERS[request.param]).new_page()
    page.set_default_timeout(10_000)
    sign_in(page, session.facilitators.get(), to="/sessions/today/")
    return page


@pytest.fixture
def look(request, axe, fits):
    """What holds for each page. The last two are measured by a script in the page."""
    runs_scripts = request.node.callspec.params["page"] != "no script"

    def check(page: Page) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        if runs_scripts:
            fits(page)
            axe(page)

    return check


def row(page: Page, name: str):
    return page.locator(".register-row", has_text=name)


def choose(page: Page, name: str, status: str) -> None:
    if not row(page, name).get_by_label(status).is_visible():
        row(page, name).locator("summary").first.click()
    row(page, name).get_by_label(status, exact=True).check(force=True)


def find(page: Page, name: str) -> None:
    """By a few letters, where a script runs."""
    box = page.get_by_label("Find a name")
    if box.is_visible():
        box.fill(name)
        expect(page.locator(".register-row:visible")).to_have_count(1)


def mark_forty(page: Page, look) -> None:
    page.get_by_role("button", name="Open the register").click()
    look(page)
    page.get_by_role("button", name="Mark everyone else present").click()
    expect(page.get_by_text("Saved: 39 people marked.")).to_be_visible()
    find(page, "zoe")
    choose(page, "Zoë van der Berg", "Late")
    row(page, "Zoë van der Berg").get_by_label("15", exact=True).check(force=True)
    find(page, "Person 07")
    choose(page, "Person 07", "Apologies")
    look(page)
    page.locator(".register__bar").get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved: 2 people marked.")).to_be_visible()
    expect(row(page, "Zoë van der Berg").locator(".register-row__state")).to_have_text("Late by 15 minutes")
    expect(row(page, "Person 07").locator(".register-row__state")).to_have_text("Absent, sent apologies")
    expect(page.locator(".register__count")).to_have_text("40 of 40 marked")


def step_out(page: Page) -> None:
    row(page, "Person 03").locator("summary").first.click()
    row(page, "Person 03").get_by_role("button", name="Stepped out").click()
    expect(row(page, "Person 03").get_by_text("Out of the room")).to_be_visible()


def let_in(page: Page, look) -> None:
    page.get_by_text("Somebody without a place?").click()
    form = page.locator("form.walk-in")
    form.get_by_label("Name", exact=True).fill("Wanda Walker")
    form.get_by_label("Email address").fill("wanda@example.org")
    form.get_by_label("Role").select_option("Nurse")
    form.get_by_role("textbox", name="Organisation", exact=True).fill("elm surg")
    look_up = form.get_by_role("button", name="Find your organisation")
    if look_up.is_visible():  # without a script; with one, the list comes as one types
        look_up.click()
    form.get_by_role("radio", name="Elm Surgery").check()
    look(page)
    form.get_by_role("button", name="Put on the register").last.click()
    expect(page.get_by_text("Wanda Walker is on the register")).to_be_visible()
    expect(row(page, "Wanda Walker").get_by_text("Walked in")).to_be_visible()


def decide(page: Page, look) -> None:
    page.get_by_role("link", name="See what was said, and decide").first.click()
    look(page)
    page.get_by_role("button", name="Present: 12 of 120 minutes").click()
    expect(page.get_by_text("Decided for Dee Puted: present, 12 of 120 minutes.")).to_be_visible()
    page.get_by_role("link", name="Back to the register", exact=True).click()


def close(page: Page, look) -> None:
    page.get_by_role("link", name="Close the register").click()
    look(page)
    page.get_by_role("button", name="Close the register").click()
    expect(page.get_by_role("heading", name="This register is closed")).to_be_visible()
    look(page)


def test_forty_people_are_marked_the_exceptions_too_and_the_register_is_closed(session, page, look):
    mark_forty(page, look)
    step_out(page)
    let_in(page, look)
    decide(page, look)
    close(page, look)
    assert Attendance.objects.counted().count() == 39  # of 41: one sent apologies, one was there for twelve minutes
    assert Booking.objects.get(name="Wanda Walker").walked_in
    mail_to("wanda@example.org", "You are on the register")
