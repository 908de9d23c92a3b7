"""Loads the demonstration's surveys: two questionnaires are open, and an earlier insight survey is closed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from cms.starter.demo.surveys.own_words import CHANGES, FINDINGS, OUR_ANSWER, REMEMBERED, TO_DO_BETTER
from cms.starter.demo.surveys.respondents import invent_answers, invent_evaluations
from cms.starter.surveys import evaluation, insight
from cms.starter.surveys.loading import draft_insight
from people.models import Person
from surveys.models import AnonymousResponse, HeldText, Survey, TextState, Version
from surveys.questionnaires.operations import change_survey, close_survey, publish
from surveys.questionnaires.queries import questionnaire_of
from surveys.responses.operations import release_batches
from surveys.responses.queries.papers import Paper
from surveys.responses.queries.settling import period_of, settle
from surveys.results.operations.publishing import publish_results
from surveys.results.operations.releasing import release_answers, release_comparison
from surveys.results.queries.selections import Selection
from training.courses.operations import change_course
from training.models import Course

SEED = 2023  # the same answers on every machine
RESPONSES, EVALUATIONS = 1_200, 64
EVALUATED = ("TIP-101", "BYS-101")  # the first one has answers already
OPENED_AGO, CLOSED_AGO = timedelta(days=150), timedelta(days=75)
PUBLISHED_AGO = timedelta(days=40)
PUBLISHED = frozenset(
    {
        "area", "age_band", "feel_safe", "no_go", "no_go_where", "changed_plans", "seen_online", "hopeful",
        "things_to_do", "listened_to", "talk_to", "would_help",
    }
)  # fmt: skip
COMPARED_BY, COMPARED = "age_band", ("feel_safe", "no_go")
CLOSED = {"slug": "feeling-safe-first-survey", "title": "Feeling safe where you live: our first survey"}
FROM, UNTIL = time(9), time(17)


def load_surveys(at: datetime) -> str:
    """The insight survey and the evaluation, open for two months; the evaluation asks of two courses, and has been
    answered by attenders of one. Who reads texts is nobody who looks after attenders."""
    manager, approver, reader = _person("manager"), _person("approver"), _person("editor")
    for slug in (insight.SLUG, evaluation.SLUG):
        _open(
            Survey.objects.get(slug=slug),
            at=at - timedelta(days=21),
            lasts=timedelta(days=81),
            reviewer=reader,
            by=approver,
        )
    asks = Survey.objects.get(slug=evaluation.SLUG)
    for course in Course.objects.filter(code__in=EVALUATED):
        change_course(course=course, evaluation=asks, by=manager, at=at)
    number = _evaluate(asks, reader, at)
    return f"2 open surveys, one of them with {number} answers about a course"


def load_closed_survey(at: datetime) -> str:
    """An earlier insight survey, closed, with answers that were all invented."""
    reader, approver, analyst = _person("editor"), _person("approver"), _person("analyst")
    survey = draft_insight(at - OPENED_AGO, **CLOSED, raw_readers=[analyst])
    version = _open(survey, at=at - OPENED_AGO, lasts=OPENED_AGO - CLOSED_AGO, reviewer=reader, by=approver)
    days = [timezone.localdate(at - CLOSED_AGO - timedelta(days=back)) for back in range(70)]
    random = Random(SEED)  # noqa: S311  (nothing secret hangs on it)
    invented = invent_answers(questionnaire_of(version), RESPONSES, CHANGES, random)
    _keep(version, invented, days=days, reviewer=reader, random=random)
    closed = close_survey(survey=Survey.objects.get(pk=survey.pk), by=approver, at=at - CLOSED_AGO)
    _publish_results(closed, by=analyst, at=at - PUBLISHED_AGO)
    return f"1 closed survey with {RESPONSES} invented answers, and its results"


def _publish_results(survey: Survey, *, by: Person, at: datetime) -> None:
    """Count every answer, compare some by age, and let everybody read them with what was done about them."""
    whole = Selection()
    shown = release_answers(survey=survey, selection=whole, by=by, at=at)
    release_comparison(survey=survey, selection=whole, groups=COMPARED_BY, keys=COMPARED, by=by, at=at)
    words = {"findings": FINDINGS, "response": OUR_ANSWER}
    keys = [key for key in shown.tables if key in PUBLISHED]
    publish_results(survey=survey, **words, keys=keys, comparisons=[COMPARED_BY], by=by, at=at)


def _person(name: str) -> Person:
    return Person.objects.get(email=f"{name}@demo.example")


def _open(survey: Survey, *, at: datetime, lasts: timedelta, reviewer: Person, by: Person) -> Version:
    """Give a draft its dates and a reader of texts; somebody else then publishes it."""
    closes = timezone.localdate(at + lasts)
    facts: dict[str, Any] = {"closes_on": closes, "results_on": closes + timedelta(days=42)}
    facts |= {"reviewer": reviewer, "read_from": FROM, "read_until": UNTIL}
    return publish(survey=change_survey(survey=survey, **facts, by=_person("manager"), at=at), by=by, at=at)


def _evaluate(survey: Survey, reviewer: Person, at: datetime) -> int:
    """What attenders of the first course said, in the three weeks since it could be said."""
    version = survey.versions.get()
    days = [timezone.localdate(at - timedelta(days=back)) for back in range(1, 20)]
    random = Random(SEED)  # noqa: S311
    invented = invent_evaluations(questionnaire_of(version), EVALUATIONS, REMEMBERED, TO_DO_BETTER, random)
    _keep(version, invented, days=days, reviewer=reviewer, random=random, about=EVALUATED[0])
    release_batches(at=at)
    return EVALUATIONS


def _keep(
    version: Version,
    invented: Iterator[dict[str, Any]],
    *,
    days: Sequence[date],
    reviewer: Person,
    random: Random,
    about: str = "",
) -> None:
    """Keep answers as if they had been sent: settled by the same rules as those of people, many at a time."""
    questionnaire = questionnaire_of(version)
    rows, texts = [], []
    for answers in invented:
        quotable = tuple(answers)
        paper = Paper(version.survey_id, version.pk, answers=answers, quotable=quotable, about=about)
        settled, day = settle(questionnaire, paper, takes_text=True), random.choice(days)
        period = period_of(day, about=about)
        rows.append(AnonymousResponse(version=version, about=about, period=period, answers=settled.answers))
        texts += [
            HeldText(
                version=version, about=about, question=written.question, text=written.text,
                may_be_quoted=written.may_be_quoted, state=TextState.KEPT, read_on=max(days), read_by=reviewer,
            )
            for written in settled.texts
        ]  # fmt: skip
    AnonymousResponse.objects.bulk_create(rows, batch_size=500)
    HeldText.objects.bulk_create(texts)
