"""The verbs of responses: taking answers, releasing them, and forgetting what need not be known."""

from surveys.responses.operations.closing import forget_secrets, settle_closed_survey
from surveys.responses.operations.privacy import make_answers_more_private
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
from surveys.responses.operations.releasing import release_batches
from surveys.responses.operations.saving import delete_old_papers, save_for_later, take_up
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
    "delete_old_papers",
    "forget_secrets",
    "is_code",
    "make_answers_more_private",
    "make_codes",
    "on_answered",
    "release_batches",
    "save_for_later",
    "settle_closed_survey",
    "submit",
    "take_up",
]
