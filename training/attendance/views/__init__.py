"""Pages of those who run sessions, and of those who arrive."""

from training.attendance.views.checking_in import check_in, room_code
from training.attendance.views.registers import register_mark, session_today
from training.attendance.views.scanning import door_code, session_scan

__all__ = ["check_in", "door_code", "register_mark", "room_code", "session_scan", "session_today"]
