"""What the register and the day's list show, and what claims come to."""

from training.attendance.queries.evaluations import occasion_of
from training.attendance.queries.registers import register, sessions_on_day_of, unmarked_sessions
from training.attendance.queries.resolving import Resolution, resolve

__all__ = ["Resolution", "occasion_of", "register", "resolve", "sessions_on_day_of", "unmarked_sessions"]
