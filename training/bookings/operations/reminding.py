"""Telling people again about bookings that they have."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from wagtail.log_actions import log

from people.models import Person
from training.bookings import emails
from training.bookings.models import Booking, BookingStatus, NoticeKind, Pool
from training.bookings.operations.approving import approval_ends_at
from training.bookings.operations.pools import move_returns
from training.bookings.operations.telling import owe_all
from training.bookings.operations.timing import tell_anew_how_to_join
from training.bookings.queries import offer_ends_at, with_session
from training.sessions.models import Session


@transaction.atomic
def send_existing_link(*, booking: Booking, by: Person | None, at: datetime) -> None:
    """Send the link of a booking to its own address, for whoever asked for a second place with that address."""
    log(instance=booking, action="training.booking.remind", user=by)
    emails.send_existing(with_session(Booking.objects.all()).get(pk=booking.pk), at=at)


def tell_holders_of_change(session: Session, by: Person | None, at: datetime) -> None:
    """Tell everyone who holds a place or waits for one that time, place or link changed, with a sequence that calendars
    follow. The session's row must be locked. Where nobody can choose how to join any more, nobody is counted apart; and
    where it starts earlier, a place that is held for a time is held no longer than it would be for somebody new."""
    active = Booking.objects.active().filter(session=session)
    facts = {} if session.is_hybrid() else {"online": False}
    active.update(invitation_sequence=F("invitation_sequence") + 1, **facts)
    if not session.is_hybrid():
        Pool.objects.filter(session=session).update(online=False)
    move_returns(session)
    _end_holds_in_time(session, at)
    tell_anew_how_to_join(active)
    owe_all(with_session(active).order_by("pk"), NoticeKind.CHANGED, at=at)


def _end_holds_in_time(session: Session, at: datetime) -> None:
    ends = {
        BookingStatus.UNCONFIRMED: session.starts_at,
        BookingStatus.OFFERED: offer_ends_at(session, at),
        BookingStatus.AWAITING_APPROVAL: approval_ends_at(session, at),
    }
    for status, latest in ends.items():
        held = Booking.objects.filter(session=session, status=status, hold_ends_at__gt=latest)
        held.update(hold_ends_at=latest)
