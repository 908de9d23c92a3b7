"""Finding bookings."""

from datetime import datetime

from django.db.models import Case, Q, When

from people.models import Person
from training.bookings.models import ACTIVE, HELD_FOR_A_TIME, HOLDS_A_PLACE, Booking, BookingQuerySet
from training.sessions.models import Session


def with_session(bookings: BookingQuerySet) -> BookingQuerySet:
    """With all that a page or an email about a booking tells, in the same query."""
    return bookings.select_related(
        "session__course", "session__series", "session__venue__local_authority", "role", "organisation"
    )


def active_booking(*, session_id: int, email: str, person: Person | None) -> Booking | None:
    """The booking by which this address, or this person, already holds a place in the session or waits for one. Asked
    several times for each booking, mostly for nothing: so without what a page tells of it."""
    whose = Q(email=email) if person is None else Q(email=email) | Q(person=person)
    return Booking.objects.active().filter(whose, session_id=session_id).first()


def lapsed(*, at: datetime) -> BookingQuerySet:
    """Bookings that hold a place still, though the time to confirm or accept it has passed."""
    return Booking.objects.filter(status__in=HELD_FOR_A_TIME, hold_ends_at__lte=at)


def has_lapsed_hold(*, session_id: int, at: datetime) -> bool:
    """Whether a session that looks full has a place that only waits to be released."""
    return lapsed(at=at).filter(session_id=session_id).exists()


def bookings_of(person: Person) -> BookingQuerySet:
    """A person's own bookings, soonest session first: those that hold a place or wait for one, and those that were
    confirmed at some time. A place that was only held for the address is not proved to be theirs."""
    mine = Booking.objects.filter(Q(confirmed_at__isnull=False) | Q(status__in=ACTIVE), person=person)
    return with_session(mine).order_by("session__starts_at", "pk")


def bookings_in(session: Session, *, with_needs: bool) -> BookingQuerySet:
    """A session's bookings for staff, by name, those that hold a place first. Needs are read only when asked for."""
    needs = ("needs",) if with_needs else ()
    holds_first = Case(When(status__in=HOLDS_A_PLACE, then=0), default=1)
    bookings = Booking.objects.filter(session=session).select_related("role", "organisation", *needs)
    return bookings.order_by(holds_first, "name", "pk")
