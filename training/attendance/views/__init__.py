"""Pages of those who run sessions."""

from training.attendance.views.devices import register_send, register_snapshot
from training.attendance.views.kept import register_keep, register_kept, register_token
from training.attendance.views.registers import register_mark, session_today

__all__ = [
    "register_keep",
    "register_kept",
    "register_mark",
    "register_send",
    "register_snapshot",
    "register_token",
    "session_today",
]
