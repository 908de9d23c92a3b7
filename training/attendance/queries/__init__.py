"""What the register and the day's list show, and what claims come to."""

from training.attendance.queries.closing import Summary, closed_at, closing_of, devices_forget, summary
from training.attendance.queries.registers import register, sessions_on_day_of, unmarked_sessions
from training.attendance.queries.resolving import Resolution, in_order, resolve
from training.attendance.queries.snapshots import snapshot

__all__ = [
    "Resolution",
    "Summary",
    "closed_at",
    "closing_of",
    "devices_forget",
    "in_order",
    "register",
    "resolve",
    "sessions_on_day_of",
    "snapshot",
    "summary",
    "unmarked_sessions",
]
