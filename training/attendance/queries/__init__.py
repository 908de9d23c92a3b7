"""What the register and the day's list show, and what claims come to."""

from training.attendance.queries.closing import (
    Summary,
    closed_at,
    closing_of,
    devices_forget,
    names_are_kept_from,
    summary,
)
from training.attendance.queries.disagreements import (
    disagreements,
    number_of_disagreements,
    sessions_with_disagreements,
)
from training.attendance.queries.evaluations import evaluation_for, sessions_awaiting_evaluations
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
from training.attendance.queries.occasions import occasion_of
from training.attendance.queries.registers import (
    last_walk_in,
    register,
    sessions_near,
    sessions_on_day_of,
    unmarked_sessions,
)
from training.attendance.queries.resolving import Resolution, in_order, resolve, ruling_claim
from training.attendance.queries.signed_lists import lists_of, note_lists, organisations_in, people_of
from training.attendance.queries.snapshots import snapshot
from training.attendance.queries.words import at_time, claimed, says, stands_as

__all__ = [
    "Asked",
    "AudienceSet",
    "Resolution",
    "Summary",
    "Totals",
    "at_time",
    "audience_sets",
    "claimed",
    "closed_at",
    "closing_of",
    "devices_forget",
    "disagreements",
    "evaluation_for",
    "fitting",
    "fitting_by_kind",
    "in_order",
    "last_places",
    "last_walk_in",
    "listed",
    "lists_of",
    "names_are_kept_from",
    "note_lists",
    "number_of_disagreements",
    "occasion_of",
    "organisations_in",
    "own_headcounts",
    "people_of",
    "register",
    "resolve",
    "ruling_claim",
    "says",
    "sessions_awaiting_evaluations",
    "sessions_near",
    "sessions_on_day_of",
    "sessions_with_disagreements",
    "snapshot",
    "stands_as",
    "summary",
    "topics_offered",
    "totals",
    "unmarked_sessions",
]
