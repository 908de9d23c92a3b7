"""What the register and the day's list show, what claims come to, and headcounts."""

from training.attendance.queries.headcounts import (
    Asked,
    AudienceSet,
    Totals,
    audience_sets,
    fitting,
    fitting_by_kind,
    last_places,
    listed,
    own_headcounts,
    topics_offered,
    totals,
)
from training.attendance.queries.registers import register, sessions_on_day_of, unmarked_sessions
from training.attendance.queries.resolving import Resolution, resolve

__all__ = [
    "Asked",
    "AudienceSet",
    "Resolution",
    "Totals",
    "audience_sets",
    "fitting",
    "fitting_by_kind",
    "last_places",
    "listed",
    "own_headcounts",
    "register",
    "resolve",
    "sessions_on_day_of",
    "topics_offered",
    "totals",
    "unmarked_sessions",
]
