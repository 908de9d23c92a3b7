"""Every write to surveys and their questions, with its refusals."""

from surveys.questionnaires.operations.refusals import (
    AddressTaken,
    AlreadyClosed,
    FixedAtLaunch,
    NamesThemselves,
    NeverLessPrivate,
    NotLaunched,
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

__all__ = [
    "AddressTaken",
    "AlreadyClosed",
    "FixedAtLaunch",
    "NamesThemselves",
    "NeverLessPrivate",
    "NotLaunched",
    "StillNeedsAReader",
    "SurveyRefusal",
    "change_survey",
    "close_survey",
    "create_survey",
    "make_more_private",
    "on_closed",
    "on_more_private",
]
