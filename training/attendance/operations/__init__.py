"""The verbs of attendance: claims are kept, and each person's attendance follows from them."""

from training.attendance.operations.evaluating import note_answered, note_evaluation
from training.attendance.operations.marking import (
    correct_guessed_organisation,
    keep_day_of_moved_session,
    mark,
    mark_all_present,
    refuse_to_change_marked,
    undo_marks_of_ended_bookings,
)
from training.attendance.operations.recording import Answer, Outcome, Said, on_marked, record
from training.attendance.operations.refusals import (
    OPENS_BEFORE_START,
    MarkedMeanwhile,
    MarkRefused,
    MinutesNeeded,
    NotExpected,
    SessionCalledOff,
    TooSoon,
    refuse_unless_open,
)

__all__ = [
    "OPENS_BEFORE_START",
    "Answer",
    "MarkRefused",
    "MarkedMeanwhile",
    "MinutesNeeded",
    "NotExpected",
    "Outcome",
    "Said",
    "SessionCalledOff",
    "TooSoon",
    "correct_guessed_organisation",
    "keep_day_of_moved_session",
    "mark",
    "mark_all_present",
    "note_answered",
    "note_evaluation",
    "on_marked",
    "record",
    "refuse_to_change_marked",
    "refuse_unless_open",
    "undo_marks_of_ended_bookings",
]
