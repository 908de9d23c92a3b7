"""Results of a survey with a hundred thousand responses, beside SQL written by hand for the same tables."""

import random
import time
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from surveys.models import AnonymousResponse, Survey, Version
from surveys.questionnaires.definition import Kind, Option, Page, Question, Questionnaire, as_json, digest
from surveys.results.operations.releasing import release_answers
from surveys.results.queries.counting import count, ground_of
from surveys.results.queries.selections import Selection
from surveys.results.queries.tables import questions_by_themselves

RESPONSES, QUESTIONS, RUNS = 100_000, 25, 3
KINDS = (Kind.SINGLE, Kind.SCALE, Kind.SINGLE, Kind.SEVERAL, Kind.GRID)
BY_HAND = """
    SELECT e.key, e.value, COUNT(*)
    FROM surveys_anonymousresponse r CROSS JOIN LATERAL jsonb_each_text(r.answers) e
    WHERE r.version_id = %s AND r.is_released GROUP BY 1, 2"""
WHERE = "FROM surveys_anonymousresponse r WHERE r.version_id = %s AND r.is_released"
BY_KIND = {
    Kind.SINGLE: f"SELECT r.answers ->> %s, COUNT(*) {WHERE} GROUP BY 1",
    Kind.SCALE: f"SELECT r.answers ->> %s, COUNT(*) {WHERE} GROUP BY 1",
    Kind.SEVERAL: """
        SELECT o, COUNT(*) FROM surveys_anonymousresponse r
        CROSS JOIN LATERAL jsonb_array_elements_text(
            CASE jsonb_typeof(r.answers -> %s) WHEN 'array' THEN r.answers -> %s END
        ) o
        WHERE r.version_id = %s AND r.is_released GROUP BY 1""",
    Kind.GRID: """
        SELECT o.key, o.value, COUNT(*) FROM surveys_anonymousresponse r
        CROSS JOIN LATERAL jsonb_each_text(CASE jsonb_typeof(r.answers -> %s) WHEN 'object' THEN r.answers -> %s END) o
        WHERE r.version_id = %s AND r.is_released GROUP BY 1, 2""",
}


def results() -> dict[str, Any]:
    """Every table of 25 questions over 100,000 responses: ours, and SQL by hand in two ways, of which ours is held
    against the faster. Then the same with protection, the register and writing it all down."""
    survey = _laid()
    version = survey.versions.get()
    kinds = [(question.id, question.kind) for question in _questionnaire().questions()]
    one_pass = _best(lambda: _fetch(BY_HAND, [version.pk]))
    one_by_one = _best(lambda: [_one(name, kind, version.pk) for name, kind in kinds])
    ours = _best(lambda: _count(survey))
    begun = time.monotonic()
    released = release_answers(survey=survey, selection=Selection(), by=None, at=timezone.now())
    whole = time.monotonic() - begun
    return {
        "responses": RESPONSES,
        "questions": QUESTIONS,
        "tables": len(released.tables),
        "seconds": round(ours, 3),
        "seconds_by_hand_in_one_pass": round(one_pass, 3),
        "seconds_by_hand_question_by_question": round(one_by_one, 3),
        "results_to_hand_written": round(ours / min(one_pass, one_by_one), 3),
        "seconds_with_protection_and_register": round(whole, 3),
    }


def _count(survey: Survey) -> None:
    ground = ground_of(survey)
    questions_by_themselves(ground, count(ground))


def _fetch(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _one(name: str, kind: Kind, version: int) -> list[Any]:
    """One question by hand: its name stands wherever its statement asks for it."""
    sql = BY_KIND[kind]
    return _fetch(sql, [*[name] * (sql.count("%s") - 1), version])


def _best(act: Callable[[], Any]) -> float:
    found = []
    for _ in range(RUNS):
        begun = time.monotonic()
        act()
        found.append(time.monotonic() - begun)
    return min(found)


@cache
def _questionnaire() -> Questionnaire:
    """Five of each: one of six options, a point of a scale, one of six again, several of eight, a grid of four rows."""
    options = {Kind.SINGLE: 6, Kind.SCALE: 5, Kind.SEVERAL: 8, Kind.GRID: 5}
    pages = []
    for number in range(QUESTIONS):
        kind = KINDS[number % len(KINDS)]
        chosen = tuple(Option(f"option_{at}") for at in range(options[kind]))
        rows = tuple(f"row_{at}" for at in range(4)) if kind is Kind.GRID else ()
        pages.append(Page(f"page_{number}", (Question(f"question_{number}", kind, chosen, rows),)))
    return Questionnaire(tuple(pages))


def _laid() -> Survey:
    """A closed survey with its responses, all of which were released."""
    now, today = timezone.now(), timezone.localdate()
    structure = as_json(_questionnaire())
    dates = {"closes_on": today - timedelta(days=1), "results_on": today + timedelta(days=1)}
    survey = Survey.objects.create(title="Bench", slug="bench", launched_at=now - timedelta(days=30), **dates)
    words: dict[str, Any] = {"en": {}}
    version = Version.objects.create(
        survey=survey, number=1, structure=structure, words=words, digest=digest(structure, words), published_at=now
    )
    chance = random.Random(25)  # noqa: S311  (the same answers in every run)
    rows = (_response(version, chance) for _ in range(RESPONSES))
    AnonymousResponse.objects.bulk_create(rows, batch_size=2_000)
    Survey.objects.filter(pk=survey.pk).update(closed_at=now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE surveys_anonymousresponse")
    survey.refresh_from_db()
    return survey


def _response(version: Version, chance: random.Random) -> AnonymousResponse:
    answers = {question.id: _answer(question, chance) for question in _questionnaire().questions()}
    key = UUID(int=chance.getrandbits(128), version=4)
    period = f"2026-W{chance.randint(10, 14)}"
    return AnonymousResponse(key=key, version=version, answers=answers, period=period, is_released=True)


def _answer(question: Question, chance: random.Random) -> Any:
    if chance.random() < 0.05:
        return chance.choice(["~prefer_not", "~skipped"])
    ids = [option.id for option in question.options]
    if question.kind is Kind.SEVERAL:
        return [each for each in ids if chance.random() < 0.3] or ids[:1]
    if question.kind is Kind.GRID:
        return {row: chance.choice(ids) for row in question.rows}
    return chance.choice(ids)
