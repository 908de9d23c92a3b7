"""Finding bookings."""

from datetime import datetime, timedelta

from django.db.models import Case, OuterRef, Q, Subquery, When

from people.models import Person
from training.bookings.models import ACTIVE, HELD_FOR_A_TIME, HOLDS_A_PLACE, IN_LINE, Booking, BookingQuerySet, Notice
from training.sessions.models import Session, SessionQuerySet

SHOWN_IN_CALENDAR_FOR = timedelta(days=90)


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


def people_in(sessions: SessionQuerySet) -> int:
    """How many people have a place in any of these sessions, or wait for one."""
    return Booking.objects.active().filter(session__in=sessions).values("email").distinct().count()


def place_of(session: Session, person: Person) -> Booking | None:
    """The same for somebody who is signed in."""
    return active_booking(session_id=session.pk, email=person.email, person=person)


def lapsed(*, at: datetime) -> BookingQuerySet:
    """Bookings that hold a place still, though the time to confirm or accept it has passed."""
    return Booking.objects.filter(status__in=HELD_FOR_A_TIME, hold_ends_at__lte=at)


def has_lapsed_hold(*, session_id: int, at: datetime) -> bool:
    """Whether a session that looks full has a place that only waits to be released."""
    return lapsed(at=at).filter(session_id=session_id).exists()


def bookings_of(person: Person) -> BookingQuerySet:
    """A person's own bookings, soonest session first: those that hold a place or wait for one, and those that were
    confirmed at some time. Whoever is signed in has proved their address, so a turn in line that was asked for with it
    is theirs; a place that was only held for it is shown once it is confirmed by its link."""
    theirs = Q(Q(confirmed_at__isnull=False) | Q(status__in=ACTIVE), person=person)
    mine = Booking.objects.filter(theirs | Q(person=None, email=person.email, status__in=IN_LINE))
    return with_session(mine).order_by("session__starts_at", "pk")


def bookings_in_calendar_of(person: Person, *, at: datetime) -> BookingQuerySet:
    """What a person's calendar shows: places that are, or were, confirmed, to come and of the last ninety days, each
    with the moment at which it last changed, as its person was told: a reminder changes nothing."""
    recent = bookings_of(person).filter(confirmed_at__isnull=False, session__ends_at__gte=at - SHOWN_IN_CALENDAR_FOR)
    told = Notice.objects.filter(booking=OuterRef("pk"), about_start_at=None).order_by("-made_at").values("made_at")[:1]
    return recent.annotate(changed_at=Subquery(told))


def bookings_in(session: Session, *, with_needs: bool, search: str = "", status: str = "") -> BookingQuerySet:
    """A session's bookings for staff, by name, those that hold a place first; narrowed by part of a name, an address or
    an organisation, and by status. Needs are read only when asked for."""
    holds_first = Case(When(status__in=HOLDS_A_PLACE, then=0), default=1)
    bookings = session.bookings.select_related("role", "organisation")
    if with_needs:
        bookings = bookings.select_related("needs").prefetch_related("needs__diets")
    if search:
        bookings = bookings.filter(
            Q(name__icontains=search) | Q(email__icontains=search) | Q(organisation__name__icontains=search)
        )
    if status:
        bookings = bookings.filter(status=status)
    return bookings.order_by(holds_first, "name", "pk")
