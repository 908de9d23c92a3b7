"""What those who run sessions are asked, and those who come to them."""

from training.attendance.forms.checking_in import CheckInForm
from training.attendance.forms.registers import Register, RowForm, Saved
from training.attendance.forms.scanning import ScanForm

__all__ = ["CheckInForm", "Register", "RowForm", "Saved", "ScanForm"]
