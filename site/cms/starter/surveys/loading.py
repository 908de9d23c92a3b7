"""Makes the questionnaires of a new site: drafts, with their translations, which staff give dates and publish."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from typing import Any

from cms.starter.surveys import before_and_after, evaluation, insight
from surveys.models import Mode, Purpose, Survey
from surveys.questionnaires.definition import SOURCE, Questionnaire
from surveys.questionnaires.operations import create_survey, save_translation
from surveys.questionnaires.queries import as_content

OF_THE_SURVEY = ("title", "introduction", "thanks")


def load_questionnaires(at: datetime) -> str:
    """The insight survey, the evaluation of a course, and the questions before and after one, as drafts."""
    draft_insight(at, slug=insight.SLUG)
    facts = {"slug": evaluation.SLUG, "mode": Mode.ANONYMOUS, "purpose": Purpose.EVALUATION}
    make_draft("evaluation", evaluation.EVALUATION, evaluation.LANGUAGES, at=at, **facts)
    facts = {"slug": before_and_after.SLUG, "mode": Mode.PAIRED, "purpose": Purpose.EVALUATION}
    make_draft("before_and_after", before_and_after.BEFORE_AND_AFTER, before_and_after.LANGUAGES, at=at, **facts)
    return "3 questionnaires, as drafts"


def draft_insight(at: datetime, **facts: Any) -> Survey:
    """The insight survey as a draft, in all its languages."""
    told = {"mode": Mode.ANONYMOUS, "purpose": Purpose.INSIGHT, **facts}
    return make_draft("insight", insight.INSIGHT, insight.LANGUAGES, at=at, **told)


def make_draft(
    name: str, questionnaire: Questionnaire, languages: Sequence[str], *, at: datetime, **facts: Any
) -> Survey:
    """One draft with its words, and with those of every other language as a translation of them."""
    texts = words_of(name, SOURCE)
    said = {part: texts[part] for part in OF_THE_SURVEY}
    content = as_content(questionnaire, texts)
    told = {**said, "languages": list(languages), **facts}
    survey = create_survey(**told, content=content, by=None, at=at)
    for language in languages:
        save_translation(survey=survey, language=language, texts=words_of(name, language), by=None, at=at)
    return survey


def words_of(name: str, language: str) -> Mapping[str, str]:
    """The words of a questionnaire in one language, by their keys."""
    read: dict[str, str] = json.loads((files(__package__) / "words" / f"{name}.{language}.json").read_text("utf-8"))
    return read
