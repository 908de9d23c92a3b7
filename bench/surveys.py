"""Results of a survey with a hundred thousand responses, beside SQL written by hand for the same tables."""

import time
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from bench.questionnaire import ASKED, QUESTIONS, launch, some_answers
from surveys.models import AnonymousResponse, Mode, ReleasedTable, Survey, Version
from surveys.questionnaires.definition import Kind
from surveys.results.operations.releasing import release_answers
from surveys.results.queries.counting import count, ground_of
from surveys.results.queries.selections import Selection
from surveys.results.queries.tables import questions_by_themselves

RESPONSES, RUNS = 100_000, 3
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
    version = _laid()
    survey = version.survey
    kinds = [(question.id, question.kind) for question in ASKED]
    one_pass, one_by_one, ours = _best(
        lambda: _fetch(BY_HAND, [version.pk]),
        lambda: [_one(name, kind, version.pk) for name, kind in kinds],
        lambda: _count(survey),
    )
    whole = _timed(lambda: release_answers(survey=survey, selection=Selection(), by=None, at=timezone.now()))
    return {
        "responses": RESPONSES,
        "questions": QUESTIONS,
        "tables": ReleasedTable.objects.filter(survey=survey).count(),
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


def _best(*acts: Callable[[], Any]) -> list[float]:
    """The shortest time of each, in seconds: they take turns, so that what else the machine does is shared by all."""
    return [min(times) for times in zip(*([_timed(act) for act in acts] for _ in range(RUNS)), strict=True)]


def _timed(act: Callable[[], Any]) -> float:
    begun = time.monotonic()
    act()
    return time.monotonic() - begun


def _laid() -> Version:
    """A closed survey with its responses, all of which were released."""
    version, chance = launch(Mode.ANONYMOUS, closes_on=timezone.localdate() - timedelta(days=1)), Random(25)  # noqa: S311
    rows = (_response(version, chance) for _ in range(RESPONSES))
    AnonymousResponse.objects.bulk_create(rows, batch_size=2_000)
    Survey.objects.filter(pk=version.survey_id).update(closed_at=timezone.now())
    version.survey.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) surveys_anonymousresponse")
    return version


def _response(version: Version, chance: Random) -> AnonymousResponse:
    key, period = UUID(int=chance.getrandbits(128), version=4), f"2026-W{chance.randint(10, 14)}"
    return AnonymousResponse(key=key, version=version, answers=some_answers(chance), period=period, is_released=True)
