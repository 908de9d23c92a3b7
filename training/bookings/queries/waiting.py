"""The line for places: its order, by a stated policy, and why somebody in it is passed over."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from documents.working_time import add_working_hours, working_hours_between
from training.bookings.models import Booking, GroupTakes, Pool
from training.sessions.models import FairnessPolicy, Session

LEAST_TIME_TO_ACCEPT = timedelta(hours=1)
# An offer lasts at most this part of the working hours that are left, so that some are left for whoever is next.
PART_OF_WHAT_IS_LEFT = 1 / 4


@dataclass(frozen=True)
class Entry:
    """One turn in the line: a person, or a group that takes places for all of its people or none."""

    bookings: tuple[Booking, ...]
    order: int

    @property
    def first(self) -> Booking:
        """The booking that speaks for the others: they are alike in session, organisation and way to join."""
        return self.bookings[0]

    @property
    def size(self) -> int:
        """How many places it takes."""
        return len(self.bookings)


def offer_ends_at(session: Session, at: datetime) -> datetime:
    """Until when a place offered at that moment is held: the session's hours to accept, counted in working hours, but
    no more than a quarter of the working hours left before it starts; at least an hour; never past the start."""
    left = working_hours_between(at, session.starts_at)
    hours = min(session.offer_hours, left * PART_OF_WHAT_IS_LEFT)
    return min(max(add_working_hours(at, hours), at + LEAST_TIME_TO_ACCEPT), session.starts_at)


def line_of(session: Session) -> list[Entry]:
    """Everyone who waits for a place in a session, whoever asked first first."""
    waiting = list(
        Booking.objects.waiting()
        .filter(session=session)
        .select_related("organisation__local_authority", "group", "role")
        .order_by("booked_at", "pk")
    )
    together: dict[object, list[Booking]] = {}
    for booking in waiting:
        whole = booking.group is not None and booking.group.takes == GroupTakes.ALL_OR_NONE
        together.setdefault(("group", booking.group_id) if whole else booking.pk, []).append(booking)
    return [Entry(tuple(bookings), order) for order, bookings in enumerate(together.values())]


def share_of(session: Session) -> Callable[[Booking], int | None]:
    """What a place counts for under the session's policy: an area, an organisation, or nothing in particular."""
    if session.fairness == FairnessPolicy.BY_AREA:
        return lambda booking: booking.organisation.local_authority_id
    if session.fairness == FairnessPolicy.BY_ORGANISATION:
        return lambda booking: booking.organisation_id
    return lambda booking: None


def held_by_organisation(session: Session) -> dict[tuple[int, int | None], int]:
    """Places held in a session, with those that pools have not filled, by organisation and its area."""
    held: Counter[tuple[int, int | None]] = Counter()
    keys = ("organisation_id", "organisation__local_authority_id")
    booked = Booking.objects.holding_a_place().filter(session=session)
    for organisation, area, number in booked.values_list(*keys).annotate(Count("pk")):
        held[organisation, area] += number
    for organisation, area, unfilled in Pool.objects.filter(session=session).values_list(*keys, "unfilled"):
        held[organisation, area] += unfilled
    return held


def held_by_share(session: Session, by_organisation: dict[tuple[int, int | None], int]) -> Counter[int | None]:
    """The same by what the session's policy counts."""
    held: Counter[int | None] = Counter()
    for (organisation, area), number in by_organisation.items():
        by_area = session.fairness == FairnessPolicy.BY_AREA
        held[area if by_area else organisation if session.fairness == FairnessPolicy.BY_ORGANISATION else None] += (
            number
        )
    return held


def in_turn(
    session: Session,
    entries: list[Entry],
    held: Counter[int | None],
    *,
    can_be_served: Callable[[Entry], bool] = lambda entry: True,
) -> Iterator[Entry]:
    """Those in line in the order in which places go to them; whoever cannot be served just now is passed over.

    The next place goes to whichever share (an area, an organisation) holds the fewest places in this session, and
    within it to whoever asked first. First come, first served is the same with one share for all.
    """
    share, held, left = share_of(session), Counter(held), list(entries)
    while ready := [entry for entry in left if can_be_served(entry)]:
        entry = min(ready, key=lambda each: (held[share(each.first)], each.order))
        yield entry
        held[share(entry.first)] += entry.size
        left.remove(entry)


class Room:
    """The places that are free while they are given out, in each part of the session and to each organisation."""

    def __init__(self, session: Session, by_organisation: dict[tuple[int, int | None], int]) -> None:
        self.most = session.places_per_organisation
        self.free = {online: session.places_left(online=online) for online in (True, False)}
        self.of_organisation: Counter[int] = Counter()
        for (organisation, _), number in by_organisation.items():
            self.of_organisation[organisation] += number

    def why_not(self, entry: Entry) -> str:
        """Why this turn is passed over at the moment, in words for staff; empty where it could be served."""
        free, first = self.free[entry.first.online], entry.first
        if free < 1:
            return "Waits for a place to become free"
        if free < entry.size:
            return f"A group that needs {entry.size} places together; {free} free at the moment"
        if self.most is not None and self.of_organisation[first.organisation_id] + entry.size > self.most:
            return f"The organisation holds as many places as it may ({self.most})"
        return ""

    def has_place_for(self, entry: Entry) -> bool:
        """Whether this turn can be served now."""
        return not self.why_not(entry)

    def give(self, entry: Entry) -> None:
        """Count the places of this turn as given."""
        self.free[entry.first.online] -= entry.size
        self.of_organisation[entry.first.organisation_id] += entry.size


@dataclass(frozen=True)
class Turn:
    """One entry of the line as staff see it: its number in turn, what its share holds before it, and why it waits."""

    number: int
    entry: Entry
    share: str
    held: int
    why_not: str


def turns(session: Session) -> list[Turn]:
    """The line in the order in which places go to it, were they to become free one by one, each with its reasons."""
    by_organisation = held_by_organisation(session)
    held, room, share = held_by_share(session, by_organisation), Room(session, by_organisation), share_of(session)
    shown = []
    for number, entry in enumerate(in_turn(session, line_of(session), held), start=1):
        key = share(entry.first)
        shown.append(Turn(number, entry, share_name(session, entry.first), held[key], room.why_not(entry)))
        held[key] += entry.size
    return shown


def share_name(session: Session, booking: Booking) -> str:
    """What a booking's place counts for under the session's policy, by name; empty where nothing is shared."""
    if session.fairness == FairnessPolicy.BY_AREA:
        return str(booking.organisation.local_authority or "The whole region, or outside it")
    return str(booking.organisation) if session.fairness == FairnessPolicy.BY_ORGANISATION else ""


def place_in_line(booking: Booking) -> int:
    """The number of turns until this booking's own, itself included; 0 for one that does not wait."""
    session = booking.session
    entries = line_of(session)
    if session.fairness != FairnessPolicy.FIRST_COME:
        entries = list(in_turn(session, entries, held_by_share(session, held_by_organisation(session))))
    numbers = (n for n, entry in enumerate(entries, start=1) if booking in entry.bookings)
    return next(numbers, 0)
