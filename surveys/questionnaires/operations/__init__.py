"""Every write to surveys and their questions, with its refusals."""

from surveys.questionnaires.operations.publishing import (
    fix_wording,
    mend_words,
    publish,
)
from surveys.questionnaires.operations.refusals import (
    AddressTaken,
    AlreadyClosed,
    ChangedSince,
    ChangesWhatIsAsked,
    FixedAtLaunch,
    NamedByApprovers,
    NamesThemselves,
    NeverLessPrivate,
    NoReason,
    NotALanguageOfIt,
    NotATextOfIt,
    NothingToPublish,
    NotLaunched,
    NotReady,
    RepeatsAnotherAnswer,
    StillNeedsAReader,
    SurveyRefusal,
)
from surveys.questionnaires.operations.surveys import (
    change_survey,
    close_survey,
    create_survey,
    make_more_private,
    on_closed,
    on_more_private,
)
from surveys.questionnaires.operations.translations import (
    save_translation,
)

__all__ = [
    "AddressTaken",
    "AlreadyClosed",
    "ChangedSince",
    "ChangesWhatIsAsked",
    "FixedAtLaunch",
    "NamedByApprovers",
    "NamesThemselves",
    "NeverLessPrivate",
    "NoReason",
    "NotALanguageOfIt",
    "NotATextOfIt",
    "NotLaunched",
    "NotReady",
    "NothingToPublish",
    "RepeatsAnotherAnswer",
    "StillNeedsAReader",
    "SurveyRefusal",
    "change_survey",
    "close_survey",
    "create_survey",
    "fix_wording",
    "make_more_private",
    "mend_words",
    "on_closed",
    "on_more_private",
    "publish",
    "save_translation",
]
