"""What those who run sessions are asked."""

from training.attendance.forms.headcounts import HeadcountForm, PlaceForm
from training.attendance.forms.registers import Register, RowForm, Saved

__all__ = ["HeadcountForm", "PlaceForm", "Register", "RowForm", "Saved"]
