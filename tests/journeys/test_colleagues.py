"""A training lead books twelve colleagues from a spreadsheet, two of whose rows need mending; and reserves places that
colleagues fill by a link."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from people.models import Person, TrainingLead
from tests.factories import PersonFactory, RoleFactory, SessionFactory
from tests.letters import letters
from tests.visitors import link_in, mail_to, sign_in
from training.bookings import operations
from training.models import Booking, BookingStatus

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lead() -> Person:
    person = PersonFactory(name="Lea Example", email="lead@example.org")
    TrainingLead.objects.create(person=person, organisation=person.organisation)
    RoleFactory(name="Nurse")
    return person


def spreadsheet() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Name", "Email", "Role"])
    for number in range(1, 13):
        email = "person7@example" if number == 7 else f"person{number}@example.org"
        book.active.append([f"Person {number}", email, "Wizard" if number == 9 else "Nurse"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_twelve_people_are_booked_from_a_spreadsheet_with_two_bad_rows_mended(phone: Page, lead, axe, fits):
    session = SessionFactory(capacity=20)
    sign_in(phone, lead, to=f"/sessions/{session.pk}/book-colleagues/")
    axe(phone)
    fits(phone)
    file = {"name": "staff.xlsx", "mimeType": "application/octet-stream", "buffer": spreadsheet()}
    phone.get_by_label("Or choose a spreadsheet").set_input_files(file)
    phone.get_by_role("button", name="Check the list").click()
    expect(phone.get_by_role("heading", name="2 rows need a change")).to_be_visible()
    axe(phone)
    fits(phone)
    assert Booking.objects.count() == 0

    phone.get_by_role("link", name="Row 7: Enter an email address in full").click()
    phone.keyboard.press("ControlOrMeta+a")
    phone.keyboard.type("person7@example.org")
    phone.get_by_role("group", name="Row 9").get_by_label("Role").select_option("Nurse")
    phone.get_by_role("button", name="Book these 12 people").click()
    expect(phone.get_by_role("heading", name=f"Your group from {lead.organisation}")).to_be_visible()
    axe(phone)
    fits(phone)
    assert Booking.objects.confirmed().count() == 12
    told = {
        address for email in letters().filter(subject__startswith="Your place is confirmed") for address in email.to
    }
    assert told == {f"person{number}@example.org" for number in range(1, 13)}


def test_a_pool_is_filled_by_its_link_and_its_rest_returns(page: Page, phone: Page, lead, axe, fits):
    session = SessionFactory(capacity=5, starts_at=timezone.now() + timedelta(weeks=4))
    sign_in(page, lead, to="/bookings/")
    page.goto(f"/sessions/{session.pk}/")
    page.get_by_role("link", name="reserve places without names").click()
    axe(page)
    page.get_by_label("How many places?").fill("5")
    page.get_by_role("button", name="Reserve these places").click()
    expect(page.get_by_text("0 of 5 filled.")).to_be_visible()
    axe(page)

    shared = mail_to("lead@example.org", "5 places are reserved").message
    phone.goto(next(word.strip("<>") for word in shared.split() if "/pools/" in word))
    axe(phone)
    fits(phone)
    phone.get_by_label("Your name").fill("Ama Example")
    phone.get_by_label("Your work email address").fill("ama@example.org")
    phone.get_by_label("Your role").select_option("Nurse")
    phone.get_by_role("button", name="Take my place").click()
    expect(phone.get_by_role("heading", name="Check your email")).to_be_visible()
    phone.goto(link_in(mail_to("ama@example.org", "Please confirm your place"), "Confirm my place"))
    phone.get_by_role("button", name="Confirm my place").click()
    expect(phone.get_by_role("heading", name="Your place is confirmed")).to_be_visible()

    page.reload()
    expect(page.get_by_text("1 of 5 filled.")).to_be_visible()
    expect(page.get_by_role("link", name="Give back the place of Ama Example")).to_be_visible()
    assert operations.return_due_pools(at=session.starts_at - timedelta(days=7)) == 4
    page.reload()
    expect(page.get_by_text("This reservation has ended")).to_be_visible()
    axe(page)
    session.refresh_from_db()
    assert (session.places_held, Booking.objects.get().status) == (1, BookingStatus.CONFIRMED)
