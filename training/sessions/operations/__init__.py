"""The verbs of sessions: planning them, one by one or as a series, and counting the places held."""

from training.sessions.operations.places import free_places, lock_session, lock_sessions, take_places
from training.sessions.operations.planning import (
    cancel_session,
    change_session,
    on_cancelled,
    on_moved,
    on_room_made,
    schedule_session,
)
from training.sessions.operations.refusals import (
    BookingClosed,
    BookingNotOpenYet,
    CourseStays,
    FewerPlacesThanHeld,
    SessionCancelled,
    SessionFull,
    SessionOver,
    SessionRefusal,
    refuse_unless_open,
)
from training.sessions.operations.series import (
    ClosedToNobody,
    SeriesChanged,
    Slot,
    add_dates,
    change_series,
    schedule_series,
)

__all__ = [
    "BookingClosed",
    "BookingNotOpenYet",
    "ClosedToNobody",
    "CourseStays",
    "FewerPlacesThanHeld",
    "SeriesChanged",
    "SessionCancelled",
    "SessionFull",
    "SessionOver",
    "SessionRefusal",
    "Slot",
    "add_dates",
    "cancel_session",
    "change_series",
    "change_session",
    "free_places",
    "lock_session",
    "lock_sessions",
    "on_cancelled",
    "on_moved",
    "on_room_made",
    "refuse_unless_open",
    "schedule_series",
    "schedule_session",
    "take_places",
]
