"""The verbs of attendance: claims are kept, and each person's attendance follows from them; headcounts are recorded."""

from training.attendance.operations.claims import Answer, Outcome, Said
from training.attendance.operations.closing import close_register, reopen_register
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
from training.attendance.operations.deciding import decide
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
from training.attendance.operations.receiving import (
    Reply,
    Told,
    ToldMark,
    ToldScan,
    ToldSteppingOut,
    ToldWalkIn,
    on_unknown_codes,
    receive,
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
    StillUnmarked,
    TooSoon,
    refuse_unless_open,
)
from training.attendance.operations.sheets import delete_old_sheets, delete_sheet, keep_sheet, open_sheet
from training.attendance.operations.signed_lists import enter_signed_list
from training.attendance.operations.stepping_out import Note, come_back, forget_stepping_out, step_out
from training.attendance.operations.walk_ins import organisation_called, put_on_register

__all__ = [
    "OPENS_BEFORE_START",
    "Answer",
    "Counted",
    "HeadcountRefused",
    "Mark",
    "MarkRefused",
    "Marked",
    "MarkedMeanwhile",
    "MinutesNeeded",
    "NotExpected",
    "Note",
    "OfTheFuture",
    "Outcome",
    "Receipt",
    "RegisterClosed",
    "Reply",
    "Said",
    "SessionCalledOff",
    "StillUnmarked",
    "Tally",
    "Told",
    "ToldMark",
    "ToldScan",
    "ToldSteppingOut",
    "ToldWalkIn",
    "TooLongAgo",
    "TooSoon",
    "close_register",
    "come_back",
    "correct_guessed_organisation",
    "correct_headcount",
    "counts_of",
    "decide",
    "delete_old_sheets",
    "delete_sheet",
    "enter_signed_list",
    "forget_stepping_out",
    "keep_day_of_moved_session",
    "keep_sheet",
    "mark",
    "mark_all_present",
    "mark_several",
    "on_marked",
    "on_unknown_codes",
    "open_sheet",
    "organisation_called",
    "put_on_register",
    "receive",
    "record",
    "record_headcounts",
    "refuse_to_change_marked",
    "refuse_unless_open",
    "refuse_unsound",
    "reopen_register",
    "step_out",
    "undo_marks_of_ended_bookings",
    "withdraw_headcount",
]
