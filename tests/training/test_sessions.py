"""Finding, scheduling, changing and cancelling sessions."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError
from wagtail.models import ModelLogEntry

from tests.factories import (
    BookingFactory,
    CourseFactory,
    LocalAuthorityFactory,
    PersonFactory,
    SessionFactory,
    ThemeFactory,
    VenueFactory,
)
from tests.letters import calendar_file, letters
from training.models import BookingStatus, Session, SessionMode, SessionStatus
from training.sessions import operations
from training.sessions.queries import find_sessions, other_dates

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_sessions_are_found_soonest_first(noon):
    late, soon = (SessionFactory(starts_at=noon + timedelta(days=days)) for days in (9, 2))
    assert list(find_sessions(at=noon)) == [soon, late]


@pytest.mark.parametrize(
    "facts",
    [
        {"status": SessionStatus.DRAFT},
        {"status": SessionStatus.CANCELLED},
        {"starts_at": at("2026-03-10T12:00")},
        {"booking_opens_at": at("2026-03-10T12:01")},
        {"booking_closes_at": at("2026-03-10T12:00")},
        {"course__is_active": False},
    ],
)
def test_a_session_that_cannot_be_booked_is_not_found(noon, facts):
    SessionFactory(**{"starts_at": noon + timedelta(days=7), **facts})
    assert list(find_sessions(at=noon)) == []


def test_each_filter_keeps_what_it_asks_for(noon):
    birmingham, walsall = LocalAuthorityFactory(), LocalAuthorityFactory()
    theme = ThemeFactory()
    trauma = CourseFactory()
    trauma.themes.add(theme)
    there = SessionFactory(starts_at=noon + timedelta(days=1), course=trauma, venue__local_authority=birmingham)
    online = SessionFactory(starts_at=noon + timedelta(days=2), mode=SessionMode.ONLINE, venue=None, language="pl")
    full = SessionFactory(starts_at=noon + timedelta(days=3), capacity=1, venue__local_authority=walsall)
    BookingFactory(session=full)

    def found(**filters):
        return list(find_sessions(at=noon, **filters))

    assert found() == [there, online, full]
    assert found(course=trauma) == found(theme=theme) == [there]
    assert found(area=birmingham) == [there, online]  # online can be joined from anywhere
    assert found(area=walsall) == [online, full]
    assert found(mode="online") == found(language="pl") == [online]
    assert found(with_places=True) == [there, online]
    assert found(area=walsall, with_places=True, language="en") == []


def test_dates_are_local_days_and_both_included(noon):
    # 23:30 UTC on 31 March 2026 is half past midnight on 1 April in Britain.
    early_in_april = SessionFactory(starts_at=at("2026-03-31T23:30"))
    late_in_april = SessionFactory(starts_at=at("2026-04-30T22:30"))
    SessionFactory(starts_at=at("2026-04-30T23:30"))
    SessionFactory(starts_at=at("2026-03-31T22:30"))
    april = find_sessions(at=noon, date_from=date(2026, 4, 1), date_to=date(2026, 4, 30))
    assert list(april) == [early_in_april, late_in_april]
    assert find_sessions(at=noon, date_from=date.min, date_to=date.max).count() == 4


@pytest.mark.parametrize("sessions", [1, 30])
def test_a_list_of_sessions_with_place_and_area_is_one_question(noon, django_assert_num_queries, sessions):
    for _ in range(sessions):
        SessionFactory(starts_at=noon + timedelta(days=2))
    with django_assert_num_queries(1):
        shown = [(s.course.title, s.venue.name, s.venue.local_authority.name) for s in find_sessions(at=noon)]
    assert len(shown) == sessions


def test_other_dates_are_of_the_same_course_with_places_and_few(noon):
    session = SessionFactory(starts_at=noon + timedelta(days=1))
    others = [SessionFactory(course=session.course, starts_at=noon + timedelta(days=day)) for day in range(2, 9)]
    SessionFactory(starts_at=noon + timedelta(days=2))
    full = SessionFactory(course=session.course, starts_at=noon + timedelta(days=1), capacity=1)
    BookingFactory(session=full)
    assert list(other_dates(session, at=noon)) == others[:5]


@pytest.mark.parametrize("online", [True, False])
def test_other_dates_have_a_place_in_the_part_in_which_the_person_would_be(noon, online):
    session = SessionFactory(starts_at=noon + timedelta(days=1))
    facts = {"course": session.course, "mode": "hybrid", "capacity": 3, "online_capacity": 1}
    room_full, online_full = (
        SessionFactory(starts_at=noon + timedelta(days=2), **facts, **held)
        for held in ({"places_held": 2}, {"places_held": 1, "online_held": 1})
    )
    in_person = SessionFactory(course=session.course, starts_at=noon + timedelta(days=3))
    assert list(other_dates(session, at=noon, online=online)) == [room_full if online else online_full, in_person]
    assert list(other_dates(session, at=noon)) == [room_full, online_full, in_person]


def schedule(noon, **facts):
    starts_at = noon + timedelta(days=3)
    given = {
        "course": CourseFactory(),
        "starts_at": starts_at,
        "ends_at": starts_at + HOUR,
        "mode": SessionMode.ONLINE,
        "capacity": 10,
        "by": PersonFactory(),
        "at": noon,
    }
    return operations.schedule_session(**{**given, **facts})


def test_a_session_is_scheduled_with_its_facilitators_and_written_down(noon):
    person = PersonFactory()
    session = schedule(noon, facilitators=[person], by=person)
    assert (session.status, list(session.facilitators.all())) == (SessionStatus.SCHEDULED, [person])
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.user) == ("training.session.schedule", person)
    assert entry.data == {"capacity": 10, "facilitators": [person.pk]}


def test_who_comes_to_run_a_session_is_written_down_and_no_change_is_not(noon):
    session, person = upcoming(noon), PersonFactory()
    for facilitators in ([person], [person], None, []):
        operations.change_session(session=session, facilitators=facilitators, by=person, at=noon)
    assert [entry.data for entry in ModelLogEntry.objects.order_by("pk")] == [
        {"changed": [], "facilitators": [person.pk]},
        {"changed": [], "facilitators": []},
    ]


def test_a_session_in_the_past_is_refused(noon):
    with pytest.raises(operations.SessionOver, match="must start in the future"):
        schedule(noon, starts_at=noon)
    assert Session.objects.count() == 0


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"capacity": 0}, "a_session_has_room_for_someone"),
        ({"ends_at": at("2026-03-11T12:00")}, "a_session_ends_after_it_starts"),
        ({"mode": SessionMode.IN_PERSON}, "a_session_in_a_room_has_a_venue"),
    ],
)
def test_the_database_refuses_a_session_that_contradicts_itself(noon, facts, rule):
    with pytest.raises(IntegrityError, match=rule):
        schedule(noon, **facts)


def upcoming(noon, **facts):
    return SessionFactory(starts_at=noon + timedelta(days=3), **facts)


def test_moving_a_session_tells_each_holder_once_and_raises_the_sequence(noon):
    session = upcoming(noon)
    held = BookingFactory(session=session)
    BookingFactory(session=session, status=BookingStatus.CANCELLED)
    later = session.starts_at + HOUR
    operations.change_session(session=session, starts_at=later, ends_at=later + HOUR, by=None, at=noon)
    held.refresh_from_db()
    email = letters().get()
    assert (email.to, held.invitation_sequence) == ([held.email], 1)
    assert email.subject.startswith("Your session has changed")
    assert b"SEQUENCE:1" in read(email)


def read(email):
    with calendar_file(email).file.open() as content:
        return content.read()


def test_a_change_that_is_none_and_one_that_holders_need_not_know_tell_nobody(noon):
    session = upcoming(noon)
    BookingFactory(session=session)
    operations.change_session(session=session, starts_at=session.starts_at, by=None, at=noon)
    operations.change_session(session=session, capacity=30, language="pl", by=None, at=noon)
    session.refresh_from_db()
    assert (session.capacity, session.places_held, letters().count()) == (30, 1, 0)


def test_the_capacity_never_falls_below_the_places_held(noon):
    session = upcoming(noon, capacity=3)
    BookingFactory.create_batch(2, session=session)
    with pytest.raises(operations.FewerPlacesThanHeld, match="2 places are already held"):
        operations.change_session(session=session, capacity=1, by=None, at=noon)
    operations.change_session(session=session, capacity=2, by=None, at=noon)
    session.refresh_from_db()
    assert session.capacity == 2


def test_the_course_stays_once_people_have_booked_it(noon):
    session, other = upcoming(noon), CourseFactory()
    operations.change_session(session=session, course=other, by=None, at=noon)
    BookingFactory(session=session)
    with pytest.raises(operations.CourseStays):
        operations.change_session(session=session, course=CourseFactory(), by=None, at=noon)
    session.refresh_from_db()
    assert session.course == other


def test_a_scheduled_session_does_not_become_a_draft_again(noon):
    session = upcoming(noon)
    with pytest.raises(operations.SessionRefusal, match="cancel it"):
        operations.change_session(session=session, status=SessionStatus.DRAFT, by=None, at=noon)


def test_a_draft_is_scheduled(noon):
    draft = upcoming(noon, status=SessionStatus.DRAFT)
    operations.change_session(session=draft, status=SessionStatus.SCHEDULED, by=None, at=noon)
    assert list(find_sessions(at=noon)) == [draft]


def test_cancelling_ends_every_booking_and_tells_each_holder_once(noon):
    session = upcoming(noon)
    other = upcoming(noon, course=session.course)
    confirmed = BookingFactory(session=session)
    waiting = BookingFactory(
        session=session,
        status=BookingStatus.UNCONFIRMED,
        person=None,
        email="sam@example.org",
        name="Sam",
        role=confirmed.role,
        organisation=confirmed.organisation,
        confirmed_at=None,
        hold_ends_at=noon + HOUR,
    )
    for _ in range(2):
        session = operations.cancel_session(session=session, by=None, at=noon)
    assert (session.status, session.places_held) == (SessionStatus.CANCELLED, 0)
    told = {email.to[0]: email for email in letters(noon)}
    assert set(told) == {confirmed.email, waiting.email}
    assert all(f"/sessions/{other.pk}/" in email.message for email in told.values())
    assert b"METHOD:CANCEL" in read(told[confirmed.email])
    assert told[waiting.email].attachments.count() == 0  # it never was in their calendar


def test_a_session_that_has_started_is_not_cancelled(noon):
    session = SessionFactory(starts_at=noon - HOUR)
    with pytest.raises(operations.SessionOver):
        operations.cancel_session(session=session, by=None, at=noon)


def test_a_cancelled_session_is_not_changed(noon):
    session = upcoming(noon, status=SessionStatus.CANCELLED)
    with pytest.raises(operations.SessionCancelled):
        operations.change_session(session=session, capacity=30, by=None, at=noon)


def test_a_venue_moved_to_is_told_with_its_address(noon):
    session = upcoming(noon)
    BookingFactory(session=session)
    venue = VenueFactory(name="New Hall", address="2 Low Street", access_information="Two steps at the door")
    operations.change_session(session=session, venue=venue, by=None, at=noon)
    message = letters().get().message
    assert "New Hall" in message
    assert "Two steps at the door" in message


def test_a_session_that_comes_to_be_online_keeps_no_venue(noon):
    session = upcoming(noon)
    BookingFactory(session=session)
    changed = operations.change_session(session=session, mode=SessionMode.ONLINE, by=None, at=noon)
    assert changed.venue is None
    message = letters().get().message
    until_now, _, from_now_on = message.partition("Course: ")
    assert f"Until now it was: {session.venue.name}" in until_now
    assert ("Where: Online" in from_now_on, session.venue.name in from_now_on) == (True, False)
    planned = schedule(noon, mode=SessionMode.ONLINE, venue=VenueFactory())
    assert planned.venue is None


def test_nobody_is_told_that_an_online_session_lost_the_venue_it_had_left(noon):
    session = upcoming(noon, mode=SessionMode.ONLINE)
    BookingFactory(session=session)
    changed = operations.change_session(session=session, language="pl", by=None, at=noon)
    assert (changed.venue, letters().count()) == (None, 0)


def test_the_start_of_a_session_that_has_begun_stays_as_attendance_keeps_it(noon):
    session = SessionFactory(starts_at=noon)
    with pytest.raises(operations.SessionOver, match="only before the session starts"):
        operations.change_session(session=session, starts_at=noon + HOUR, by=None, at=noon)
    session.refresh_from_db()
    assert session.starts_at == noon


def test_a_session_is_not_moved_into_the_past(noon):
    session = SessionFactory(starts_at=noon)
    with pytest.raises(operations.SessionOver, match="only to a time to come"):
        operations.change_session(session=session, starts_at=noon - 2 * HOUR, by=None, at=noon - HOUR)
    session.refresh_from_db()
    assert session.starts_at == noon


def test_a_session_that_ran_over_can_be_given_its_true_end(noon):
    session = SessionFactory(starts_at=noon)
    operations.change_session(session=session, ends_at=session.ends_at + HOUR, by=None, at=session.ends_at)
    assert Session.objects.get().ends_at == session.ends_at + HOUR
