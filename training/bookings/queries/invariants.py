"""What must always hold of sessions and bookings: the rules that the database's constraints cannot say by themselves,
and those that they do say, in case somebody went round them."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from training.bookings.models import (
    HELD_FOR_A_TIME,
    HOLDS_A_PLACE,
    Booking,
    BookingNeeds,
    BookingStatus,
    Interest,
    Notice,
    NoticeKind,
    Pool,
)
from training.bookings.queries.finding import lapsed
from training.bookings.queries.waiting import Room, held_by_organisation, line_of
from training.sessions.models import Session, SessionStatus

# How far behind the workers may be before something is wrong.
SWEPT_WITHIN = timedelta(minutes=10)

TELLS_OF = {
    BookingStatus.WAITING: {NoticeKind.WAITING, NoticeKind.DATED, NoticeKind.CHANGED},
    BookingStatus.OFFERED: {NoticeKind.OFFERED, NoticeKind.CHANGED},
    BookingStatus.UNCONFIRMED: {NoticeKind.CONFIRM, NoticeKind.CHANGED},
    BookingStatus.AWAITING_APPROVAL: {NoticeKind.APPROVAL_AWAITED, NoticeKind.CHANGED},
    BookingStatus.CONFIRMED: {
        NoticeKind.CONFIRMED,
        NoticeKind.CHANGED,
        NoticeKind.MOVED,
        NoticeKind.WALKED_IN,
        NoticeKind.WAY_CHANGED,
    },
    BookingStatus.CANCELLED: {
        NoticeKind.CANCELLED,
        NoticeKind.CANCELLED_FOR,
        NoticeKind.LEFT_LINE,
        NoticeKind.SESSION_CANCELLED,
        NoticeKind.SWAPPED_OUT,
        NoticeKind.DECLINED,
    },
    BookingStatus.LAPSED: {NoticeKind.LAPSED, NoticeKind.OFFER_LAPSED, NoticeKind.LINE_CLOSED},
}

# A change that was told before a booking came to stand there has its sequence too, and tells nothing of it.
TELLS_FIRST = {
    BookingStatus.OFFERED: {NoticeKind.OFFERED},
    BookingStatus.AWAITING_APPROVAL: {NoticeKind.APPROVAL_AWAITED},
    BookingStatus.CONFIRMED: {NoticeKind.CONFIRMED, NoticeKind.WALKED_IN},
}


def breaches(*, at: datetime) -> Iterator[str]:
    """Every rule that does not hold at that moment, one sentence each, naming records by their keys and nobody.

    What was told is asked of sessions to come: history that was imported told nobody anything.
    """
    yield from _places()
    yield from _pools()
    yield from _two_bookings()
    yield from _called_off_or_over(at)
    yield from _offers(at)
    yield from _waiting_beside_a_free_place(at)
    yield from _needs_of_nobody()
    yield from _not_told(at)
    yield from _not_invited()


def _places() -> Iterator[str]:
    held: dict[bool, Counter[int]] = {False: Counter(), True: Counter()}
    booked = Booking.objects.holding_a_place().values_list("session_id", "online")
    for session, online, number in booked.annotate(Count("pk")):
        held[online][session] += number
    for session, online, number in Pool.objects.values_list("session_id", "online").annotate(Sum("unfilled")):
        held[online][session] += number
    facts = Session.objects.values_list("pk", "capacity", "online_capacity", "places_held", "online_held")
    for pk, capacity, online_capacity, places_held, online_held in facts.iterator():
        online, in_all = held[True][pk], held[True][pk] + held[False][pk]
        if (places_held, online_held) != (in_all, online):
            counted = f"{places_held} places held, {online_held} online"
            yield f"Session {pk} counts {counted}; its bookings and pools hold {in_all} and {online}."
        if in_all > capacity or online > online_capacity or in_all - online > capacity - online_capacity:
            yield f"Session {pk} has more holders than places: {in_all} on {capacity}, {online} online."


def _pools() -> Iterator[str]:
    filled = Count("bookings", filter=Q(bookings__status__in=HOLDS_A_PLACE))
    for pool in Pool.objects.filter(returned_at=None).annotate(taken=filled):
        if pool.taken != pool.filled():
            yield f"Pool {pool.pk} counts {pool.filled()} places filled, and {pool.taken} bookings fill it."
    for pk in Pool.objects.exclude(returned_at=None).filter(unfilled__gt=0).values_list("pk", flat=True):
        yield f"Pool {pk} has returned and still holds places."


def _two_bookings() -> Iterator[str]:
    active = Booking.objects.active()
    for whose in ("person", "email"):
        twice = active.exclude(**{whose: None}).values("session_id", whose).annotate(number=Count("pk"))
        for session in twice.filter(number__gt=1).values_list("session_id", flat=True):
            yield f"Session {session} has two active bookings of one {whose}."


def _called_off_or_over(at: datetime) -> Iterator[str]:
    off = Booking.objects.active().filter(session__status=SessionStatus.CANCELLED)
    for pk in off.values_list("pk", flat=True):
        yield f"Booking {pk} is active in a session that was called off."
    for pk in Pool.objects.filter(returned_at=None, session__status=SessionStatus.CANCELLED).values_list(
        "pk", flat=True
    ):
        yield f"Pool {pk} is open in a session that was called off."
    over = Booking.objects.waiting().filter(session__starts_at__lte=at - SWEPT_WITHIN)
    for pk in over.values_list("pk", flat=True):
        yield f"Booking {pk} still waits for a session that has started."


def _offers(at: datetime) -> Iterator[str]:
    for pk in lapsed(at=at - SWEPT_WITHIN).values_list("pk", flat=True):
        yield f"Booking {pk} holds a place though its time has passed."
    held = Booking.objects.filter(status__in=HELD_FOR_A_TIME, hold_ends_at__gt=F("session__starts_at"))
    for pk in held.values_list("pk", flat=True):
        yield f"Booking {pk} is held a place until after the session starts."


def _waiting_beside_a_free_place(at: datetime) -> Iterator[str]:
    lines = Session.objects.scheduled().filter(starts_at__gt=at, bookings__status=BookingStatus.WAITING).distinct()
    for session in lines.order_by("pk"):
        room = Room(session, held_by_organisation(session))
        for entry in line_of(session):
            if room.has_place_for(entry):
                yield f"Booking {entry.first.pk} waits in session {session.pk} while a place is free."


def _needs_of_nobody() -> Iterator[str]:
    given_back = BookingNeeds.objects.filter(booking__status=BookingStatus.CANCELLED)
    for pk in given_back.values_list("booking_id", flat=True):
        yield f"Booking {pk} was cancelled, and what its person told in confidence is kept."


def _not_told(at: datetime) -> Iterator[str]:
    said = Notice.objects.filter(booking=OuterRef("pk"))
    to_come = Booking.objects.filter(session__starts_at__gt=at)
    for status, kinds in TELLS_OF.items():
        told = Exists(said.filter(kind__in=kinds, sequence=OuterRef("invitation_sequence")))
        for pk in to_come.filter(~told, status=status).values_list("pk", flat=True):
            yield f"Booking {pk} is {status}, and its person was not told."
    for status, kinds in TELLS_FIRST.items():
        unsaid = to_come.filter(~Exists(said.filter(kind__in=kinds)), status=status)
        for pk in unsaid.values_list("pk", flat=True):
            yield f"Booking {pk} became {status}, and its person was never told."
    for pk in Notice.objects.filter(queued_at=None, made_at__lte=at - SWEPT_WITHIN).values_list("pk", flat=True):
        yield f"Notice {pk} has been owed for more than ten minutes."


def _not_invited() -> Iterator[str]:
    asked = Interest.objects.filter(withdrawn_at=None)
    for pk in asked.filter(undated__session__isnull=False, booking=None).values_list("pk", flat=True):
        yield f"Interest {pk} was not invited when the date was set."
    for pk in asked.filter(undated__session=None, booking__isnull=False).values_list("pk", flat=True):
        yield f"Interest {pk} was invited to a session without a date."
