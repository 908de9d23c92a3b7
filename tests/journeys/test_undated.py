"""A session without a date: somebody asks to be told, a manager sets the date, and who asked accepts the place."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from tests.factories import OrganisationFactory, RoleFactory, UndatedSessionFactory, VenueFactory, staff_member
from tests.factories.cms import make_course_page
from tests.visitors import has_authenticator_app, link_in, mail_to, sign_in
from training.models import Booking, BookingStatus, Session

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_asked_for_a_date_is_invited_when_it_is_set(page: Page, phone: Page, axe, fits):
    set_up_staff_roles()
    course_page = make_course_page()
    undated = UndatedSessionFactory(course=course_page.course, about_when="in spring, after school")
    RoleFactory(name="Teacher"), OrganisationFactory(name="Elm School")
    venue = VenueFactory(name="Oak Hall")
    manager = has_authenticator_app(staff_member(StaffRole.PROGRAMME_MANAGER))

    phone.goto(course_page.url)
    phone.get_by_role("button", name="Tell me the date").click()
    axe(phone)
    fits(phone)
    phone.get_by_label("Your name").fill("Sam Example")
    phone.get_by_label("Your work email address").fill("sam@example.org")
    phone.get_by_label("Your role").select_option(label="Teacher")
    phone.get_by_label("Your organisation").fill("Elm School")
    phone.get_by_label("Elm School").check()
    phone.get_by_role("button", name="Tell me when the date is set").click()
    expect(phone.get_by_role("heading", name="Check your email")).to_be_visible()
    phone.goto(link_in(mail_to("sam@example.org", "when the date is set"), "See or take back my request"))
    expect(phone.get_by_text("You are number 1 of those who asked")).to_be_visible()
    axe(phone)
    fits(phone)

    sign_in(page, manager, to="/admin/training/undated-session/")
    page.get_by_role("link", name=course_page.course.title).first.click()
    expect(page.get_by_role("cell", name="Sam Example")).to_be_visible()
    page.get_by_role("link", name="Set the date").click()
    starts_at = (timezone.localtime() + timedelta(days=30)).replace(hour=15, minute=45)
    page.get_by_label("Starts").fill(f"{starts_at:%Y-%m-%d %H:%M}")
    page.keyboard.press("Escape")
    page.get_by_label("Ends").fill(f"{starts_at + timedelta(hours=2):%Y-%m-%d %H:%M}")
    page.keyboard.press("Escape")
    page.get_by_label("Places", exact=False).first.fill("12")
    page.get_by_label("Venue").select_option(label=venue.name)
    page.get_by_role("button", name="Set the date and invite").click()
    expect(page.get_by_text("1 person is offered a place.")).to_be_visible()

    offer = mail_to("sam@example.org", "A place for you")
    phone.goto(link_in(offer, "Accept this place"))
    axe(phone)
    fits(phone)
    phone.get_by_role("button", name="Accept this place").click()
    expect(phone.get_by_role("heading", name="Your place is confirmed")).to_be_visible()
    undated.refresh_from_db()
    assert undated.session == Session.objects.get()
    assert Booking.objects.get().status == BookingStatus.CONFIRMED
