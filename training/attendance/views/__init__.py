"""Pages of those who run sessions."""

from training.attendance.views.registers import register_mark, session_today
from training.attendance.views.webinars import webinar_log_detail, webinar_log_import

__all__ = ["register_mark", "session_today", "webinar_log_detail", "webinar_log_import"]
