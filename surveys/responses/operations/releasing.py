"""Releasing answers in shuffled batches, so that no row can be told by when it came."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet

from surveys.questionnaires.models import Mode, Survey
from surveys.responses.models import ROWS, HeldText, Spent, Tally, TextState
from surveys.responses.operations.shuffling import random_key, random_number, shown_key, shuffle
from surveys.responses.queries.readable import are_enough

# As many as must be in a base before anything of it is shown.
LEAST_BATCH = 10
SHUFFLED = frozenset({Mode.PAIRED, Mode.ANONYMOUS})


def release_batches(*, at: datetime) -> int:
    """Release what waits in each open survey, and for each course apart, where at least ten wait: less would tell who
    came when. The rest waits for more, or for the survey to close. Unread texts are shown to their reader, once there
    are ten. All else that a sending wrote is written anew as well. How many rows were released. May run twice: the
    second time finds nothing to do."""
    return sum(_release(key) for key in Survey.objects.open(at).values_list("pk", flat=True))


@transaction.atomic
def _release(key: int) -> int:
    survey = Survey.objects.select_for_update().get(pk=key)
    if survey.closed_at is not None:  # meanwhile, and closing releases everything
        return 0
    released = 0
    if survey.mode in SHUFFLED:
        counts = _waiting(survey).values_list("about").annotate(number=Count("pk")).order_by()
        full = [about for about, number in counts if number >= LEAST_BATCH]
        released = sum(release(survey, about=about) for about in full)
    write_anew(survey)
    return released


def _waiting(survey: Survey) -> QuerySet:
    rows: QuerySet = ROWS[Mode(survey.mode)].objects.filter(version__survey=survey, is_released=False)
    return rows


def release(survey: Survey, *, about: str) -> int:
    """Release what waits in a survey whose row the caller has locked, about one course or (empty) about none."""
    return shuffle(_waiting(survey).filter(about=about), anew={"key": random_key(), "is_released": "TRUE"})


def write_anew(survey: Survey) -> None:
    """Cut what the database itself knows of how totals, unread texts, fingerprints and rows that wait came: each was
    written by the transaction that took the answer, beside what else the same person sent. Here all of them are written
    by one. The caller has locked the survey's row."""
    shuffle(Spent.objects.filter(survey=survey))
    shown = {"key": shown_key()} if are_enough(survey) else {}
    shuffle(HeldText.objects.filter(version__survey=survey, state=TextState.HELD), anew=shown)
    if survey.mode == Mode.COUNTED:
        shuffle(Tally.objects.filter(version__survey=survey), anew={"id": random_number()})
    elif survey.mode in SHUFFLED:
        shuffle(_waiting(survey))
