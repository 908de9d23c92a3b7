"""A programme manager makes every second week of a term by a rule, and a person books one of them by the link."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from tests.factories import CourseFactory, OrganisationFactory, PersonFactory, VenueFactory, staff_member
from tests.visitors import has_authenticator_app, sign_in
from training.models import Booking, Course, Series, SessionStatus

pytestmark = pytest.mark.django_db(transaction=True)


def next_boxing_day_on_a_working_day() -> date:
    """A bank holiday from Monday to Friday, in a year to come."""
    years = range(timezone.localdate().year + 1, timezone.localdate().year + 4)
    return next(day for year in years if (day := date(year, 12, 26)).weekday() < 5)


@pytest.fixture
def course() -> Course:
    set_up_staff_roles()
    VenueFactory(name="Oak Hall")
    OrganisationFactory(name="Elm Constabulary")
    return CourseFactory(title="Noticing harm")


def fill_in(page: Page, first_on: date) -> None:
    """Every second week on the weekday of the first date, four times, leaving out one week."""
    page.get_by_label("Name").fill("Custody staff")
    page.get_by_label("Course").select_option("Noticing harm")
    page.get_by_role("button", name="Choose an organisation").click()
    page.get_by_role("link", name="Elm Constabulary").click()
    page.get_by_label("Closed to others").check()
    for label, text in {"Starts at": "09:30", "Ends at": "11:30", "First date": f"{first_on}"}.items():
        page.get_by_label(label).fill(text)
        page.keyboard.press("Escape")
    page.get_by_label("Or so many sessions").fill("4")
    page.get_by_label("Every so many weeks").fill("2")
    page.get_by_role("checkbox", name=f"{first_on:%A}").check()
    page.get_by_label("Leave out these weeks").fill(f"{first_on + timedelta(weeks=8):%d %B %Y}")
    page.get_by_label("How it is held").select_option("In person")
    page.get_by_label("Places", exact=False).first.fill("12")
    page.get_by_label("Venue").select_option("Oak Hall")
    page.get_by_label("Status").select_option("Scheduled")


def test_every_second_week_is_made_by_a_rule_and_booked_by_the_cohorts_link(page: Page, phone: Page, course, axe, fits):
    boxing_day = next_boxing_day_on_a_working_day()
    first_on = boxing_day - timedelta(weeks=4)
    manager = has_authenticator_app(staff_member(StaffRole.PROGRAMME_MANAGER))
    sign_in(page, manager, to="/admin/training/series/new/")
    fill_in(page, first_on)
    page.get_by_role("button", name="Show the dates").click()

    expect(page.get_by_text("Left out. Bank holiday: Boxing Day")).to_be_visible()
    expect(page.get_by_text("Left out. In a week that you left out")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(4)
    assert Series.objects.count() == 0
    page.get_by_role("checkbox").nth(3).uncheck()
    page.get_by_role("button", name="Make these sessions").click()
    expect(page.get_by_text("3 sessions are made")).to_be_visible()
    series = Series.objects.get()
    days = [
        timezone.localdate(moment)
        for moment in series.sessions.order_by("starts_at").values_list("starts_at", flat=True)
    ]
    assert days == [first_on, first_on + timedelta(weeks=2), first_on + timedelta(weeks=6)]

    page.get_by_role("link", name="cancel it").nth(1).click()
    page.get_by_role("button", name="Cancel the session").click()
    expect(page.get_by_text("The session is cancelled")).to_be_visible()
    statuses = list(series.sessions.order_by("starts_at").values_list("status", flat=True))
    assert statuses == [SessionStatus.SCHEDULED, SessionStatus.CANCELLED, SessionStatus.SCHEDULED]

    page.goto(f"/admin/training/series/edit/{series.pk}/")
    link = page.get_by_label("The link of this cohort").input_value()
    person = PersonFactory()
    sign_in(phone, person, to="/bookings/")
    phone.goto(link)
    expect(phone.get_by_role("heading", name="Custody staff")).to_be_visible()
    axe(phone)
    fits(phone)
    phone.get_by_role("button", name="Book a place").last.click()
    phone.get_by_role("button", name="Book").click()
    expect(phone.get_by_role("heading", name="Your place is confirmed")).to_be_visible()
    assert Booking.objects.get().session == series.sessions.latest("starts_at")
