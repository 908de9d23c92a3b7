"""The verbs of attendance: claims are kept, and each person's attendance follows from them."""

from training.attendance.operations.checking_in import (
    CheckedIn,
    CheckInClosed,
    NoPlaceKnown,
    WrongRoomCode,
    check_in,
)
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
    SessionEnded,
    TooSoon,
    refuse_unless_open,
)
from training.attendance.operations.scanning import Scanned, scan

__all__ = [
    "OPENS_BEFORE_START",
    "Answer",
    "CheckInClosed",
    "CheckedIn",
    "MarkRefused",
    "MarkedMeanwhile",
    "MinutesNeeded",
    "NoPlaceKnown",
    "NotExpected",
    "Outcome",
    "Said",
    "Scanned",
    "SessionCalledOff",
    "SessionEnded",
    "TooSoon",
    "WrongRoomCode",
    "check_in",
    "correct_guessed_organisation",
    "keep_day_of_moved_session",
    "mark",
    "mark_all_present",
    "on_marked",
    "record",
    "refuse_to_change_marked",
    "refuse_unless_open",
    "scan",
    "undo_marks_of_ended_bookings",
]
