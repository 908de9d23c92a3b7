"""The verbs of attendance: claims are kept, and each person's attendance follows from them; headcounts are recorded."""

from training.attendance.operations.counting import (
    Counted,
    Receipt,
    Tally,
    correct_headcount,
    counts_of,
    record_headcounts,
    refuse_unsound,
    withdraw_headcount,
)
from training.attendance.operations.counting_refusals import HeadcountRefused, OfTheFuture, TooLongAgo
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
from training.attendance.operations.sheets import delete_old_sheets, delete_sheet, keep_sheet, open_sheet

__all__ = [
    "OPENS_BEFORE_START",
    "Answer",
    "Counted",
    "HeadcountRefused",
    "MarkRefused",
    "MarkedMeanwhile",
    "MinutesNeeded",
    "NotExpected",
    "OfTheFuture",
    "Outcome",
    "Receipt",
    "Said",
    "SessionCalledOff",
    "Tally",
    "TooLongAgo",
    "TooSoon",
    "correct_guessed_organisation",
    "correct_headcount",
    "counts_of",
    "delete_old_sheets",
    "delete_sheet",
    "keep_day_of_moved_session",
    "keep_sheet",
    "mark",
    "mark_all_present",
    "on_marked",
    "open_sheet",
    "record",
    "record_headcounts",
    "refuse_to_change_marked",
    "refuse_unless_open",
    "refuse_unsound",
    "undo_marks_of_ended_bookings",
    "withdraw_headcount",
]
