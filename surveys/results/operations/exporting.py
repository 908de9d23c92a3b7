"""Taking results away as files, and writing down who did."""

import re
from datetime import datetime

from django.db import transaction

from documents.exports import log_export
from people.models import Person
from surveys.models import Mode, Survey
from surveys.results.exports.answers import kept_texts, single_answers
from surveys.results.exports.codebook import codebook
from surveys.results.exports.files import File, Format, answer_file, table_file, text_file
from surveys.results.operations.releasing import AnswersDeleted, StillOpen
from surveys.results.queries.counting import ground_of
from surveys.results.queries.joined import joined
from surveys.results.queries.refusals import ResultsRefusal
from surveys.results.queries.shown import Question

LEAST_REASON = 15  # letters: a word or two say nothing to whoever reads the log


class KeepsNoRows(ResultsRefusal):
    """Single answers of a survey that keeps none."""

    def __init__(self) -> None:
        super().__init__(
            "This survey counts answers and keeps no list of them, as people were promised. So there are no single "
            "answers to take away, for anybody. Its tables can be downloaded."
        )


class NoReason(ResultsRefusal):
    """Single answers for no reason that anybody could read."""

    def __init__(self) -> None:
        super().__init__(
            f"Write why you need single answers, and what for, in {LEAST_REASON} letters or more. It is kept with your "
            "name in the log that administrators read."
        )


@transaction.atomic
def take_tables(*, survey: Survey, questions: list[Question], form: Format, by: Person | None, at: datetime) -> File:
    """Tables that were released, as a file. Refusals: StillOpen."""
    if survey.closed_at is None:
        raise StillOpen
    name, entries = file_name(survey, "results"), codebook(joined(survey))
    log_export(
        action="surveys.results.export", title=survey.title, of=survey, by=by, rows=len(questions), form=form.value
    )
    return table_file(name, survey.title, questions, entries, form)


@transaction.atomic
def take_answers(*, survey: Survey, form: Format, reason: str, by: Person, at: datetime) -> File:
    """Single answers, for one of the few whom the survey names. Who took them, when, how many and why stays in the log.
    Refusals: StillOpen, AnswersDeleted, KeepsNoRows, NoReason; and TooManyRows for a workbook."""
    reason = _checked(survey, reason)
    ground = ground_of(survey)
    answers = single_answers(ground)
    file = answer_file(file_name(survey, "answers"), survey.title, answers, codebook(ground.joined), form)
    _log_taking(survey, by, len(answers.rows), form.value, reason)
    return file


@transaction.atomic
def take_texts(*, survey: Survey, reason: str, by: Person, at: datetime) -> File:
    """What people wrote and its reader kept, apart from what else they answered. Refusals: StillOpen, AnswersDeleted,
    NoReason."""
    reason = _checked(survey, reason, needs_rows=False)
    texts = kept_texts(ground_of(survey))
    _log_taking(survey, by, len(texts), "texts", reason)
    return text_file(file_name(survey, "own-words"), texts)


def file_name(survey: Survey, what: str) -> str:
    """What a file is called, without its ending."""
    return f"{re.sub(r'[^a-z0-9-]', '-', survey.slug)}-{what}"


def _checked(survey: Survey, reason: str, *, needs_rows: bool = True) -> str:
    """The reason. The survey is locked until the file is made, so that nothing of it is deleted meanwhile."""
    survey = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if survey.closed_at is None:
        raise StillOpen
    if survey.answers_deleted_on is not None:
        raise AnswersDeleted(survey.answers_deleted_on)
    if needs_rows and survey.mode == Mode.COUNTED:
        raise KeepsNoRows
    if len(reason.strip()) < LEAST_REASON:
        raise NoReason
    return reason.strip()


def _log_taking(survey: Survey, by: Person, rows: int, form: str, reason: str) -> None:
    log_export(
        action="surveys.results.export_raw",
        title=survey.title,
        of=survey,
        by=by,
        rows=rows,
        form=form,
        reason=reason,
    )
