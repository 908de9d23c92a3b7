"""Sessions, the series they belong to, the venues they are held in, and sessions whose date is not set yet."""

from training.sessions.models.choices import LINK_DUE, FairnessPolicy, Lack, SessionStatus
from training.sessions.models.filters import SessionQuerySet
from training.sessions.models.series import Series
from training.sessions.models.sessions import DOORS_OPEN_BEFORE_START, Session
from training.sessions.models.undated import UndatedSession
from training.sessions.models.venues import Language, SessionMode, Venue

__all__ = [
    "DOORS_OPEN_BEFORE_START",
    "LINK_DUE",
    "FairnessPolicy",
    "Lack",
    "Language",
    "Series",
    "Session",
    "SessionMode",
    "SessionQuerySet",
    "SessionStatus",
    "UndatedSession",
    "Venue",
]
