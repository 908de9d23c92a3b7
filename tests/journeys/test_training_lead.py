"""A training lead sees who is booked on what, moves one colleague, swaps a second and cancels for a third."""

import pytest
from playwright.sync_api import Page, expect

from people.models import TrainingLead
from tests.factories import BookingFactory, CourseFactory, PersonFactory, RoleFactory, SessionFactory
from tests.visitors import mail_to, sign_in
from training.models import Booking, BookingStatus

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_lead_moves_one_colleague_swaps_another_and_cancels_a_third(phone: Page, axe, fits):
    lead = PersonFactory(name="Lea Example", email="lead@example.org")
    TrainingLead.objects.create(person=lead, organisation=lead.organisation)
    RoleFactory(name="Nurse")
    course = CourseFactory(title="Noticing harm")
    session, later = SessionFactory(course=course), SessionFactory(course=course)
    ama, bo, cy = (
        BookingFactory(session=session, organisation=lead.organisation, person__name=f"{name} Example")
        for name in ("Ama", "Bo", "Cy")
    )

    sign_in(phone, lead, to="/account/")
    phone.get_by_role("link", name="Your colleagues").click()
    expect(phone.get_by_role("heading", name="Your colleagues’ bookings")).to_be_visible()
    axe(phone)
    fits(phone)

    phone.get_by_role("link", name="Move Ama Example").click()
    axe(phone)
    fits(phone)
    phone.get_by_role("radio").check()
    phone.get_by_role("button", name="Move to this date").click()
    expect(phone.get_by_text("Ama Example has a place on the other date now")).to_be_visible()

    phone.get_by_role("link", name="Pass on the place of Bo Example").click()
    axe(phone)
    fits(phone)
    phone.get_by_label("Your colleague's name").fill("Ines Instead")
    phone.get_by_label("Your colleague's work email address").fill("ines@example.org")
    phone.get_by_label("Your colleague's role").select_option("Nurse")
    phone.get_by_role("button", name="Pass the place on").click()
    expect(phone.get_by_text("Bo Example has passed the place to Ines Instead")).to_be_visible()

    phone.get_by_label("Colleague's name or email address").fill("cy ex")
    phone.get_by_role("button", name="Show").click()
    expect(phone.get_by_text("Ines Instead")).to_have_count(0)
    phone.get_by_role("link", name="Give back the place of Cy Example").click()
    axe(phone)
    fits(phone)
    phone.get_by_role("button", name="Give the place back").click()
    expect(phone.get_by_text("Cy Example has no place in this session any more")).to_be_visible()
    axe(phone)
    fits(phone)

    told = mail_to(cy.email, "Your place was given back").message
    assert "Lea Example, who looks after training at" in " ".join(told.split())
    stands = Booking.objects.values_list("email", "session", "status")
    assert set(stands) == {
        (ama.email, later.pk, BookingStatus.CONFIRMED),
        (bo.email, session.pk, BookingStatus.CANCELLED),
        ("ines@example.org", session.pk, BookingStatus.CONFIRMED),
        (cy.email, session.pk, BookingStatus.CANCELLED),
    }
