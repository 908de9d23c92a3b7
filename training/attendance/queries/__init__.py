"""What the register and the day's list show, what claims come to, and headcounts."""

from training.attendance.queries.closing import Summary, closed_at, closing_of, devices_forget, summary
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
from training.attendance.queries.resolving import Resolution, in_order, resolve
from training.attendance.queries.snapshots import snapshot

__all__ = [
    "Asked",
    "AudienceSet",
    "Resolution",
    "Summary",
    "Totals",
    "audience_sets",
    "closed_at",
    "closing_of",
    "devices_forget",
    "fitting",
    "fitting_by_kind",
    "in_order",
    "last_places",
    "listed",
    "own_headcounts",
    "register",
    "resolve",
    "sessions_on_day_of",
    "snapshot",
    "summary",
    "topics_offered",
    "totals",
    "unmarked_sessions",
]
