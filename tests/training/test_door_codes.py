"""Where a booking's code is shown: in emails, in calendars, on its pages; and where it is not."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from io import BytesIO

import pytest
import zxingcpp
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from PIL import Image

from people.accounts.policies import StaffRole
from tests.factories import BookingFactory, SessionFactory
from tests.letters import calendar_file, letters, picture
from training.bookings import operations
from training.models import BookingStatus, Notice, NoticeKind, SessionMode

pytestmark = pytest.mark.django_db

CARRIES = (
    NoticeKind.CONFIRMED, NoticeKind.CHANGED, NoticeKind.MOVED, NoticeKind.WAY_CHANGED, NoticeKind.REMINDER_WEEK,
    NoticeKind.REMINDER_TWO_DAYS, NoticeKind.HOW_TO_JOIN,
)  # fmt: skip
BEFORE = {
    NoticeKind.REMINDER_WEEK: timedelta(days=6),
    NoticeKind.REMINDER_TWO_DAYS: timedelta(days=1, hours=22),
    NoticeKind.HOW_TO_JOIN: timedelta(hours=1),
}


def read(png):
    """What a phone's camera reads."""
    [code] = zxingcpp.read_barcodes(Image.open(BytesIO(png)).convert("L"))
    return code.text


def email_about(booking, kind, noon):
    """The email of this kind, made at noon, and at its own time where it has one."""
    about = booking.session.starts_at if kind in BEFORE else None
    Notice.objects.create(booking=booking, kind=kind, sequence=0, made_at=noon, about_start_at=about)
    return letters(noon).latest("pk")


def a_booking(noon, kind, **facts):
    return BookingFactory(session=SessionFactory(starts_at=noon + BEFORE.get(kind, timedelta(days=20)), **facts))


@pytest.fixture
def at_noon(time_machine, noon):
    time_machine.move_to(noon, tick=False)


@pytest.mark.parametrize("kind", CARRIES)
def test_an_email_of_a_place_in_the_room_shows_the_code_typed_and_as_a_picture(noon, at_noon, kind):
    booking = a_booking(noon, kind)
    email = email_about(booking, kind, noon)
    assert f"\n{booking.check_in_code}\n" in email.message
    assert read(picture(email)) == f"http://testserver/check-in/{booking.check_in_code}/"
    image = BeautifulSoup(email.html_message, "html.parser").select_one("img")
    assert image["alt"] == f"QR code of your check-in code, {booking.check_in_code}. It can be typed instead."
    assert reverse("training:booking-code", args=[booking.key]) in email.message


def test_the_picture_travels_in_the_email_and_the_words_name_it(noon, at_noon):
    booking = a_booking(noon, NoticeKind.CONFIRMED)
    sent = email_about(booking, NoticeKind.CONFIRMED, noon).prepare_email_message().message().as_bytes()
    message = message_from_bytes(sent, policy=policy.SMTP)
    html = message.get_body(("html",)).get_content()
    [image] = [part for part in message.walk() if part.get_content_type() == "image/png"]
    assert read(image.get_content()) == f"http://testserver/check-in/{booking.check_in_code}/"
    assert (image.get_content_disposition(), image.get_filename()) == ("inline", "check_in_code.png")
    assert re.findall(r'src="cid:([^"]+)"', html) == [image["Content-ID"].strip("<>")]


NO_CODE = [status for status in BookingStatus if status != BookingStatus.CONFIRMED]


@pytest.mark.parametrize("status", NO_CODE)
def test_a_place_that_is_not_confirmed_shows_no_code_anywhere(client, noon, at_noon, status):
    booking = a_booking(noon, NoticeKind.CHANGED)
    booking.status, booking.hold_ends_at = status, noon + timedelta(hours=2)
    booking.save()
    email = email_about(booking, NoticeKind.CHANGED, noon)
    detail = reverse("training:booking-detail", args=[booking.key])
    shown = [email.message, email.html_message, client.get(detail).text]
    assert [text for text in shown if booking.check_in_code in text] == []
    assert not email.attachments.filter(mimetype="image/png").exists()
    assert client.get(reverse("training:booking-code", args=[booking.key])).url == detail


