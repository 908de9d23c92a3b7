"""A person's private calendar feed: read by a calendar library, renewed and stopped."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import ModelLogEntry

from tests.factories import BookingFactory, PersonFactory, SessionFactory
from tests.letters import calendar_file, letters
from training.bookings import operations
from training.bookings.queries.timing import TIMED
from training.models import BookingNeeds, BookingStatus, CalendarFeed, Notice, SessionMode
from training.sessions import operations as sessions

pytestmark = pytest.mark.django_db

LINK = "https://meet.example.org/only-for-holders"
LIST = "/bookings/"


@pytest.fixture
def person():
    return PersonFactory()


@pytest.fixture
def feed(person):
    return operations.make_feed(person=person, by=person, at=timezone.now())


def address(feed):
    return reverse("training:calendar-feed", args=[feed.key])


def events(client, feed):
    calendar = Calendar.from_ical(client.get(address(feed)).content)
    return [(str(e["SUMMARY"]), str(e["STATUS"]), e["SEQUENCE"]) for e in calendar.walk("VEVENT")]


def test_the_feed_holds_places_to_come_and_recent_ones_and_those_that_were_cancelled(client, person, feed):
    now = timezone.now()
    for days, title in ((3, "To come"), (-80, "Recent"), (-100, "Long ago")):
        session = SessionFactory(course__title=title, starts_at=now + timedelta(days=days))
        BookingFactory(session=session, person=person)
    gone = BookingFactory(session__course__title="Given back", person=person)
    operations.cancel(booking=gone, by=None, at=now)
    waits = {"status": BookingStatus.WAITING, "confirmed_at": None}
    BookingFactory(session__course__title="Waits", person=person, **waits)
    BookingFactory(session__course__title="Somebody else's")
    assert events(client, feed) == [
        ("Recent", "CONFIRMED", 0),
        ("To come", "CONFIRMED", 0),
        ("Given back", "CANCELLED", 1),
    ]


def test_the_feed_speaks_of_the_same_event_as_the_invitations_and_follows_a_session_that_moves(client, person, feed):
    session = SessionFactory()
    facts = {"email": person.email, "name": person.name, "role": person.role, "organisation": person.organisation}
    operations.book(session_id=session.pk, **facts, by=person, at=timezone.now())
    starts_at = session.starts_at + timedelta(days=1)
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    letters()
    sessions.change_session(session=session, **times, by=None, at=timezone.now())
    invited = []
    for email in letters():
        with calendar_file(email).file.open() as content:
            invited.append(Calendar.from_ical(content.read()).walk("VEVENT")[0])
    [shown] = Calendar.from_ical(client.get(address(feed)).content).walk("VEVENT")
    assert {str(event["UID"]) for event in (*invited, shown)} == {str(shown["UID"])}
    assert [event["SEQUENCE"] for event in (*invited, shown)] == [0, 1, 1]
    assert shown.decoded("DTSTART") == starts_at
    assert shown["LOCATION"] == invited[-1]["LOCATION"]
    assert shown["ORGANIZER"] == invited[-1]["ORGANIZER"]


def test_the_feed_never_holds_a_joining_link_needs_or_the_key_of_a_booking(client, person, feed):
    session = SessionFactory(mode=SessionMode.ONLINE, venue=None, joining_link=LINK, joining_notes="Bring a pen")
    booking = BookingFactory(session=session, person=person)
    BookingNeeds.objects.create(booking=booking, access="A ramp to the stage")
    text = client.get(address(feed)).content.decode().replace("\r\n ", "")
    assert session.course.title in text
    assert reverse("training:booking-list") in text
    for secret in (LINK, "ramp", booking.key, "METHOD", "ATTENDEE", person.email):
        assert secret not in text


def test_a_program_reads_it_without_a_session_and_nobody_between_keeps_it(client, person, feed):
    BookingFactory(person=person)
    response = client.get(address(feed))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.cookies == {}
    calendar = Calendar.from_ical(response.content)
    assert calendar["X-WR-CALNAME"] == calendar["NAME"]
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert client.post(address(feed)).status_code == 405


def test_a_program_that_has_it_already_is_told_so_until_something_changes(client, person, feed):
    booking = BookingFactory(person=person)
    Notice.objects.create(booking=booking, kind="booking_confirmed", sequence=0, made_at=timezone.now())
    etag = client.get(address(feed)).headers["ETag"]
    again = client.get(address(feed), headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    start, later = booking.session.starts_at, timezone.now() + timedelta(hours=1)
    for kind in TIMED:
        Notice.objects.create(booking=booking, kind=kind, sequence=0, about_start_at=start, made_at=later)
    assert client.get(address(feed), headers={"If-None-Match": etag}).status_code == 304
    operations.cancel(booking=booking, by=None, at=timezone.now())
    changed = client.get(address(feed), headers={"If-None-Match": etag})
    assert (changed.status_code, changed.headers["ETag"] != etag) == (200, True)


def test_the_feed_asks_the_same_number_of_questions(client, person, feed, django_assert_num_queries):
    BookingFactory(person=person)
    client.get(address(feed))
    for more in (0, 29):
        BookingFactory.create_batch(more, person=person)
        with django_assert_num_queries(3):
            client.get(address(feed))


def test_a_person_makes_an_address_copies_it_and_making_it_twice_changes_nothing(client, person):
    client.force_login(person)
    assert "Make my calendar address" in client.get(LIST).text
    for _ in range(2):
        assert client.post(reverse("training:calendar-make")).url == f"{LIST}#calendar"
    feed = CalendarFeed.objects.get()
    text = client.get(LIST).text
    [field] = BeautifulSoup(text, "html.parser").select("#calendar textarea[readonly]")
    assert field.text == f"{settings.SITE_URL}{address(feed)}"
    assert text.count("You have a calendar address now.") == 1
    assert f"webcal://{text.partition('webcal://')[2].partition('/')[0]}{address(feed)}" in text
    entry = ModelLogEntry.objects.get(action="training.feed.make")
    assert (entry.user, entry.label, feed.key in str(entry.data)) == (person, f"Person {person.pk}", False)


def test_a_new_address_ends_the_old_one_and_sending_it_twice_makes_one(client, person, feed):
    client.force_login(person)
    renew, old = reverse("training:calendar-renew"), feed.key
    assert f'value="{old}"' in client.get(renew).text
    assert CalendarFeed.objects.get().key == old  # opening the page changed nothing
    client.post(renew, {"key": old})
    new = CalendarFeed.objects.get().key
    assert new != old
    for sent in (old, "", "x" * 22):
        client.post(renew, {"key": sent})
    assert CalendarFeed.objects.get().key == new
    assert client.get(reverse("training:calendar-feed", args=[old])).status_code == 404
    assert client.get(reverse("training:calendar-feed", args=[new])).status_code == 200


def test_an_address_that_is_stopped_leads_nowhere_and_stopping_twice_changes_nothing(client, person, feed):
    client.force_login(person)
    stop = reverse("training:calendar-stop")
    assert client.get(stop).status_code == 200
    assert client.get(address(feed)).status_code == 200
    for _ in range(2):
        assert client.post(stop).url == f"{LIST}#calendar"
    assert client.get(stop).url == f"{LIST}#calendar"
    assert client.get(reverse("training:calendar-renew")).url == f"{LIST}#calendar"
    assert client.get(address(feed)).status_code == 404
    actions = ModelLogEntry.objects.filter(action__startswith="training.feed").values_list("action", flat=True)
    assert sorted(actions) == ["training.feed.make", "training.feed.revoke"]


def test_the_feed_of_somebody_whose_account_is_closed_or_of_a_tampered_address_is_not_there(client, person, feed):
    person.is_active = False
    person.save()
    for wrong in (feed.key, "x" * 22, "x" * 10_000, "%00"):
        assert client.get(f"/calendars/{wrong}.ics").status_code == 404


@pytest.mark.parametrize("name", ["make", "renew", "stop"])
def test_nobody_changes_the_address_of_somebody_else(client, person, feed, name):
    change = reverse(f"training:calendar-{name}")
    assert client.post(change).url.startswith("/account/login/")
    client.force_login(PersonFactory())
    client.post(change, {"key": feed.key})
    assert CalendarFeed.objects.get(person=person).key == feed.key


def test_staff_with_one_factor_alone_have_a_feed_that_reads_and_pages_that_do_not(client, feed):
    with CaptureQueriesContext(connection) as queries:
        client.get(address(feed))
    assert not any("django_session" in query["sql"] for query in queries)


def test_of_two_renewals_at_once_the_second_changes_nothing(person, feed):
    at = timezone.now()
    seen_twice = CalendarFeed.objects.get()
    new = operations.renew_feed(feed=feed, by=person, at=at).key
    operations.renew_feed(feed=seen_twice, by=person, at=at)
    assert CalendarFeed.objects.get().key == new
    assert ModelLogEntry.objects.filter(action="training.feed.renew").count() == 1
