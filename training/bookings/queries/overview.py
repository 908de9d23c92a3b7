"""What a training lead sees of their organisation's bookings: date by date, and the offers that want an answer."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.models import Organisation
from training.bookings.models import ACTIVE, Booking, BookingQuerySet, BookingStatus, Pool
from training.sessions.models import Session, SessionQuerySet

DATES_TO_CHOOSE_FROM = 200


@dataclass(frozen=True)
class Narrowed:
    """Which of an organisation's dates a lead asks for."""

    organisation: Organisation
    past: bool = False
    search: str = ""
    course_id: int | None = None
    session_id: int | None = None


@dataclass(frozen=True)
class Marked:
    """What the register says of one colleague, and whether a certificate stands on it."""

    was_there: bool
    has_certificate: bool


# Ways to know how the people of some bookings are marked, by the bookings' keys; whoever is not marked is not in it.
# Attendance puts its own in when the app starts: bookings do not know attendance.
marks_of: list[Callable[[Sequence[Booking]], Mapping[int, Marked]]] = []
# Ways to know whether the certificate of a booking waits for its person's evaluation: certificates put theirs in.
waits_for_evaluation: list[Callable[[Booking, datetime], bool]] = []


@dataclass(frozen=True)
class OnDate:
    """One session with an organisation's colleagues in it, by name, and the places that it has reserved."""

    session: Session
    has_started: bool
    changes_closed: bool
    bookings: list[Booking] = field(default_factory=list)
    pools: list[Pool] = field(default_factory=list)
    marks: dict[int, Marked] = field(default_factory=dict)


@dataclass(frozen=True)
class Offered:
    """Places that wait for an answer together: one colleague's, or those of a group that was booked together."""

    bookings: list[Booking]

    @property
    def first(self) -> Booking:
        """The one that speaks for the others: they share the session and the time to answer."""
        return self.bookings[0]


def dates(asked: Narrowed, *, at: datetime) -> SessionQuerySet:
    """Sessions in which the organisation's colleagues have or wait for a place, or in which it reserves some: those
    that are not over, soonest first; or those that are, latest first, with whoever had a place."""
    sessions = Session.objects.select_related("course", "series", "venue__local_authority")
    theirs = Exists(_colleagues(asked).filter(session=OuterRef("pk")))
    if asked.past:
        found = sessions.filter(theirs, ends_at__lte=at).order_by("-starts_at", "pk")
    else:
        reserved = Exists(_open_pools(asked.organisation).filter(session=OuterRef("pk")))
        found = sessions.filter(theirs if asked.search else theirs | reserved, ends_at__gt=at)
        found = found.order_by("starts_at", "pk")
    if asked.course_id:
        found = found.filter(course=asked.course_id)
    return found.filter(pk=asked.session_id) if asked.session_id else found


def with_colleagues(sessions: Sequence[Session], asked: Narrowed, *, at: datetime) -> list[OnDate]:
    """The same with who is in each, in two questions for any number of them: their places, and what is reserved; or, of
    those that are over, how they were marked. Needs are not read: no lead sees them."""
    shown = {
        session.pk: OnDate(session, session.starts_at <= at, session.changes_close_at() <= at) for session in sessions
    }
    for booking in _colleagues(asked).filter(session__in=shown).select_related("role").order_by("name", "pk"):
        booking.session = shown[booking.session_id].session
        shown[booking.session_id].bookings.append(booking)
    if asked.past:
        _mark(shown.values())
    else:
        for pool in _open_pools(asked.organisation).filter(session__in=shown).order_by("returns_at", "pk"):
            shown[pool.session_id].pools.append(pool)
    return list(shown.values())


def _mark(shown: Iterable[OnDate]) -> None:
    """Say of everyone on these dates how they were marked."""
    date_of = {booking: on for on in shown for booking in on.bookings}
    for ways in marks_of:
        marks = ways(list(date_of))
        for booking, on in date_of.items():
            if booking.pk in marks:
                on.marks[booking.pk] = marks[booking.pk]


def offers_to_answer(organisation: Organisation, *, at: datetime) -> list[Offered]:
    """Places that are held for colleagues until somebody accepts them, the most urgent first."""
    offered = Booking.objects.filter(organisation=organisation, status=BookingStatus.OFFERED, hold_ends_at__gt=at)
    together: dict[object, list[Booking]] = defaultdict(list)
    for booking in offered.select_related("session__course").order_by("hold_ends_at", "name", "pk"):
        key = ("group", booking.group_id, booking.hold_ends_at) if booking.group_id else booking.pk
        together[key].append(booking)
    return [Offered(bookings) for bookings in together.values()]


def to_choose_from(organisation: Organisation, *, past: bool, at: datetime) -> list[Session]:
    """The dates that a lead can narrow the page to, at most so many."""
    return list(dates(Narrowed(organisation, past=past), at=at)[:DATES_TO_CHOOSE_FROM])


def _colleagues(asked: Narrowed) -> BookingQuerySet:
    statuses = (BookingStatus.CONFIRMED,) if asked.past else ACTIVE
    bookings = Booking.objects.filter(organisation=asked.organisation, status__in=statuses)
    if asked.search:
        bookings = bookings.filter(Q(name__icontains=asked.search) | Q(email__icontains=asked.search))
    return bookings


def _open_pools(organisation: Organisation) -> QuerySet[Pool]:
    return Pool.objects.filter(organisation=organisation, returned_at=None)
