"""Who runs which session: facilitators asked for twice at a time, sessions with too few, and a load that is uneven."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations
from statistics import median
from typing import NamedTuple

from django.db.models import Prefetch, Q, QuerySet

from documents.dates import clock, day
from people.accounts.policies import StaffRole
from people.models import Person
from training.sessions.models import Lack, Series, Session, SessionMode, SessionStatus, Venue

WEEKS_AHEAD = (4, 12)
# Far above: half as much again as the median, and at least an afternoon more.
TIMES_THE_MEDIAN, HOURS_MORE = 1.5, 4
SENSITIVE = "This course deals with hard subjects, so that two facilitators are needed, and there is only one."
NO_LINK = "There is no link to join yet. People are told that it comes before the session starts."
NOBODY = "Nobody runs this session yet."
LACKS = {Lack.ANYBODY: NOBODY, Lack.A_SECOND: SENSITIVE}


class Concern(NamedTuple):
    """Something about a session that staff should look at, and the other session that it is about."""

    text: str
    other: Session | None = None


class Span(NamedTuple):
    """When something would be held."""

    starts_at: datetime
    ends_at: datetime

    def meets(self, other: Session) -> bool:
        """Whether both are held at the same moment. One that begins as the other ends does not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def sessions_near(
    spans: Sequence[Span], *, facilitators: Iterable[Person], venue: Venue | None, series: Series | None = None
) -> list[Session]:
    """Sessions of these facilitators, in this venue or of this series, from the first to the last of the spans, with
    who runs them."""
    which = Q(facilitators__in=list(facilitators))
    if venue is not None:
        which |= Q(venue=venue)
    if series is not None:
        which |= Q(series=series)
    near = (
        Session.objects.to_be_held()
        .filter(which)
        .filter(starts_at__lt=max(span.ends_at for span in spans), ends_at__gt=min(span.starts_at for span in spans))
    )
    return list(near.select_related("course").prefetch_related("facilitators").distinct().order_by("starts_at", "pk"))


def double_bookings(span: Span, near: Iterable[Session], facilitators: Iterable[Person]) -> list[Concern]:
    """For each facilitator and each session they run at the same time, a sentence that names both."""
    people = {person.pk: person for person in facilitators}
    return [
        Concern(f"{people[runs.pk]} runs {other.course} at that time: {when(other)}.", other)
        for other in near
        if span.meets(other)
        for runs in other.facilitators.all()
        if runs.pk in people
    ]


def venue_in_use(span: Span, near: Iterable[Session], venue: Venue | None) -> list[Concern]:
    """For each session in the same venue at the same time, a sentence."""
    if venue is None:
        return []
    return [
        Concern(f"{venue} is in use at that time by {other.course}: {when(other)}.", other)
        for other in near
        if other.venue_id == venue.pk and other.mode != SessionMode.ONLINE and span.meets(other)
    ]


def when(session: Session) -> str:
    """The day and the hours of a session, as in Tuesday 3 March 2026, 9:30am to 11:30am."""
    return f"{day(session.starts_at)}, {clock(session.starts_at)} to {clock(session.ends_at)}"


def concerns(session: Session, *, at: datetime) -> list[Concern]:
    """What staff should look at before a session is held: nobody runs it, one person alone where two are needed,
    somebody asked for twice, a venue in use, no link to join, somebody with far more to do than others. Nothing of one
    that is over or cancelled."""
    if session.is_over(at) or session.status == SessionStatus.CANCELLED:
        return []
    people = list(session.facilitators.all())
    span = Span(session.starts_at, session.ends_at)
    near = [each for each in sessions_near([span], facilitators=people, venue=session.room()) if each.pk != session.pk]
    found = [*double_bookings(span, near, people), *venue_in_use(span, near, session.room())]
    if lack := session.lacks(len(people)):
        found.insert(0, Concern(LACKS[lack]))
    if session.lacks_link():
        found.append(Concern(NO_LINK))
    return [*found, *_uneven(session, people, at)]


def _uneven(session: Session, people: list[Person], at: datetime) -> list[Concern]:
    """Who of these has far more to do than their colleagues in the weeks ahead, if the session is in them."""
    weeks = WEEKS_AHEAD[0]
    if not people or session.starts_at >= at + timedelta(weeks=weeks):
        return []
    load = workload(at=at, weeks=weeks)
    chosen = {person.pk for person in people}
    half = f"half of those who run sessions have {load.median_hours:g} or fewer"
    return [
        Concern(f"{each.person} has {each.hours:g} hours in the next {weeks} weeks; {half}.")
        for each in load.facilitators
        if each.person.pk in chosen and load.is_far_above(each)
    ]


@dataclass
class Load:
    """What one facilitator runs in the weeks ahead."""

    person: Person
    sessions: list[Session] = field(default_factory=list)

    @property
    def hours(self) -> float:
        """How many hours, to the nearest half."""
        return round(sum(session.minutes() for session in self.sessions) / 30) / 2

    @property
    def double_bookings(self) -> list[tuple[Session, Session]]:
        """Pairs of sessions at the same time."""
        pairs = combinations(self.sessions, 2)
        return [(one, two) for one, two in pairs if Span(one.starts_at, one.ends_at).meets(two)]


class Workload(NamedTuple):
    """Who runs how much in the weeks ahead, those with most first; and what has too few people."""

    facilitators: list[Load]
    median_hours: float
    without_anybody: list[Session]
    without_a_second: list[Session]

    def is_far_above(self, load: Load) -> bool:
        """Whether somebody has half as much again as the median, and at least four hours more."""
        more = load.hours - self.median_hours
        return more >= HOURS_MORE and load.hours >= TIMES_THE_MEDIAN * self.median_hours


def workload(*, at: datetime, weeks: int) -> Workload:
    """Everybody who facilitates, with the sessions that they run and that start in so many weeks; other staff where
    they run one. Drafts count, cancelled sessions do not."""
    ahead = list(
        Session.objects.to_be_held()
        .filter(ends_at__gt=at, starts_at__lt=at + timedelta(weeks=weeks))
        .select_related("course", "venue")
        .prefetch_related(Prefetch("facilitators", Person.objects.order_by("name", "pk")))
        .order_by("starts_at", "pk")
    )
    loads = {person.pk: Load(person) for person in _who_facilitates()}
    for session in ahead:
        for person in session.facilitators.all():
            loads.setdefault(person.pk, Load(person)).sessions.append(session)
    everyone = sorted(loads.values(), key=lambda load: (-load.hours, load.person.name, load.person.pk))
    lacks = [(session, session.lacks(len(session.facilitators.all()))) for session in ahead]
    return Workload(
        facilitators=everyone,
        median_hours=median(load.hours for load in everyone) if everyone else 0,
        without_anybody=[session for session, lack in lacks if lack == Lack.ANYBODY],
        without_a_second=[session for session, lack in lacks if lack == Lack.A_SECOND],
    )


def _who_facilitates() -> QuerySet[Person]:
    return Person.objects.filter(is_staff=True, is_active=True, groups__name=StaffRole.FACILITATOR.value)
