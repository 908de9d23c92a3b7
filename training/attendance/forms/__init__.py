"""What those who run sessions are asked, and what their devices send."""

from training.attendance.forms.devices import Unreadable, read_queue
from training.attendance.forms.registers import Register, RowForm, Saved

__all__ = ["Register", "RowForm", "Saved", "Unreadable", "read_queue"]
