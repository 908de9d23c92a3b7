"""The survey that is measured: 25 questions of the kinds that surveys mostly ask, with two cross-tabs."""

from datetime import timedelta
from random import Random
from typing import Any

from django.utils import timezone

from surveys.models import Mode, Survey, Version
from surveys.questionnaires.definition import Kind, Option, Page, Question, Questionnaire, as_json, digest

QUESTIONS, ON_A_PAGE = 25, 5
SEVERAL = frozenset({5, 11, 17})  # of which several options can be chosen, among one-option questions
SCALES = frozenset({3, 8, 13})
OPTIONS = tuple(Option(f"option_{number}") for number in range(1, 7))
POINTS = tuple(Option(str(point)) for point in range(1, 6))


def _question(number: int) -> Question:
    name = f"q{number}"
    if number in SCALES:
        return Question(name, Kind.SCALE, POINTS)
    return Question(name, Kind.SEVERAL if number in SEVERAL else Kind.SINGLE, OPTIONS)


_ASKED = tuple(_question(number) for number in range(1, QUESTIONS + 1))
_STARTS = range(0, QUESTIONS, ON_A_PAGE)
MEASURED = Questionnaire(
    tuple(Page(f"page_{start}", _ASKED[start : start + ON_A_PAGE]) for start in _STARTS),
    crosstabs=(("q1", "q24"), ("q2", "q25")),
)


def launch(mode: Mode) -> Survey:
    """The survey, open, in one mode."""
    today, structure = timezone.localdate(), as_json(MEASURED)
    survey = Survey.objects.create(
        title="Measured",
        slug=f"measured-{mode.name.lower()}-{Survey.objects.count()}",
        mode=mode,
        launched_at=timezone.now(),
        closes_on=today + timedelta(days=30),
        results_on=today + timedelta(days=60),
    )
    words: dict[str, dict[str, str]] = {"en": {}}
    facts = {"structure": structure, "words": words, "digest": digest(structure, words)}
    Version.objects.create(survey=survey, number=1, published_at=timezone.now(), **facts)
    return survey


def some_answers(chance: Random) -> dict[str, Any]:
    """What one person might answer: a tenth of the questions are left, the lower options are chosen more often."""
    return {question.id: _answer(question, chance) for question in _ASKED}


def _answer(question: Question, chance: Random) -> Any:
    if chance.random() < 0.1:
        return "~skipped"
    ids = [option.id for option in question.options]
    if question.kind == Kind.SEVERAL:
        chosen = set(chance.sample(ids, chance.randint(1, 3)))
        return [option for option in ids if option in chosen]
    return ids[min(int(chance.expovariate(0.6)), len(ids) - 1)]
