"""A series before it is made: each date, and what staff should look at before they agree to it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from people.models import Person
from training.sessions.models import Series, Venue
from training.sessions.queries.dates import Rule
from training.sessions.queries.staffing import Span, double_bookings, sessions_near, venue_in_use

WEEKEND = "It is at the weekend."
TWICE = "This series has a session at that time already."


class Proposal(NamedTuple):
    """One date of a series to come."""

    day: date
    starts_at: datetime
    ends_at: datetime
    warnings: list[str]


def propose(
    rule: Rule,
    days: Iterable[date],
    *,
    facilitators: Iterable[Person],
    venue: Venue | None,
    series: Series | None = None,
) -> list[Proposal]:
    """Each day with its hours, and a sentence for each thing that could be wrong with it: a weekend, a facilitator who
    is asked for twice, a venue that another session uses then, a session of the same series at that time."""
    spans = {day: Span(*rule.span(day)) for day in days}
    people = list(facilitators)
    key = series.pk if series is not None else 0
    near = sessions_near(list(spans.values()), facilitators=people, venue=venue, series=series)
    return [
        Proposal(
            day,
            *span,
            [
                *([WEEKEND] if day.weekday() > 4 else []),
                *([TWICE] if any(each.series_id == key and span.meets(each) for each in near) else []),
                *(concern.text for concern in double_bookings(span, near, people)),
                *(concern.text for concern in venue_in_use(span, near, venue)),
            ],
        )
        for day, span in spans.items()
    ]
