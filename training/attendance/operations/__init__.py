"""The verbs of attendance: claims are kept, and each person's attendance follows from them."""

from training.attendance.operations.claims import Answer, Outcome, Said
from training.attendance.operations.marking import (
    Mark,
    Marked,
    correct_guessed_organisation,
    keep_day_of_moved_session,
    mark,
    mark_all_present,
    mark_several,
    refuse_to_change_marked,
    undo_marks_of_ended_bookings,
)
from training.attendance.operations.recording import on_marked, record
from training.attendance.operations.refusals import (
    OPENS_BEFORE_START,
    MarkedMeanwhile,
    MarkRefused,
    MinutesNeeded,
    NotExpected,
    RegisterClosed,
    SessionCalledOff,
    TooSoon,
    refuse_unless_open,
)

__all__ = [
    "OPENS_BEFORE_START",
    "Answer",
    "Mark",
    "MarkRefused",
    "Marked",
    "MarkedMeanwhile",
    "MinutesNeeded",
    "NotExpected",
    "Outcome",
    "RegisterClosed",
    "Said",
    "SessionCalledOff",
    "TooSoon",
    "correct_guessed_organisation",
    "keep_day_of_moved_session",
    "mark",
    "mark_all_present",
    "mark_several",
    "on_marked",
    "record",
    "refuse_to_change_marked",
    "refuse_unless_open",
    "undo_marks_of_ended_bookings",
]
