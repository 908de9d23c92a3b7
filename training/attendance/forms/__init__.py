"""What those who run sessions are asked, and what their devices send."""

from training.attendance.forms.devices import Unreadable, read_queue
from training.attendance.forms.headcounts import HeadcountForm, PlaceForm
from training.attendance.forms.registers import Register, RowForm, Saved

__all__ = ["HeadcountForm", "PlaceForm", "Register", "RowForm", "Saved", "Unreadable", "read_queue"]
