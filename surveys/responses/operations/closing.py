"""What happens to answers when a survey closes, and what is forgotten then."""

import contextlib
import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from surveys.questionnaires.models import Mode, Survey
from surveys.questionnaires.operations import AlreadyClosed, close_survey
from surveys.responses.models import ROWS, PairedResponse, SavedPaper, Spent, Wave
from surveys.responses.operations.releasing import SHUFFLED, write_anew
from surveys.responses.operations.shuffling import random_key, shuffle
from surveys.responses.queries.pairing import secret_files, surveys_with_secrets

AT_ONCE = 500


@transaction.atomic
def settle_closed_survey(survey: Survey, at: datetime) -> None:
    """Join what is paired, release everything, also less than a batch, in one new order, and forget the codes, the
    fingerprints of what was sent, and pages that were saved. Called in the transaction that closes the survey."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if survey.mode == Mode.PAIRED:
        _join_pairs(survey)
    if survey.mode in SHUFFLED:
        rows = ROWS[Mode(survey.mode)].objects.filter(version__survey=survey)
        shuffle(rows, anew={"key": random_key(), "is_released": "TRUE"})
    Spent.objects.filter(survey=survey).delete()
    write_anew(survey)
    SavedPaper.objects.filter(survey=survey).delete()
    transaction.on_commit(lambda: forget_secrets(survey))


def forget_secrets(survey: Survey) -> None:
    """Delete the secrets of a survey: what they made of people's codes can never be made again."""
    for file in secret_files(survey):
        file.unlink(missing_ok=True)


def forget_old_secrets() -> int:
    """Delete the secrets of surveys that have closed, where a crash came between closing and deleting; how many."""
    closed = Survey.objects.exclude(closed_at=None)
    files = [file for survey in closed.filter(pk__in=surveys_with_secrets()) for file in secret_files(survey)]
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)


def close_due_surveys(*, at: datetime) -> int:
    """Close those whose last day is over; how many. May run twice: the second time finds nothing to close."""
    closed = 0
    for survey in Survey.objects.to_close(at):
        with contextlib.suppress(AlreadyClosed):
            close_survey(survey=survey, by=None, at=at)
            closed += 1
    return closed


def _join_pairs(survey: Survey) -> None:
    """Give answers from before and after one random number, where a token is there exactly once each; leave all others
    unpaired, since nobody could say which belong together; and delete every token."""
    rows = PairedResponse.objects.filter(version__survey=survey)
    waves = {wave: Count("pk", filter=Q(wave=wave)) for wave in Wave.values}
    found = rows.exclude(token="").values("token").annotate(**waves).filter(**dict.fromkeys(waves, 1)).order_by()
    pairs = {each["token"]: uuid.uuid4() for each in found}
    joined = [row for row in rows.exclude(token="").only("key", "token") if row.token in pairs]
    for row in joined:
        row.pair, row.token = pairs[row.token], ""
    PairedResponse.objects.bulk_update(joined, ["pair", "token"], batch_size=AT_ONCE)
    rows.exclude(token="").update(token="")