@pytest.mark.parametrize("kind", [NoticeKind.CONFIRMED, NoticeKind.REMINDER_TWO_DAYS, NoticeKind.HOW_TO_JOIN])
@pytest.mark.parametrize("hybrid", [True, False])
def test_whoever_joins_online_has_no_door_and_is_told_on_the_day_where_to_check_in(noon, at_noon, kind, hybrid):
    facts = {"mode": SessionMode.HYBRID, "online_capacity": 5} if hybrid else {"mode": SessionMode.ONLINE}
    booking = a_booking(noon, kind, joining_link="https://meet.example.org/x", **facts)
    booking.online = hybrid
    booking.save()
    email = email_about(booking, kind, noon)
    assert booking.check_in_code not in email.message + email.html_message
    assert not email.attachments.filter(mimetype="image/png").exists()
    assert ("http://testserver/check-in/" in email.message) == (kind == NoticeKind.HOW_TO_JOIN)


def events(booking, client):
    """The booking's event in its invitation, in the file on its page, and in its person's feed."""
    with calendar_file(letters().latest("pk")).file.open() as invited:
        yield Calendar.from_ical(invited.read()).walk("VEVENT")[0]
    page = client.get(reverse("training:booking-invitation", args=[booking.key]))
    yield Calendar.from_ical(page.content).walk("VEVENT")[0]
    feed = operations.make_feed(person=booking.person, by=booking.person, at=timezone.now())
    yield Calendar.from_ical(
        client.get(reverse("training:calendar-feed", args=[feed.key])).content
    ).walk("VEVENT")[0]  # fmt: skip


def test_invitations_and_the_feed_carry_the_code_typed_and_as_a_picture(client, noon, at_noon):
    booking = a_booking(noon, NoticeKind.CONFIRMED)
    email_about(booking, NoticeKind.CONFIRMED, noon)
    for event in events(booking, client):
        said = f"Code to show at the door: {booking.check_in_code}\nAs a QR code: http://testserver/check-in/"
        assert said in event["DESCRIPTION"]
        assert event["ATTACH"].params["FMTTYPE"] == "image/png"
        assert read(event.decoded("ATTACH")) == f"http://testserver/check-in/{booking.check_in_code}/"


def test_an_event_that_is_taken_back_carries_no_code(noon, at_noon):
    booking = a_booking(noon, NoticeKind.CONFIRMED)
    operations.cancel(booking=booking, by=booking.person, at=noon)
    with calendar_file(letters(noon).latest("pk")).file.open() as file:
        [event] = Calendar.from_ical(file.read()).walk("VEVENT")
    assert (booking.check_in_code in event["DESCRIPTION"], "ATTACH" in event) == (False, False)


def test_the_page_of_a_booking_shows_the_code_until_the_session_is_over(client, noon, at_noon, time_machine):
    booking = a_booking(noon, NoticeKind.CONFIRMED)
    detail = reverse("training:booking-detail", args=[booking.key])
    for moment, is_shown in (
        (noon, True),
        (booking.session.starts_at + timedelta(minutes=5), True),
        (booking.session.ends_at, False),
    ):
        time_machine.move_to(moment, tick=False)
        page = BeautifulSoup(client.get(detail).content, "html.parser")
        assert bool(page.select_one(".door-code .qr")) == is_shown
        assert (booking.check_in_code in page.get_text()) == is_shown


def test_on_the_day_the_page_of_a_booking_leads_to_where_people_check_in(client, noon, at_noon, time_machine):
    booking = a_booking(noon, NoticeKind.CONFIRMED)
    detail = reverse("training:booking-detail", args=[booking.key])
    assert 'href="/check-in/"' not in client.get(detail).text
    time_machine.move_to(booking.session.starts_at - timedelta(hours=2), tick=False)
    assert 'href="/check-in/"' in client.get(detail).text


def test_the_code_has_a_page_of_its_own_that_no_cache_keeps(client, noon, at_noon):
    booking = a_booking(noon, NoticeKind.CONFIRMED)
    answer = client.get(reverse("training:booking-code", args=[booking.key]))
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one(".door-code--large .door-code__typed").get_text() == f"The code: {booking.check_in_code}"
    assert page.select_one(".door-code--large svg title").get_text().endswith(booking.check_in_code)
    assert ("no-store" in answer["Cache-Control"], answer["X-Robots-Tag"]) == (True, "noindex")


def test_staff_who_write_a_message_see_the_picture_in_its_preview(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    page = client.get(reverse("training_messages:edit", args=[NoticeKind.CONFIRMED.value]))
    letter = page.context["letter"]
    assert "K7M2-9QXT" in letter.text
    assert 'src="data:image/png;base64,' in letter.html
