"""The verbs of sessions: planning them, and counting the places that are held."""

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

__all__ = [
    "BookingClosed",
    "BookingNotOpenYet",
    "CourseStays",
    "FewerPlacesThanHeld",
    "SessionCancelled",
    "SessionFull",
    "SessionOver",
    "SessionRefusal",
    "cancel_session",
    "change_session",
    "free_places",
    "lock_session",
    "lock_sessions",
    "on_cancelled",
    "on_moved",
    "on_room_made",
    "refuse_unless_open",
    "schedule_session",
    "take_places",
]
