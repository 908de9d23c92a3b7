"""Reminders, how to join and thanks: when each is due, to whom, and that each is owed once for each start."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email
from wagtail.models import ModelLogEntry

from people.models import Helpline
from tests.factories import BookingFactory, CourseFactory, PersonFactory, SessionFactory, VenueFactory
from training.attendance.operations import mark
from training.bookings import operations, tasks
from training.models import Booking, BookingStatus, Notice, NoticeKind, SessionStatus
from training.sessions import operations as sessions

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
WEEK, TWO_DAYS, HOW, THANKS = (
    NoticeKind.REMINDER_WEEK,
    NoticeKind.REMINDER_TWO_DAYS,
    NoticeKind.HOW_TO_JOIN,
    NoticeKind.THANKS,
)
# A session on Tuesday 31 March 2026 at 10am, two days after the clocks went forward.
START = datetime(2026, 3, 31, 10, tzinfo=LONDON)
LONG_AGO = datetime(2026, 1, 5, 12, tzinfo=LONDON)


def local(day, clock, month=3):
    hour, minute = clock.split(":")
    return datetime(2026, month, day, int(hour), int(minute), tzinfo=LONDON)


def a_session(starts_at=START, **facts):
    return SessionFactory(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **facts)


def a_booking(session=None, **facts):
    facts = {"booked_at": LONG_AGO, **facts}
    return BookingFactory(session=session or a_session(), **facts)


def online(**facts):
    return {"mode": "online", "venue": None, "joining_link": "https://meet.example/room", **facts}


def owed(at):
    """The kinds that the sweep of that moment notes."""
    before = set(Notice.objects.values_list("pk", flat=True))
    operations.owe_timed_messages(at=at)
    return [notice.kind for notice in Notice.objects.exclude(pk__in=before).order_by("pk")]


def sent(at):
    """The subjects of the emails that the sweep and the worker of that moment make."""
    before = set(Email.objects.values_list("pk", flat=True))
    operations.owe_timed_messages(at=at)
    operations.make_emails(at=at)
    return [email.subject for email in Email.objects.exclude(pk__in=before).order_by("pk")]


@pytest.mark.parametrize(
    ("at", "kinds"),
    [
        (local(24, "07:59"), []),
        (local(24, "08:00"), [WEEK]),
        (local(24, "19:59"), [WEEK]),
        (local(24, "20:00"), []),  # nobody's telephone rings at night
        (local(26, "03:00"), []),
        (local(28, "19:59"), [WEEK]),
        (local(29, "07:59"), []),
        (local(29, "08:00"), [TWO_DAYS]),  # the clocks went forward that morning
        (local(30, "19:59"), [TWO_DAYS]),
        (local(30, "20:00"), []),
        (local(31, "00:00"), []),
        (local(31, "07:29"), []),
        (local(31, "07:30"), [HOW]),
        (local(31, "09:59"), [HOW]),
        (local(31, "10:00"), []),
        (local(31, "12:00"), []),  # nobody is thanked who was not marked
    ],
)
def test_each_message_has_its_time(at, kinds):
    a_booking()
    assert owed(at) == kinds


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (local(31, "09:30"), local(31, "07:30")),
        (local(31, "09:29"), local(31, "07:29")),
        (local(31, "07:00"), local(31, "05:00")),
        (local(31, "00:30"), local(30, "22:30")),
        (local(31, "18:00"), local(31, "07:30")),
    ],
)
def test_how_to_join_comes_in_the_morning_or_two_hours_before_an_early_start(start, due):
    a_booking(a_session(start))
    assert (HOW in owed(due - timedelta(minutes=1)), HOW in owed(due)) == (False, True)


@pytest.mark.parametrize(
    ("hours", "due"),
    [
        (None, local(31, "07:30")),
        (24, local(31, "07:30")),
        (2, local(31, "08:00")),
        (1, local(31, "09:00")),
        (0, local(31, "09:45")),  # shown at the start alone: what to do is told in time
    ],
)
def test_how_to_join_waits_until_its_link_can_be_shown_and_is_still_in_time(hours, due):
    a_booking(a_session(**online(joining_link_hours_before=hours)))
    assert (owed(due - timedelta(minutes=1)), owed(due)) == ([], [HOW])


def test_in_a_hybrid_session_only_those_who_join_online_wait_for_the_link():
    session = a_session(
        mode="hybrid", capacity=4, online_capacity=2, joining_link="https://meet.example/x", joining_link_hours_before=1
    )
    in_room, from_home = a_booking(session), a_booking(session, online=True)
    operations.owe_timed_messages(at=local(31, "08:00"))
    assert list(Notice.objects.values_list("booking", flat=True)) == [in_room.pk]
    operations.owe_timed_messages(at=local(31, "09:00"))
    assert list(Notice.objects.order_by("pk").values_list("booking", flat=True)) == [in_room.pk, from_home.pk]


@pytest.mark.parametrize(
    ("confirmed_at", "at", "kinds"),
    [
        (local(24, "07:59"), local(24, "12:00"), [WEEK]),
        (local(24, "08:00"), local(24, "12:00"), []),
        (local(27, "12:00"), local(28, "12:00"), []),  # confirmed yesterday for a session in four days
        (local(29, "07:59"), local(29, "12:00"), [TWO_DAYS]),
        (local(29, "08:00"), local(29, "12:00"), []),
        (local(31, "07:29"), local(31, "08:00"), [HOW]),
        (local(31, "07:30"), local(31, "08:00"), []),
    ],
)
def test_whoever_was_confirmed_after_a_message_was_due_has_read_it_all_just_now(confirmed_at, at, kinds):
    a_booking(booked_at=confirmed_at)
    assert owed(at) == kinds


@pytest.mark.parametrize("status", [status for status in BookingStatus if status != BookingStatus.CONFIRMED])
def test_only_a_confirmed_place_is_reminded_of(status):
    a_booking(status=status, hold_ends_at=START, confirmed_at=LONG_AGO)
    assert [owed(at) for at in (local(24, "09:00"), local(29, "09:00"), local(31, "09:00"))] == [[], [], []]


@pytest.mark.parametrize("status", [SessionStatus.DRAFT, SessionStatus.CANCELLED])
def test_only_a_session_that_is_held_is_reminded_of(status):
    a_booking(a_session(status=status))
    assert [owed(at) for at in (local(24, "09:00"), local(29, "09:00"), local(31, "09:00"))] == [[], [], []]


def test_a_sweep_that_runs_twice_owes_nothing_twice():
    booking = a_booking()
    for at in (local(24, "09:00"), local(29, "09:00"), local(31, "09:00")):
        assert [operations.owe_timed_messages(at=at + timedelta(minutes=five)) for five in (0, 5, 10)] == [1, 0, 0]
        assert [operations.make_emails(at=at), operations.make_emails(at=at)] == [1, 0]
    kept = Notice.objects.filter(booking=booking, about_start_at=START).order_by("pk")
    assert list(kept.values_list("kind", flat=True)) == [WEEK, TWO_DAYS, HOW]


def test_a_session_that_moves_is_reminded_of_again_when_its_new_start_comes_near():
    booking, later = a_booking(), START + timedelta(days=14)
    assert owed(local(29, "09:00")) == [TWO_DAYS]
    sessions.change_session(
        session=booking.session, starts_at=later, ends_at=later + timedelta(hours=2), by=None, at=local(29, "10:00")
    )
    assert owed(local(29, "11:00")) == []  # the change itself told of it
    assert owed(local(7, "09:00", month=4)) == [WEEK]
    assert owed(local(12, "09:00", month=4)) == [TWO_DAYS]
    assert owed(local(14, "09:00", month=4)) == [HOW]


def test_a_session_that_moves_nearer_than_its_reminder_was_told_of_by_the_change():
    booking, sooner = a_booking(), local(26, "10:00")
    sessions.change_session(
        session=booking.session, starts_at=sooner, ends_at=sooner + timedelta(hours=2), by=None, at=local(23, "12:00")
    )
    assert owed(local(23, "13:00")) == []  # the week's reminder would have been due on the 19th
    assert owed(local(24, "09:00")) == [TWO_DAYS]


def test_a_session_that_only_changes_its_room_is_not_reminded_of_again():
    booking = a_booking()
    assert owed(local(24, "09:00")) == [WEEK]
    sessions.change_session(session=booking.session, venue=VenueFactory(), by=None, at=local(25, "09:00"))
    assert owed(local(25, "10:00")) == []


def test_a_place_that_moves_to_another_session_is_reminded_of_there():
    booking = a_booking()
    other = a_session(START + timedelta(days=7), course=booking.session.course)
    assert owed(local(24, "09:00")) == [WEEK]
    operations.move(booking=booking, session_id=other.pk, by=None, at=local(24, "10:00"))
    Notice.objects.filter(about_start_at=None).delete()
    assert owed(local(29, "09:00")) == []  # two days before the session that it left
    assert owed(local(31, "09:00")) == [WEEK]


def test_a_colleague_who_takes_over_a_place_has_reminders_of_their_own():
    booking = a_booking()
    assert owed(local(24, "09:00")) == [WEEK]
    new = operations.swap(
        booking=booking, name="Ama Example", email="ama@example.org", role=booking.role, by=None, at=local(25, "10:00")
    )
    assert owed(local(25, "11:00")) == []  # they were told all an hour ago
    assert owed(local(29, "09:00")) == [TWO_DAYS]
    assert Notice.objects.get(kind=TWO_DAYS).booking == new


@pytest.mark.parametrize(
    ("status", "kinds"), [("present", [THANKS]), ("late", [THANKS]), ("left_early", [THANKS]), ("absent", [])]
)
def test_whoever_came_is_thanked(status, kinds):
    booking, unmarked = a_booking(), a_booking(a_session(START - timedelta(minutes=5)))
    mark(booking=booking, status=status, minutes=60, by=None, at=START + timedelta(hours=1))
    assert owed(local(31, "12:30")) == kinds
    assert not Notice.objects.filter(booking=unmarked).exists()


@pytest.mark.parametrize(
    ("at", "kinds"),
    [
        (local(31, "11:59"), []),
        (local(31, "12:00"), [THANKS]),
        (local(31, "20:00"), []),
        (local(7, "11:59", month=4), [THANKS]),
        (local(7, "12:00", month=4), []),
    ],
)
def test_thanks_come_by_day_within_a_week_of_the_end(at, kinds):
    booking = a_booking(confirmed_at=START)  # somebody who came without a booking is thanked too
    mark(booking=booking, status="present", by=None, at=START)
    Notice.objects.all().delete()
    assert owed(at) == kinds


def test_a_mark_that_is_corrected_before_the_email_is_made_thanks_nobody():
    booking = a_booking()
    mark(booking=booking, status="present", by=None, at=START)
    assert owed(local(31, "12:00")) == [THANKS]
    mark(booking=booking, status="absent", by=None, at=local(31, "12:01"))
    operations.make_emails(at=local(31, "12:02"))
    assert (Email.objects.count(), Notice.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("made_at", "subjects"),
    [
        (local(27, "09:00"), ["Coming up: Noticing harm, Tuesday 31 March 2026"]),  # three days late and true
        (local(24, "21:00"), []),  # not at night
        (local(30, "09:00"), ["See you soon: Noticing harm, Tuesday 31 March 2026, 10am"]),
        (local(31, "11:00"), []),
    ],
)
def test_an_email_that_is_made_late_says_what_is_so_by_then_or_is_not_made(made_at, subjects):
    a_booking(a_session(course=CourseFactory(title="Noticing harm")))
    assert owed(local(24, "09:00")) == [WEEK]
    assert sent(made_at) == subjects


def test_a_reminder_that_was_not_made_at_night_is_made_in_the_morning():
    a_booking()
    assert owed(local(24, "19:59")) == [WEEK]
    assert (sent(local(24, "20:05")), sent(local(25, "07:59")), len(sent(local(25, "08:00")))) == ([], [], 1)


def test_what_ends_before_its_reminder_is_made_is_not_reminded_of():
    booking, moved, off = a_booking(), a_booking(), a_booking()
    assert owed(local(29, "09:00")) == [TWO_DAYS] * 3
    at = local(29, "09:01")
    operations.cancel(booking=booking, by=None, at=at)
    sessions.change_session(
        session=moved.session,
        starts_at=START + timedelta(days=30),
        ends_at=START + timedelta(days=31),
        by=None,
        at=at,
    )
    sessions.cancel_session(session=off.session, by=None, at=at)
    operations.make_emails(at=at)
    subjects = sorted(email.subject.split(":")[0] for email in Email.objects.all())
    assert subjects == ["This session will not take place", "Your booking is cancelled", "Your session has changed"]
    assert Notice.objects.exclude(about_start_at=None).count() == 0


def test_a_reminder_says_when_and_where_and_leads_to_giving_the_place_back():
    Helpline.objects.all().delete()
    Helpline.objects.create(name="Example Listening Line", phone="0800 000 000")
    course = CourseFactory(title="Noticing harm", is_sensitive=True)
    booking = a_booking(a_session(course=course, venue=VenueFactory(name="Oak Hall", access_information="A lift")))
    for at, heading in (
        (local(24, "09:00"), "Your session is coming up"),
        (local(29, "09:00"), "We will see you soon"),
    ):
        sent(at)
        text = Email.objects.latest("pk").message
        link = f"http://testserver/bookings/{booking.key}"
        for words in (
            heading, f"Hello {booking.name},", "Date: Tuesday 31 March 2026", "Time: 10am to midday", "Oak Hall",
            "Getting in and around: A lift", f"Give my place back: {link}/cancel/",
            f"move to another date <{link}/move/>", f"pass it to a colleague <{link}/swap/>",
            "You can step out whenever you need to", "- Example Listening Line: 0800 000 000",
        ):  # fmt: skip
            assert words in text


def test_where_changes_have_closed_a_reminder_says_whom_to_write_to_and_offers_no_button():
    a_booking(a_session(changes_close_hours_before=72))
    sent(local(29, "09:00"))
    text = Email.objects.get().message
    assert "/cancel/" not in text
    assert "Plans change, and nobody minds." in text


@pytest.mark.parametrize(
    ("facts", "at", "said", "unsaid"),
    [
        (online(), local(31, "08:00"), "Join the session: https://meet.example/room", "Oak Hall"),
        (
            online(joining_link_hours_before=0),
            local(31, "09:50"),
            "The link to join is on the page of your booking",
            "https://meet.example/room",
        ),
        ({"joining_notes": "Bring a pen"}, local(31, "08:00"), "Bring a pen", "https://meet.example/room"),
        ({}, local(31, "08:00"), "See it on a map: https://map.example/oak", "https://meet.example/room"),
    ],
)
def test_how_to_join_says_the_way_in(facts, at, said, unsaid):
    venue = {"venue": VenueFactory(name="Oak Hall", map_link="https://map.example/oak")}
    a_booking(a_session(**venue | facts))
    sent(at)
    text = Email.objects.get().message
    assert (said in text, unsaid in text) == (True, False)


@pytest.mark.parametrize(("link", "asked"), [("https://forms.example/after", True), ("", False)])
def test_thanks_lead_to_the_evaluation_where_there_is_one(link, asked):
    booking = a_booking(a_session(course=CourseFactory(evaluation_link=link)))
    mark(booking=booking, status="present", by=None, at=START)
    sent(local(31, "13:00"))
    text = Email.objects.get(subject__startswith="Thank you for coming").message
    assert ("Say what I thought of it: https://forms.example/after" in text, "Tell us" in text) == (asked, asked)


def test_a_sweep_asks_as_much_of_thirty_bookings_as_of_one():
    session, asked = a_session(capacity=40), []
    for more in (1, 29):
        for _ in range(more):
            a_booking(session)
        for earlier in range(more):
            a_booking(a_session(START + timedelta(minutes=earlier)))
        Notice.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            operations.owe_timed_messages(at=local(29, "09:00"))
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert Notice.objects.count() == 60


def test_a_sweep_reads_no_history():
    a_booking(a_session(START - timedelta(days=9)))
    a_booking(a_session(START + timedelta(days=9)))
    with CaptureQueriesContext(connection) as queries:
        assert operations.owe_timed_messages(at=START) == 0
    assert [query["sql"].split()[0] for query in queries if "training_" in query["sql"]] == ["SELECT"]


def test_the_task_owes_what_is_due(time_machine):
    time_machine.move_to(local(29, "09:00"))
    booking = a_booking(person=PersonFactory())
    assert (tasks.owe_timed_messages(), tasks.owe_timed_messages()) == (1, 0)
    assert Notice.objects.get().booking == booking
    assert ModelLogEntry.objects.count() == 0  # nobody did anything
    assert Booking.objects.get().invitation_sequence == 0


def test_the_link_of_a_reminder_opens_one_button_that_gives_the_place_back_to_whoever_is_signed_out(client):
    session = SessionFactory(course__title="Noticing harm", mode="hybrid", online_capacity=2)
    booking = BookingFactory(session=session)
    address = reverse("training:booking-cancel", args=[booking.key])
    for _ in range(2):  # programs that scan email open every link
        page = client.get(address).text
    booking.refresh_from_db()
    assert booking.status == BookingStatus.CONFIRMED
    for words in (
        "Noticing harm",
        "Plans change, and nobody minds.",
        "Your place goes to the next person who is waiting",
    ):
        assert words in page
    for way in ("move", "swap", "way"):
        assert reverse(f"training:booking-{way}", args=[booking.key]) in page
    assert page.count("Cancel my booking") == 1
    assert client.post(address).status_code == 302
    booking.refresh_from_db()
    assert booking.status == BookingStatus.CANCELLED


def test_once_changes_have_closed_the_page_offers_no_button_that_would_be_refused(client):
    starts_at = timezone.now() + timedelta(hours=20)
    booking = BookingFactory(session=SessionFactory(starts_at=starts_at, changes_close_hours_before=24))
    page = client.get(reverse("training:booking-cancel", args=[booking.key])).text
    assert "It is too near the session to change this booking here" in page
    assert ("Cancel my booking" in page, reverse("training:booking-move", args=[booking.key]) in page) == (False, False)


def test_a_session_that_moves_by_hours_before_its_reminder_is_made_is_told_of_once():
    booking, later = a_booking(), START + timedelta(hours=4)
    assert owed(local(29, "09:00")) == [TWO_DAYS]
    sessions.change_session(
        session=booking.session, starts_at=later, ends_at=later + timedelta(hours=2), by=None, at=local(29, "09:01")
    )
    assert [subject.split(":")[0] for subject in sent(local(29, "09:05"))] == ["Your session has changed"]


def test_whoever_changes_to_online_on_the_day_is_still_sent_the_link_when_it_can_be_shown():
    link = {"joining_link": "https://meet.example/x", "joining_link_hours_before": 1}
    session = a_session(mode="hybrid", online_capacity=2, **link)
    booking = a_booking(session)
    assert owed(local(31, "07:30")) == [HOW]
    operations.make_emails(at=local(31, "07:31"))
    operations.change_way(booking=booking, online=True, by=None, at=local(31, "08:00"))
    assert [subject.split(":")[0] for subject in sent(local(31, "08:01"))] == ["How you join has changed"]
    assert [subject.split(":")[0] for subject in sent(local(31, "09:00"))] == ["How to join"]
    assert "Join the session: https://meet.example/x" in Email.objects.latest("pk").message
    assert sent(local(31, "09:05")) == []


def test_a_room_that_changes_on_the_day_is_told_by_the_change_alone():
    booking = a_booking()
    assert owed(local(31, "07:30")) == [HOW]
    operations.make_emails(at=local(31, "07:31"))
    sessions.change_session(session=booking.session, venue=VenueFactory(), by=None, at=local(31, "08:00"))
    assert [subject.split(":")[0] for subject in sent(local(31, "08:05"))] == ["Your session has changed"]
