"""Moving the answers of a survey that becomes more private to the table of its new mode."""

from collections import Counter, defaultdict
from random import SystemRandom
from typing import Any

from django.db import transaction

from surveys.questionnaires.models import Mode, Survey
from surveys.questionnaires.queries.versions import questionnaire_of
from surveys.responses.models import ROWS, AnonymousResponse, PairedResponse, Wave
from surveys.responses.operations.closing import forget_secrets
from surveys.responses.operations.tallying import add_numbers
from surveys.responses.queries.tallying import Cell, cells

AT_ONCE = 500


@transaction.atomic
def make_answers_more_private(survey: Survey, was: Mode, becomes: Mode) -> None:
    """Take from every answer what the new mode does not keep, and leave nothing in the table of the old one. Called in
    the transaction that changes the mode, after it is changed: the database takes rows of the new mode only then.

    To paired or anonymous: the person, the day and the token go, and the rows wait for their batch as all others. Of a
    named answer nobody knows whether it was before or after a course: it counts as after. To counted: each answer is
    added to the totals. Where the survey is closed no batch will come, so all is shuffled and released at once.
    """
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    rows = ROWS[was].objects.filter(version__survey=survey)
    if becomes == Mode.COUNTED:
        _count(rows.select_related("version"))
    else:
        _copy(rows, was, becomes, is_closed=survey.closed_at is not None)
    rows.delete()
    if was == Mode.PAIRED:
        transaction.on_commit(lambda: forget_secrets(survey))


def _copy(rows: Any, was: Mode, becomes: Mode, *, is_closed: bool) -> None:
    kept = ["version_id", "about", "period", "answers", "is_released"]
    told = list(rows.values(*kept))
    SystemRandom().shuffle(told)
    # With a name beside them, rows were never shuffled before, whatever they say of themselves.
    changed: dict[str, Any] = {"is_released": is_closed} if was == Mode.NAMED else {}
    if becomes == Mode.PAIRED:
        PairedResponse.objects.bulk_create(
            (PairedResponse(**{**row, **changed}, wave=Wave.AFTER) for row in told), batch_size=AT_ONCE
        )
    else:
        AnonymousResponse.objects.bulk_create(
            (AnonymousResponse(**{**row, **changed}) for row in told), batch_size=AT_ONCE
        )


def _count(rows: Any) -> None:
    numbers: dict[tuple[Any, str], Counter[Cell]] = defaultdict(Counter)
    for row in rows.iterator():
        numbers[row.version, row.about].update(cells(questionnaire_of(row.version), row.answers))
    for (version, about), counted in numbers.items():
        add_numbers(version=version, about=about, numbers=counted)
