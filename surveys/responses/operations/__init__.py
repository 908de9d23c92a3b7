"""The verbs of responses: taking answers, releasing them, and forgetting what need not be known."""

from surveys.responses.operations.refusals import (
    AlreadySent,
    AnswerRefused,
    CodeSpent,
    NameNeeded,
    NotACode,
    NotASavedPage,
    NotThisSurvey,
    ResponseRefusal,
    SurveyClosed,
    WaveNeeded,
)
from surveys.responses.operations.submitting import on_answered, submit
from surveys.responses.queries.printed_codes import is_code, make_codes

__all__ = [
    "AlreadySent",
    "AnswerRefused",
    "CodeSpent",
    "NameNeeded",
    "NotACode",
    "NotASavedPage",
    "NotThisSurvey",
    "ResponseRefusal",
    "SurveyClosed",
    "WaveNeeded",
    "is_code",
    "make_codes",
    "on_answered",
    "submit",
]
