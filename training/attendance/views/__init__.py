"""Pages of those who run sessions."""

from training.attendance.views.registers import register_mark, session_today

__all__ = ["register_mark", "session_today"]
