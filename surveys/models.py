"""The map of surveys: questions are published in versions, answered in one of four modes, and results are released."""

from surveys.questionnaires.models import (
    Mode,
    Purpose,
    Survey,
    SurveyStatus,
    Translation,
    Version,
    WordingFix,
)
from surveys.responses.models import (
    AnonymousResponse,
    HeldText,
    NamedResponse,
    PairedResponse,
    SavedPaper,
    Spent,
    Tally,
    TextState,
    Wave,
)
from surveys.results.models import Counting, Publication, ReleasedTable

__all__ = [
    "AnonymousResponse",
    "Counting",
    "HeldText",
    "Mode",
    "NamedResponse",
    "PairedResponse",
    "Publication",
    "Purpose",
    "ReleasedTable",
    "SavedPaper",
    "Spent",
    "Survey",
    "SurveyStatus",
    "Tally",
    "TextState",
    "Translation",
    "Version",
    "Wave",
    "WordingFix",
]
