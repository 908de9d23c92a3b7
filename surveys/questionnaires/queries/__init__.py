"""Reads of surveys: the draft and what is wrong with it, published versions and how they differ, translations."""

from surveys.questionnaires.queries.differences import Differences, differences
from surveys.questionnaires.queries.drafts import Draft, checked_draft_of, draft_of
from surveys.questionnaires.queries.languages import LANGUAGES, direction, language_name
from surveys.questionnaires.queries.problems import Problem
from surveys.questionnaires.queries.versions import current_version, questionnaire_of
from surveys.questionnaires.queries.written_contents import as_content

__all__ = [
    "LANGUAGES",
    "Differences",
    "Draft",
    "Problem",
    "as_content",
    "checked_draft_of",
    "current_version",
    "differences",
    "direction",
    "draft_of",
    "language_name",
    "questionnaire_of",
]
