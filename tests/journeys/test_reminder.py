"""A manager writes the reminder of one course anew, time goes by, and whoever gets it gives the place back."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from tests.factories import BookingFactory, CourseFactory, PersonFactory, SessionFactory, staff_member
from tests.visitors import has_authenticator_app, link_in, mail_to, sign_in
from training.bookings import tasks
from training.models import BookingStatus

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_reminder_in_staffs_own_words_gives_a_place_back_in_one_click(page: Page, phone: Page, axe, fits):
    set_up_staff_roles()
    manager = has_authenticator_app(staff_member(StaffRole.PROGRAMME_MANAGER))
    course = CourseFactory(title="Noticing harm")
    day = timezone.localdate() + timedelta(days=10)
    starts_at = datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo("Europe/London"))
    booking = BookingFactory(
        session=SessionFactory(course=course, starts_at=starts_at), person=PersonFactory(name="Ama Example")
    )

    sign_in(page, manager, to=f"/admin/training/course/edit/{course.pk}/")
    page.goto(f"/admin/training/messages/course/{course.pk}/")
    page.get_by_role("link", name="Reminder, 2 days before").click()
    page.get_by_label("Words").fill("Hello {name},\n\nTea is ready at {place}.")
    page.get_by_role("button", name="Preview").click()
    email = page.frame_locator("iframe[title='The email on a phone']")
    expect(email.get_by_text(f"Tea is ready at {booking.session.venue.name}.")).to_be_visible()
    expect(email.get_by_text("Hello Sam Example,")).to_be_visible()
    page.get_by_role("button", name="Save these words").click()
    expect(page.get_by_text("your words are saved, and said from now on")).to_be_visible()

    with time_machine.travel(starts_at - timedelta(days=2, hours=-1)):
        assert tasks.owe_timed_messages() == 1
        reminder = mail_to(booking.email, "See you soon: Noticing harm")
        assert f"Tea is ready at {booking.session.venue.name}." in reminder.message
        phone.goto(link_in(reminder, "Give my place back"))
        axe(phone)
        fits(phone)
        phone.get_by_role("button", name="Cancel my booking").click()
        expect(phone.get_by_text("We have cancelled your booking, and sent you an email.")).to_be_visible()
    booking.refresh_from_db()
    assert booking.status == BookingStatus.CANCELLED
