"""Sessions, the series they belong to, the venues they are held in, and sessions whose date is not set yet."""

from training.sessions.models.series import Series
from training.sessions.models.sessions import FairnessPolicy, Session, SessionQuerySet, SessionStatus
from training.sessions.models.undated import UndatedSession
from training.sessions.models.venues import Language, SessionMode, Venue

__all__ = [
    "FairnessPolicy",
    "Language",
    "Series",
    "Session",
    "SessionMode",
    "SessionQuerySet",
    "SessionStatus",
    "UndatedSession",
    "Venue",
]
