"""The guide for trying the product: there for a demonstration, and nowhere else."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.urls import reverse
from post_office import mail

from people.accounts.policies import StaffRole
from tests.factories import BookingFactory, PersonFactory, SeriesFactory, SessionFactory, staff_member
from training.models import BookingStatus

pytestmark = pytest.mark.django_db

with_demo = pytest.mark.urls("tests.config.demo_urls")


@pytest.fixture
def email():
    return mail.send(
        recipients=["ama@example.org"],
        sender="training@example.org",
        subject="Your place is booked",
        message="See you there: https://a.example/bookings/1/",
        html_message="<p style='color: red'>See you there</p>",
        attachments={"invitation.ics": {"file": ContentFile(b"BEGIN:VCALENDAR"), "mimetype": "text/calendar"}},
    )


@pytest.mark.parametrize("path", ["/demo/", "/demo/mail/", "/demo/mail/1/", "/demo/mail/1/html/"])
def test_there_is_no_guide_where_there_is_no_demonstration(client, wagtail_site, email, path):
    staff_member(StaffRole.ADMINISTRATOR, email="admin@demo.example")
    answer = client.get(path)
    assert answer.status_code == 404
    assert b"admin@demo.example" not in answer.content


@with_demo
def test_the_guide_shows_codes_that_open_the_door_and_only_demonstration_people(client):
    admin = staff_member(StaffRole.ADMINISTRATOR, email="admin@demo.example")
    factor = TOTP.activate(admin, generate_totp_secret())
    teacher = PersonFactory(email="teacher@demo.example")
    PersonFactory(email="real@school.example")

    page = BeautifulSoup(client.get("/demo/").content, "html.parser").main
    rows = [row.get_text(" ", strip=True) for row in page.select(".govuk-summary-list__row")]

    code = rows[0].removeprefix(f"admin@demo.example {admin.name} Administrators Second code: ")
    assert factor.validate_code(code)
    assert rows[1:] == [f"teacher@demo.example {teacher.name} Teacher, {teacher.organisation} No second code"]


@with_demo
def test_the_guide_leads_to_the_harder_cases_as_far_as_there_are_any(client):
    assert "What to look at" not in client.get("/demo/").text
    hybrid = SessionFactory(mode="hybrid", online_capacity=5)
    cohort = SeriesFactory(is_closed=True)
    full = BookingFactory(status=BookingStatus.WAITING, confirmed_at=None).session
    page = client.get("/demo/").text
    ways = [f"/sessions/{hybrid.pk}/", f"/cohorts/{cohort.key}/", reverse("training_session_line", args=[full.pk])]
    assert [way for way in ways if f'href="{way}"' not in page] == []


@with_demo
def test_every_email_can_be_read_with_what_is_attached(client, email):
    assert email.subject in client.get("/demo/mail/").text
    page = client.get(f"/demo/mail/{email.pk}/")
    assert "See you there: " in page.text
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    attached = client.get(f"/demo/mail/attachments/{email.attachments.get().pk}/")
    assert attached.content == b"BEGIN:VCALENDAR"


@with_demo
def test_only_the_email_by_itself_may_carry_styles(client, email):
    html = client.get(f"/demo/mail/{email.pk}/html/")
    assert html.text == email.html_message
    assert "style-src 'self' 'unsafe-inline'" in html["Content-Security-Policy"]
    assert "unsafe-inline" not in client.get(f"/demo/mail/{email.pk}/")["Content-Security-Policy"]


@with_demo
def test_the_guide_can_be_used_by_everyone_on_every_screen(page, phone, axe, fits, settings, email):
    settings.ROOT_URLCONF = "tests.config.demo_urls"
    staff_member(StaffRole.ADMINISTRATOR, email="admin@demo.example")
    for path in ("/demo/", "/demo/mail/", f"/demo/mail/{email.pk}/"):
        page.goto(path)
        axe(page)
        phone.goto(path)
        fits(phone)


def test_the_database_answers_for_the_health_of_the_product(client):
    answer = client.get("/health/")
    assert (answer.status_code, answer.text) == (200, "ok\n")
