"""Giving places back: cancelled by their holder, lapsed, or called off with the session."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from wagtail.log_actions import log

from people.models import Person
from training.bookings import emails
from training.bookings.models import HOLDS_A_PLACE, Booking, BookingNeeds, BookingQuerySet, BookingStatus
from training.bookings.queries import lapsed, with_session
from training.sessions.models import Session
from training.sessions.operations import SessionOver, free_places, lock_session

NEEDS_KEPT_FOR = timedelta(days=30)

# What must happen in the same transaction when confirmed places of a session end. Attendance puts its own in when the
# app starts: bookings do not know attendance.
on_ended: list[Callable[[Session, Person | None, datetime], object]] = []


def cancel(*, booking: Booking, by: Person | None, at: datetime) -> Booking:
    """Give a place back. Needs that were told for it are deleted. Doing it twice changes nothing.

    Refuses with SessionOver once the session has started.
    """
    with transaction.atomic():
        session = lock_session(session_id=booking.session_id)
        if session.starts_at <= at and booking.status in HOLDS_A_PLACE:
            raise SessionOver("This session has already started, so the booking can no longer be cancelled.")
        if not _end(Booking.objects.filter(pk=booking.pk), session, BookingStatus.CANCELLED, at):
            return _fresh(booking)
        BookingNeeds.objects.filter(booking_id=booking.pk).delete()
        booking = _fresh(booking)
        log(instance=booking, action="training.booking.cancel", user=by, data={"session": session.pk})
        emails.tell(booking, "booking_cancelled", at=at)
        for tell in on_ended:
            tell(session, by, at)
    return booking


def release_lapsed(*, at: datetime) -> int:
    """Release every place whose hold has ended unconfirmed, session by session. Returns how many."""
    waiting = lapsed(at=at).order_by("session_id").values_list("session_id", flat=True).distinct()
    return sum(release_lapsed_of(session_id, at) for session_id in list(waiting))


@transaction.atomic
def release_lapsed_of(session_id: int, at: datetime) -> int:
    """Release the lapsed holds of one session. Returns how many."""
    return _end(lapsed(at=at), lock_session(session_id=session_id), BookingStatus.LAPSED, at)


def _end(bookings: BookingQuerySet, session: Session, status: BookingStatus, at: datetime) -> int:
    """End those of these bookings that hold a place in the session, whose row is locked. Returns how many."""
    ended = (
        bookings.holding_a_place()
        .filter(session=session)
        .update(status=status, ended_at=at, invitation_sequence=F("invitation_sequence") + 1)
    )
    if ended:
        free_places(session_id=session.pk, number=ended)
    return ended


def end_bookings_of_cancelled_session(session: Session, by: Person | None, at: datetime) -> None:
    """End every booking of a session that was called off, and tell each holder. The session's row must be locked."""
    holders = list(
        Booking.objects.holding_a_place().filter(session=session).order_by("pk").values_list("pk", flat=True)
    )
    _end(Booking.objects.filter(pk__in=holders), session, BookingStatus.CANCELLED, at)
    BookingNeeds.objects.filter(booking__in=holders).delete()
    for booking in with_session(Booking.objects.filter(pk__in=holders)).order_by("pk"):
        emails.tell(booking, "booking_session_cancelled", at=at)
    for tell in on_ended:
        tell(session, by, at)


def delete_old_needs(*, at: datetime) -> int:
    """Delete the needs told for sessions that ended thirty days ago or earlier. Returns how many."""
    deleted, _ = BookingNeeds.objects.filter(booking__session__ends_at__lte=at - NEEDS_KEPT_FOR).delete()
    return deleted


def _fresh(booking: Booking) -> Booking:
    return with_session(Booking.objects.all()).get(pk=booking.pk)
