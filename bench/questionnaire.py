"""The survey that is measured: 25 questions of the kinds that surveys mostly ask, and what people might answer."""

from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from surveys.models import Mode, Survey, Version
from surveys.questionnaires.definition import Kind, Option, Page, Question, Questionnaire, as_json, digest

QUESTIONS, ON_A_PAGE, ROWS = 25, 5, 4
KINDS = (Kind.SINGLE, Kind.SCALE, Kind.SINGLE, Kind.SEVERAL, Kind.GRID)
OPTIONS = {Kind.SINGLE: 6, Kind.SCALE: 5, Kind.SEVERAL: 8, Kind.GRID: 5}


def _question(number: int) -> Question:
    kind = KINDS[number % len(KINDS)]
    options = tuple(Option(f"option_{at}") for at in range(OPTIONS[kind]))
    rows = tuple(f"row_{at}" for at in range(ROWS)) if kind is Kind.GRID else ()
    return Question(f"question_{number}", kind, options, rows)


ASKED = tuple(_question(number) for number in range(QUESTIONS))
MEASURED = Questionnaire(
    tuple(Page(f"page_{first}", ASKED[first : first + ON_A_PAGE]) for first in range(0, QUESTIONS, ON_A_PAGE)),
    crosstabs=(("question_0", "question_22"), ("question_1", "question_20")),
)


def launch(mode: Mode, *, closes_on: date | None = None) -> Version:
    """The survey in one mode, open for a month unless another last day is given; and its one version."""
    last, structure = closes_on or timezone.localdate() + timedelta(days=30), as_json(MEASURED)
    survey = Survey.objects.create(
        title="Measured",
        slug=f"measured-{Survey.objects.count()}",
        mode=mode,
        launched_at=timezone.now() - timedelta(days=60),
        months_kept=24,
        closes_on=last,
        results_on=last + timedelta(days=30),
    )
    words: dict[str, dict[str, str]] = {"en": {}}
    facts = {"structure": structure, "words": words, "digest": digest(structure, words)}
    return Version.objects.create(survey=survey, number=1, published_on=timezone.localdate(), **facts)


def some_answers(chance: Random) -> dict[str, Any]:
    """What one person might answer: one question in twenty is left or refused."""
    return {question.id: _answer(question, chance) for question in ASKED}


def _answer(question: Question, chance: Random) -> Any:
    if chance.random() < 0.05:
        return chance.choice(["~prefer_not", "~skipped"])
    ids = [option.id for option in question.options]
    if question.kind is Kind.SEVERAL:
        return [each for each in ids if chance.random() < 0.3] or ids[:1]
    if question.kind is Kind.GRID:
        return {row: chance.choice(ids) for row in question.rows}
    return chance.choice(ids)
