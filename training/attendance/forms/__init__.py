"""What those who run sessions are asked."""

from training.attendance.forms.registers import Register, RowForm, Saved

__all__ = ["Register", "RowForm", "Saved"]
