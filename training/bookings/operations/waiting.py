"""The waiting list: joining it, and offering its people the places that become free."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from training.bookings.models import Booking, BookingStatus, NoticeKind
from training.bookings.operations.refusals import PlacesFree, TooManyUnconfirmed
from training.bookings.operations.telling import owe, owe_all
from training.bookings.queries.waiting import (
    Room,
    held_by_organisation,
    held_by_share,
    in_turn,
    line_of,
    offer_ends_at,
)
from training.sessions.models import Session, SessionStatus
from training.sessions.operations import lock_session, refuse_unless_to_come, take_places

# An address that nobody has proved stands in so many lines at a time.
MOST_LINES = 10


@transaction.atomic
def stand_in_line(booking: Booking, *, by: Person | None, at: datetime) -> None:
    """Write a new booking that waits, last in its session's line. Refuses with PlacesFree where there is no need to,
    as `lock_line` does, and with TooManyUnconfirmed for an address that waits in too many lines unproved."""
    if booking.person is None and Booking.objects.waiting().filter(email=booking.email).count() >= MOST_LINES:
        raise TooManyUnconfirmed
    booking.save(force_insert=True)
    log(instance=booking, action="training.booking.wait", user=by, data={"session": booking.session_id})
    owe(booking, NoticeKind.WAITING, at=at)
    session = lock_line(session_id=booking.session_id, at=at)
    if session.places_left(online=booking.online) > 0:
        raise PlacesFree


def lock_line(*, session_id: int, at: datetime) -> Session:
    """Lock a session once bookings that wait in its line are written. Refuses with SessionCancelled or SessionOver
    where it was called off, or has started, since it was read.

    A place that is freed at the same moment is seen either by whoever waits, who looks once it is locked, or by whoever
    frees it, so that nobody waits while a place is free. A session that is called off is seen likewise, so that nobody
    waits for it.
    """
    session = lock_session(session_id=session_id)
    refuse_unless_to_come(session, at=at)
    return session


def offer_places(session: Session, by: Person | None, at: datetime) -> int:
    """Offer the places that are free to those in line, in turn, and return how many were offered. Each offer holds a
    real place until it is accepted, declined or its time is over. The session's row must be locked.

    Whoever cannot be served just now is passed over and keeps their turn: a group that takes all or none and needs more
    places than are free together, a person who waits for the other part of a hybrid session, an organisation that has
    as many places as it may. So no place stays free while somebody waits who could have it.
    """
    entries = line_of(session)
    session.refresh_from_db(fields=["places_held", "online_held", "status"])
    if not entries or session.status != SessionStatus.SCHEDULED or session.starts_at <= at:
        return 0
    by_organisation = held_by_organisation(session)
    held = held_by_share(session, by_organisation)
    room = Room(session, by_organisation)
    offered: list[Booking] = []
    for entry in in_turn(session, entries, held, can_be_served=room.has_place_for):
        room.give(entry)
        offered.extend(entry.bookings)
    _offer(session, offered, by, at)
    return len(offered)


def _offer(session: Session, bookings: list[Booking], by: Person | None, at: datetime) -> None:
    if not bookings:
        return
    ends_at = offer_ends_at(session, at)
    for booking in bookings:
        booking.status, booking.hold_ends_at = BookingStatus.OFFERED, ends_at
        log(instance=booking, action="training.booking.offer", user=by, data={"session": session.pk})
    Booking.objects.bulk_update(bookings, ["status", "hold_ends_at"])
    owe_all(bookings, NoticeKind.OFFERED, at=at)
    for online, number in Counter(booking.online for booking in bookings).items():
        take_places(session_id=session.pk, number=number, online=online)


def offer_places_of(session_id: int, *, by: Person | None, at: datetime) -> int:
    """Lock a session and offer what is free in it."""
    with transaction.atomic():
        return offer_places(lock_session(session_id=session_id), by, at)
