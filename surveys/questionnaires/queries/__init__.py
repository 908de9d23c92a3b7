"""Reads of surveys: the draft and what is wrong with it, published versions and how they differ, translations."""

from surveys.questionnaires.queries.versions import current_version, questionnaire_of

__all__ = ["current_version", "questionnaire_of"]
