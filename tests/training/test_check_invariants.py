"""The command that says what does not hold: a line for each breach, and an exit code for a monitor."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.factories import BookingFactory, InterestFactory, PersonFactory, SessionFactory, UndatedSessionFactory
from training.bookings import operations
from training.models import Booking, BookingNeeds, BookingStatus, Notice, Pool, Session
from training.sessions.operations import change_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def check(capsys):
    """The lines that the command prints, and its exit code."""

    def run():
        code = 0
        try:
            call_command("check_invariants")
        except SystemExit as end:
            code = end.code
        return code, capsys.readouterr().out.splitlines()

    return run


def booked(session, verb=operations.book):
    person = PersonFactory()
    facts = {"email": person.email, "name": person.name, "role": person.role, "organisation": person.organisation}
    return verb(session_id=session.pk, **facts, by=person, at=timezone.now())


def test_all_is_well_after_ordinary_work(check):
    session = SessionFactory(capacity=1)
    first = booked(session)
    waiting = booked(session, operations.wait)
    operations.cancel(booking=first, by=None, at=timezone.now())
    operations.confirm(booking=waiting, by=None, at=timezone.now())
    assert check() == (0, ["Every rule holds."])


def test_each_breach_is_one_line_without_a_name(check):
    session, started = SessionFactory(capacity=3), SessionFactory(capacity=1)
    booking, second, third = booked(session), booked(session), booked(session)
    late = booked(session, operations.wait)
    booked(started)
    stale = booked(started, operations.wait)
    Notice.objects.filter(booking=booking).delete()
    Session.objects.filter(pk=session.pk).update(places_held=2)
    long_ago = timezone.now() - timedelta(hours=1)
    Booking.objects.filter(pk=second.pk).update(status=BookingStatus.OFFERED, hold_ends_at=long_ago)
    Notice.objects.filter(booking=third).update(made_at=long_ago)
    Session.objects.filter(pk=started.pk).update(starts_at=long_ago)
    owed = Notice.objects.get(booking=third)
    code, lines = check()
    assert code == 1
    assert lines == [
        f"Session {session.pk} counts 2 places held, 0 online; its bookings and pools hold 3 and 0.",
        f"Booking {stale.pk} still waits for a session that has started.",
        f"Booking {second.pk} holds a place though its time has passed.",
        f"Booking {late.pk} waits in session {session.pk} while a place is free.",
        f"Booking {second.pk} is offered, and its person was not told.",
        f"Booking {booking.pk} is confirmed, and its person was not told.",
        f"Booking {second.pk} became offered, and its person was never told.",
        f"Booking {booking.pk} became confirmed, and its person was never told.",
        f"Notice {owed.pk} has been owed for more than ten minutes.",
    ]


def test_a_change_told_before_is_no_word_of_what_a_booking_became_since(check):
    session = SessionFactory(capacity=1)
    first = booked(session)
    waiting = booked(session, operations.wait)
    later = session.starts_at + timedelta(days=1)
    times = {"starts_at": later, "ends_at": later + timedelta(hours=2)}
    change_session(session=session, **times, by=None, at=timezone.now())
    operations.cancel(booking=first, by=None, at=timezone.now())
    assert check()[0] == 0
    for kind, status in (("offered", "offered"), ("approval_awaited", "awaiting_approval"), ("confirmed", "confirmed")):
        Booking.objects.filter(pk=waiting.pk).update(
            status=status, person=first.person, confirmed_at=timezone.now(), hold_ends_at=session.starts_at
        )
        Notice.objects.filter(kind=f"booking_{kind}", booking=waiting).delete()
        assert check() == (1, [f"Booking {waiting.pk} became {status}, and its person was never told."])


def test_a_pool_that_counts_wrongly_and_what_is_left_of_a_session_called_off_are_named(check):
    session, off = SessionFactory(), SessionFactory()
    lead, at = PersonFactory(), timezone.now()
    facts = {"organisation": lead.organisation, "by": lead, "at": at - timedelta(days=20)}
    pools = [operations.reserve(session_id=each.pk, places=2, **facts) for each in (session, off)]
    BookingFactory(session=session, pool=pools[0])
    left = booked(off)
    Session.objects.filter(pk=off.pk).update(status="cancelled")
    Notice.objects.update(queued_at=at)
    code, lines = check()
    assert code == 1
    assert f"Pool {pools[0].pk} counts 0 places filled, and 1 bookings fill it." in lines
    assert f"Booking {left.pk} is active in a session that was called off." in lines
    assert f"Pool {pools[1].pk} is open in a session that was called off." in lines
    assert Pool.objects.count() == 2


def test_a_wish_that_was_left_behind_when_the_date_was_set_and_one_invited_too_early_are_named(check):
    dated = UndatedSessionFactory(session=SessionFactory())
    behind, early = InterestFactory(undated=dated), InterestFactory()
    booking = booked(SessionFactory())
    InterestFactory(undated=dated, withdrawn_at=timezone.now())
    early.booking = booking
    early.save()
    code, lines = check()
    assert code == 1
    assert lines == [
        f"Interest {behind.pk} was not invited when the date was set.",
        f"Interest {early.pk} was invited to a session without a date.",
    ]


def test_needs_that_outlive_a_place_that_was_given_back_are_a_breach(check):
    booking = booked(SessionFactory())
    operations.cancel(booking=booking, by=None, at=timezone.now())
    BookingNeeds.objects.create(booking=booking, access="A ramp")
    said = f"Booking {booking.pk} was cancelled, and what its person told in confidence is kept."
    assert check() == (1, [said])
