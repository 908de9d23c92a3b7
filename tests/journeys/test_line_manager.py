"""A person books, their line manager agrees by the link in an email, and the person has a confirmation."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import OrganisationFactory, PersonFactory, SessionFactory
from tests.letters import calendar_file
from tests.visitors import link_in, mail_to, sign_in
from training.models import Booking, BookingStatus

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_manager_agrees(phone: Page, no_javascript: Page, axe, fits):
    person = PersonFactory(name="Ama Example", organisation=OrganisationFactory(asks_for_approval=True))
    session = SessionFactory()
    sign_in(phone, person, to="/bookings/")
    phone.goto(f"/sessions/{session.pk}/book/")
    phone.get_by_label("Your line manager's email address").fill("manager@example.org")
    axe(phone)
    fits(phone)
    phone.get_by_role("button", name="Book my place").click()
    expect(phone.get_by_role("heading", name="We have asked your manager")).to_be_visible()
    axe(phone)
    fits(phone)

    asked = mail_to("manager@example.org", "Ama Example asks to attend training")
    no_javascript.goto(link_in(asked, "Agree, or say no"))
    expect(no_javascript.get_by_role("heading", name="Ama Example asks to attend training")).to_be_visible()
    no_javascript.get_by_role("button", name="Agree").click()
    expect(no_javascript.get_by_role("heading", name="Thank you: you have agreed")).to_be_visible()

    phone.reload()
    expect(phone.get_by_role("heading", name="Your place is confirmed")).to_be_visible()
    assert calendar_file(mail_to(person.email, "Your place is confirmed"))
    assert Booking.objects.get().status == BookingStatus.CONFIRMED
