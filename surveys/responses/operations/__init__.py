"""The verbs of responses: taking answers, releasing them, and forgetting what need not be known."""

from surveys.responses.operations.closing import close_due_surveys, forget_old_secrets, settle_closed_survey
from surveys.responses.operations.deleting import delete_answers, tell_of_deletions
from surveys.responses.operations.keeping import DeletedTonight, NeverKeptLonger, NothingLeftToKeep, keep_for_less_long
from surveys.responses.operations.printing import NoCodesNeeded, print_codes
from surveys.responses.operations.privacy import make_answers_more_private
from surveys.responses.operations.reading import (
    AlreadyRead,
    NotTheReader,
    OnlyTakeOut,
    TextRefusal,
    keep_shortened,
    keep_text,
    refuse_additions,
    remove_text,
)
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
from surveys.responses.operations.submitting import submit
from surveys.responses.operations.telling import tell_readers
from surveys.responses.operations.texts import NotKept, NotQuoted, remove_kept_text, withdraw_quotation
from surveys.responses.queries.printed_codes import make_codes

__all__ = [
    "AlreadyRead",
    "AlreadySent",
    "AnswerRefused",
    "CodeSpent",
    "DeletedTonight",
    "NameNeeded",
    "NeverKeptLonger",
    "NoCodesNeeded",
    "NotACode",
    "NotASavedPage",
    "NotKept",
    "NotQuoted",
    "NotTheReader",
    "NotThisSurvey",
    "NothingLeftToKeep",
    "OnlyTakeOut",
    "ResponseRefusal",
    "SurveyClosed",
    "TextRefusal",
    "WaveNeeded",
    "close_due_surveys",
    "delete_answers",
    "delete_old_papers",
    "forget_old_secrets",
    "keep_for_less_long",
    "keep_shortened",
    "keep_text",
    "make_answers_more_private",
    "make_codes",
    "print_codes",
    "refuse_additions",
    "release_batches",
    "remove_kept_text",
    "remove_text",
    "save_for_later",
    "settle_closed_survey",
    "submit",
    "take_up",
    "tell_of_deletions",
    "tell_readers",
    "withdraw_quotation",
]
