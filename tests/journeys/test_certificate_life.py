"""The life of a certificate: issued, its name corrected as its holder asks, withdrawn, reinstated, made anew in a
batch; and at each step every link that was ever sent or printed tells the truth."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from people.models import Person
from tests.factories import PersonFactory, staff_member
from tests.training.attending import certify
from tests.visitors import has_authenticator_app, link_in, mail_to, sign_in
from tests.workers import wait_until
from training.models import Certificate, Course, ReissueRow

pytestmark = pytest.mark.django_db(transaction=True)
HOLDER = "sam@example.org"


@pytest.fixture
def certificate() -> Certificate:
    """Issued to somebody whose name is misspelt, for a course that they attended this week."""
    set_up_staff_roles()
    has_authenticator_app(staff_member(StaffRole.PROGRAMME_MANAGER, email="manager@example.org", name="Mo Manager"))
    person = PersonFactory(email=HOLDER, name="Sam Exmaple")
    certificate = certify(timezone.now() - timedelta(days=3), person=person)
    Course.objects.filter(pk=certificate.course_id).update(title="Trauma, understood")
    return certificate


@pytest.fixture
def staff(page) -> Page:
    page.set_viewport_size({"width": 1280, "height": 1600})
    sign_in(page, Person.objects.get(email="manager@example.org"), to="/admin/training/certificate/")
    return page


@pytest.fixture
def look(axe, fits):
    """What holds for each page that people see."""

    def check(page: Page) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        fits(page)
        axe(page)

    return check


def opens_document(page: Page, link: str) -> bool:
    answer = page.request.get(link)
    return answer.ok and answer.headers["content-type"] == "application/pdf"


def says(page: Page, link: str, *words: str) -> None:
    """A page behind a link says these things."""
    page.goto(link)
    for each in words:
        expect(page.get_by_text(each).first).to_be_visible()


def latest() -> Certificate:
    return Certificate.objects.latest("pk")


def verify(certificate: Certificate) -> str:
    return f"/verify/{certificate.number}/"


def ask_for_the_right_name(phone: Page, look) -> None:
    sign_in(phone, Person.objects.get(email=HOLDER), to="/certificates/")
    look(phone)
    phone.get_by_role("link", name="Is your name wrong?").click()
    look(phone)
    phone.get_by_label("Your name, as it should be").fill("Sam Example")
    phone.get_by_role("button", name="Ask for this name").click()
    expect(phone.get_by_text("to put Sam Example on it")).to_be_visible()
    look(phone)


def agree(staff: Page, axe) -> None:
    staff.goto("/admin/training/name-request/")
    axe(staff)
    staff.get_by_role("link", name="Sam Example").click()
    axe(staff)
    staff.get_by_role("button", name="Make the new certificate").click()
    expect(staff.get_by_text("Issued in place of another")).to_be_visible()
    staff.reload()  # without the message, which is pale while it comes and goes
    axe(staff)


def withdraw(staff: Page, axe) -> None:
    staff.goto(f"/admin/training/certificate/inspect/{latest().pk}/")
    staff.get_by_role("link", name="Withdraw").first.click()
    staff.get_by_label("Issued in error").check()
    axe(staff)
    staff.get_by_role("button", name="Withdraw the certificate").click()
    expect(staff.get_by_text("The certificate is withdrawn, and its holder is told.")).to_be_visible()


def reinstate(staff: Page, axe) -> None:
    staff.goto(f"/admin/certificates/{latest().pk}/reinstate/")
    axe(staff)
    staff.get_by_role("button", name="Reinstate the certificate").click()
    expect(staff.get_by_text("The certificate stands again under a new number")).to_be_visible()


def make_anew_in_a_batch(staff: Page, axe) -> None:
    staff.goto("/admin/certificates/make-anew/")
    staff.get_by_label("Details: those whose course or attendance was corrected").check()
    staff.get_by_role("button", name="Look").click()
    expect(staff.get_by_text("1 certificate. Nothing is made yet.")).to_be_visible()
    axe(staff)
    staff.get_by_role("button", name="Make these certificates anew").click()
    expect(staff.get_by_role("progressbar")).to_be_visible()
    wait_until(lambda: not ReissueRow.objects.to_do().exists())
    staff.reload()
    expect(staff.get_by_text("1 of 1 made: all done.")).to_be_visible()
    axe(staff)


def test_each_link_of_a_certificate_tells_the_truth_through_its_life(certificate, phone, staff, look, axe, worker):
    first = certificate
    old_link = link_in(mail_to(HOLDER, "Your certificate:"), "Download my certificate")
    assert opens_document(phone, old_link)
    says(phone, verify(first), "This certificate is valid")
    look(phone)

    ask_for_the_right_name(phone, look)
    assert (Certificate.objects.count(), opens_document(phone, old_link)) == (1, True)
    agree(staff, axe)
    second = latest()
    assert second.holder_name == "Sam Example"
    new_link = link_in(mail_to(HOLDER, "Your new certificate"), "Download my new certificate")
    assert (opens_document(phone, new_link), opens_document(phone, old_link)) == (True, False)
    says(phone, old_link, "This certificate was replaced", f"Certificate {second.number} stands in its place")
    look(phone)
    assert opens_document(phone, phone.get_by_role("button", name="Download the new one").get_attribute("href"))
    says(phone, verify(first), "This certificate was replaced", "because the holder's name was corrected")
    look(phone)
    phone.get_by_role("button", name=f"Check {second.number}").click()
    expect(phone.get_by_role("heading", name="This certificate is valid")).to_be_visible()

    withdraw(staff, axe)
    assert not opens_document(phone, new_link)
    says(phone, new_link, "This certificate was withdrawn", "Reason: issued in error")
    look(phone)
    says(
        phone,
        old_link,
        "This certificate was replaced",
        f"Certificate {second.number} took its place, and was withdrawn",
    )
    says(phone, verify(second), "This certificate was withdrawn")
    says(phone, verify(first), "This certificate was replaced", "and was withdrawn on")
    look(phone)

    reinstate(staff, axe)
    third = latest()
    for old in (old_link, new_link, verify(first), verify(second)):
        says(phone, old, "This certificate was replaced", f"Certificate {third.number} stands in its place")

    make_anew_in_a_batch(staff, axe)
    fourth = latest()
    assert (fourth.course_title, fourth.holder_name) == ("Trauma, understood", "Sam Example")
    for old in (old_link, new_link, verify(first), verify(second), verify(third)):
        says(phone, old, "This certificate was replaced", f"Certificate {fourth.number} stands in its place")
    says(phone, verify(fourth), "This certificate is valid")
    last_link = link_in(mail_to(HOLDER, "Your new certificate: Trauma, understood"), "Download my new certificate")
    assert opens_document(phone, last_link)
