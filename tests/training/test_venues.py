"""Whoever has a place in a venue hears when what they know of it changes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import ModelLogEntry

from tests.factories import BookingFactory, PersonFactory, SessionFactory, VenueFactory
from tests.letters import calendar_file, letters
from training.bookings.operations import make_feed
from training.models import BookingStatus, Notice, SessionMode, SessionStatus
from training.sessions.operations import change_venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def venue():
    return VenueFactory(name="Oak Hall", address="1 High Street\nTown", access_information="Level", map_link="")


def change(venue, **facts):
    return change_venue(venue=venue, **facts, by=None, at=timezone.now())


def event_of(content):
    [event] = Calendar.from_ical(content).walk("VEVENT")
    return str(event["LOCATION"]), event["SEQUENCE"]


def test_a_changed_address_comes_by_email_with_an_invitation_that_is_the_same_as_the_feed(client, venue):
    person = PersonFactory()
    BookingFactory(session=SessionFactory(venue=venue), person=person)
    assert change(venue, address="2 Low Street").told == 1
    email = letters().get()
    assert (email.to, email.subject[:24]) == ([person.email], "Your session has changed")
    assert "2 Low Street" in email.message
    with calendar_file(email).file.open() as content:
        invited = event_of(content.read())
    feed = make_feed(person=person, by=person, at=timezone.now())
    shown = event_of(client.get(reverse("training:calendar-feed", args=[feed.key])).content)
    assert invited == shown == ("Oak Hall, 2 Low Street, B1 1AA", 1)


@pytest.mark.parametrize(
    "facts",
    [
        {"name": "Elm Hall"},
        {"postcode": "B2 2BB"},
        {"access_information": "Two steps at the door"},
        {"map_link": "https://map.example/1"},
    ],
)
def test_whatever_people_are_told_of_a_venue_is_told_anew_when_it_changes(venue, facts):
    BookingFactory(session=SessionFactory(venue=venue))
    change(venue, **facts)
    assert next(iter(facts.values())) in letters().get().message
    [entry] = ModelLogEntry.objects.filter(action="training.venue.change")
    assert entry.data == {"changed": [*facts]}


def test_those_who_wait_are_told_too_and_one_who_comes_twice_counts_once(venue):
    person, session = PersonFactory(), SessionFactory(venue=venue, mode=SessionMode.HYBRID, online_capacity=2)
    later = SessionFactory(venue=venue, starts_at=session.starts_at + timedelta(days=1))
    for each in (session, later):
        BookingFactory(session=each, person=person)
    waits = BookingFactory(session=session, status=BookingStatus.WAITING, confirmed_at=None)
    assert change(venue, address="2 Low Street").told == 2
    assert sorted(email.to for email in letters()) == sorted([[person.email], [person.email], [waits.email]])


@pytest.mark.parametrize(
    "facts",
    [
        {"mode": SessionMode.ONLINE},
        {"status": SessionStatus.DRAFT},
        {"status": SessionStatus.CANCELLED},
        {"starts_at": timezone.now() - timedelta(hours=1)},
    ],
)
def test_nobody_is_told_who_will_not_come_there(venue, facts):
    BookingFactory(session=SessionFactory(venue=venue, **facts))
    BookingFactory(session=SessionFactory())
    BookingFactory(session=SessionFactory(venue=venue), status=BookingStatus.CANCELLED)
    assert change(venue, address="2 Low Street").told == 0
    assert Notice.objects.count() == 0


def test_what_is_saved_as_it_was_tells_nobody_nor_do_lines_that_end_in_another_way(venue):
    BookingFactory(session=SessionFactory(venue=venue))
    assert change(venue, name="Oak Hall", address="1 High Street\r\nTown").told == 0
    assert (Notice.objects.count(), ModelLogEntry.objects.count()) == (0, 0)


def test_the_screen_of_a_venue_says_how_many_people_a_change_is_told_to(client, manager, venue):
    BookingFactory.create_batch(2, session=SessionFactory(venue=venue))
    address = reverse("venue:edit", args=[venue.pk])
    assert "2 people have a place in a session to come here, or wait for one." in client.get(address).text
    given = {
        "name": "Oak Hall", "address": "2 Low Street", "postcode": "B1 1AA", "access_information": "Level",
        "local_authority": venue.local_authority_id, "map_link": "",
    }  # fmt: skip
    assert "Oak Hall is saved. 2 people are told by email." in client.post(address, given, follow=True).text
    assert "Oak Hall is saved. Nobody had to be told." in client.post(address, given, follow=True).text
    assert (letters().count(), ModelLogEntry.objects.get(action="training.venue.change").user) == (2, manager)
