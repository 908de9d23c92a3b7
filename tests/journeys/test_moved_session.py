"""A session is moved by staff, and the calendar of whoever has a place shows one event, at the new time."""

from datetime import timedelta

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from tests.factories import PersonFactory, SessionFactory, staff_member
from tests.letters import calendar_file
from tests.visitors import has_authenticator_app, mail_to, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


class CalendarClient:
    """What a calendar program does with the invitations it is sent (RFC 5546): it keeps one event for each UID, takes a
    message about it when its SEQUENCE is not lower, and drops it when it is cancelled."""

    def __init__(self):
        self.events = {}

    def receive(self, email):
        with calendar_file(email).file.open() as file:
            calendar = Calendar.from_ical(file.read())
        [event] = calendar.walk("VEVENT")
        known = self.events.get(event["UID"])
        if known is not None and event["SEQUENCE"] < known["SEQUENCE"]:
            return
        self.events[event["UID"]] = event
        if calendar["METHOD"] == "CANCEL":
            del self.events[event["UID"]]


def test_a_moved_session_is_one_event_at_the_new_time(page: Page, phone: Page):
    set_up_staff_roles()
    session, person = SessionFactory(), PersonFactory()
    manager = has_authenticator_app(staff_member(StaffRole.PROGRAMME_MANAGER))
    sign_in(phone, person, to="/bookings/")
    phone.goto(f"/sessions/{session.pk}/book/")
    phone.get_by_role("button", name="Book my place").click()
    expect(phone.get_by_role("heading", name="Your place is confirmed")).to_be_visible()
    calendar = CalendarClient()
    calendar.receive(mail_to(person.email, "Your place is confirmed"))

    later = session.starts_at + timedelta(days=2)
    sign_in(page, manager, to=f"/admin/training/session/edit/{session.pk}/")
    page.get_by_label("Starts").fill(later.strftime("%Y-%m-%d %H:%M"))
    page.keyboard.press("Escape")
    page.get_by_label("Ends").fill((session.ends_at + timedelta(days=2)).strftime("%Y-%m-%d %H:%M"))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("1 person has a place or waits for one")).to_be_visible()
    page.get_by_role("button", name="Save and tell 1 person").first.click()
    page.wait_for_url("**/admin/training/session/")

    calendar.receive(mail_to(person.email, "Your session has changed"))
    [event] = calendar.events.values()
    assert event["SEQUENCE"] == 1
    session.refresh_from_db()
    assert event.decoded("DTSTART") == session.starts_at
    assert session.starts_at.date() == later.date()
