"""Noting that somebody stepped out of the room, and forgetting it."""

from datetime import datetime
from typing import Protocol
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from training.attendance.models import SteppedOut
from training.attendance.operations.refusals import NotExpected, refuse_unless_open
from training.bookings.models import Booking
from training.sessions.models import Session


class Note(Protocol):
    """Noting that somebody is out, or back."""

    def __call__(
        self,
        *,
        session: Session,
        booking_id: int,
        uid: UUID | None = None,
        made_at: datetime | None = None,
        at: datetime,
    ) -> bool:
        """Whether it was news."""


@transaction.atomic
def step_out(
    *, session: Session, booking_id: int, uid: UUID | None = None, made_at: datetime | None = None, at: datetime
) -> bool:
    """Note that somebody left the room for a while. It counts for nothing, and no log keeps it. Returns whether it was
    news: told twice, of somebody who is out already, or after the session, it changes nothing.

    Refusals: TooSoon, SessionCalledOff, NotExpected.
    """
    _expected(session, booking_id, at)
    known = SteppedOut.objects.filter(Q(uid=uid) | Q(booking=booking_id, back_at=None))
    if session.is_over(at) or known.exists():
        return False
    SteppedOut.objects.create(booking_id=booking_id, uid=uid or uuid4(), left_at=min(made_at or at, at))
    return True


@transaction.atomic
def come_back(
    *, session: Session, booking_id: int, uid: UUID | None = None, made_at: datetime | None = None, at: datetime
) -> bool:
    """Note that somebody who stepped out is back. Returns whether it was news. Refusals: those of stepping out."""
    _expected(session, booking_id, at)
    out = SteppedOut.objects.filter(booking=booking_id, back_at=None).first()
    if out is None or (uid and SteppedOut.objects.filter(back_uid=uid).exists()):
        return False
    out.back_uid, out.back_at = uid, max(min(made_at or at, at), out.left_at)
    out.save(update_fields=["back_uid", "back_at"])
    return True


def forget_stepping_out(*, at: datetime) -> int:
    """Delete all that was noted for sessions that are over. Returns how many."""
    deleted, _ = SteppedOut.objects.filter(booking__session__ends_at__lte=at).delete()
    return deleted


def _expected(session: Session, booking_id: int, at: datetime) -> Booking:
    """The booking, locked so that two who note the same follow one another."""
    refuse_unless_open(session, at=at)
    bookings = Booking.objects.confirmed().select_for_update(no_key=True)
    booking = bookings.filter(pk=booking_id, session=session).first()
    if booking is None:
        raise NotExpected
    return booking
