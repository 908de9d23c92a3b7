"""Pages of those who run sessions."""

from training.attendance.views.closing import register_close, register_reopen
from training.attendance.views.counting import headcount_send
from training.attendance.views.days import session_near, session_today
from training.attendance.views.devices import register_send, register_snapshot
from training.attendance.views.disagreements import disagreement_decide, disagreement_list
from training.attendance.views.headcounts import (
    headcount_change,
    headcount_create,
    headcount_delete_sheet,
    headcount_kept,
    headcount_list,
    headcount_places,
    headcount_sheet,
    headcount_withdraw,
)
from training.attendance.views.kept import register_keep, register_kept, register_token
from training.attendance.views.months import headcount_template, headcount_upload
from training.attendance.views.registers import register_mark
from training.attendance.views.signed_lists import signed_list_enter
from training.attendance.views.walk_ins import walk_in_add

__all__ = [
    "disagreement_decide",
    "disagreement_list",
    "headcount_change",
    "headcount_create",
    "headcount_delete_sheet",
    "headcount_kept",
    "headcount_list",
    "headcount_places",
    "headcount_send",
    "headcount_sheet",
    "headcount_template",
    "headcount_upload",
    "headcount_withdraw",
    "register_close",
    "register_keep",
    "register_kept",
    "register_mark",
    "register_reopen",
    "register_send",
    "register_snapshot",
    "register_token",
    "session_near",
    "session_today",
    "signed_list_enter",
    "walk_in_add",
]
