"""The verbs of attendance: claims are kept, and each person's attendance follows from them."""

from training.attendance.operations.claims import Answer, Outcome, Said
from training.attendance.operations.closing import close_register, reopen_register
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
from training.attendance.operations.signed_lists import enter_signed_list
from training.attendance.operations.stepping_out import Note, come_back, forget_stepping_out, step_out
from training.attendance.operations.walk_ins import organisation_called, put_on_register

__all__ = [
    "OPENS_BEFORE_START",
    "Answer",
    "Mark",
    "MarkRefused",
    "Marked",
    "MarkedMeanwhile",
    "MinutesNeeded",
    "NotExpected",
    "Note",
    "Outcome",
    "RegisterClosed",
    "Reply",
    "Said",
    "SessionCalledOff",
    "StillUnmarked",
    "Told",
    "ToldMark",
    "ToldScan",
    "ToldSteppingOut",
    "ToldWalkIn",
    "TooSoon",
    "close_register",
    "come_back",
    "correct_guessed_organisation",
    "decide",
    "enter_signed_list",
    "forget_stepping_out",
    "keep_day_of_moved_session",
    "mark",
    "mark_all_present",
    "mark_several",
    "on_marked",
    "on_unknown_codes",
    "organisation_called",
    "put_on_register",
    "receive",
    "record",
    "refuse_to_change_marked",
    "refuse_unless_open",
    "reopen_register",
    "step_out",
    "undo_marks_of_ended_bookings",
]
