"""What those who run sessions are asked, and what their devices send."""

from training.attendance.forms.devices import Unreadable, read_queue
from training.attendance.forms.headcounts import HeadcountForm, PlaceForm
from training.attendance.forms.registers import Register, RowForm
from training.attendance.forms.signed_lists import SignedListForm
from training.attendance.forms.walk_ins import WalkInForm

__all__ = [
    "HeadcountForm",
    "PlaceForm",
    "Register",
    "RowForm",
    "SignedListForm",
    "Unreadable",
    "WalkInForm",
    "read_queue",
]
