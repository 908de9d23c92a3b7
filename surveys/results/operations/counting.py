"""Counting what staff asked for, away from the request: it can take many seconds. Each is done once, by one worker."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from people.models import Person
from surveys.models import Counting, Survey
from surveys.results.operations.releasing import (
    AnswersDeleted,
    Released,
    StillOpen,
    is_released,
    release_answers,
    release_comparison,
)
from surveys.results.queries.counting import outline_of
from surveys.results.queries.refusals import ResultsRefusal
from surveys.results.queries.selections import Look

logger = logging.getLogger(__name__)
MOST_TRIES = 3  # a worker that is killed does not say so
KEPT_FOR = timedelta(days=7)
WENT_WRONG = "Something went wrong on our side, and this was not counted. Nothing was lost. Please ask once more."


def ask_for_count(*, survey: Survey, look: Look, by: Person | None, at: datetime) -> Counting | None:
    """Ask that something is counted and released, and send for a worker once that is committed; None where all of it
    was released before. What is asked for already, and not done yet, is not asked for twice. Refusals: StillOpen,
    AnswersDeleted."""
    if survey.closed_at is None:
        raise StillOpen
    if is_released(survey, look, outline_of(survey).compared(look)):
        return None
    if survey.answers_deleted_on is not None:
        raise AnswersDeleted(survey.answers_deleted_on)
    facts = {"asked_by": by, "asked_at": at}
    asked, is_new = Counting.objects.get_or_create(survey=survey, asked=look.query, done_at=None, defaults=facts)
    if is_new:
        from surveys.results.tasks import count  # tasks call the operations, and these ask for a task

        count.delay_on_commit(asked.pk)
    return asked


def count_asked(*, counting_id: int, at: datetime) -> bool:
    """Count what was asked for, and keep what came of it beside; whether it was this call that did it. One that another
    worker is at, or that is done, is left alone. One that goes wrong is not tried again by itself: it says so."""
    mine = Counting.objects.open().filter(pk=counting_id).select_for_update(skip_locked=True, of=("self",))
    if not _begin(mine):
        return False
    with transaction.atomic():
        counting = mine.select_related("survey", "asked_by").first()
        if counting is None:
            return False
        refusal, unshown = _outcome(counting, at)
        _finish(counting, refusal, unshown, at)
    return True


@transaction.atomic
def _begin(mine: QuerySet[Counting]) -> bool:
    """Note one more try, before anything can kill the worker; nothing where another worker holds the row."""
    counting = mine.filter(tries__lt=MOST_TRIES).first()
    return counting is not None and bool(Counting.objects.filter(pk=counting.pk).update(tries=F("tries") + 1))


def give_up(*, at: datetime) -> int:
    """Finish, without a result, what no worker lived to finish however often it was tried; how many. Only what a sweep
    met like this once before: a last try that has just begun does not hold its row yet."""
    with transaction.atomic():
        unheld = Counting.objects.open().select_for_update(skip_locked=True)
        given_up = sum(_finish(counting, WENT_WRONG, {}, at) for counting in unheld.filter(tries__gt=MOST_TRIES))
        met = [counting.pk for counting in unheld.filter(tries=MOST_TRIES)]
        Counting.objects.filter(pk__in=met).update(tries=MOST_TRIES + 1)
        return given_up


def delete_old_counts(*, at: datetime) -> int:
    """Delete what was done a week ago or earlier; how many. What was released stays in the register."""
    deleted, _ = Counting.objects.filter(done_at__lte=at - KEPT_FOR).delete()
    return deleted


def _outcome(counting: Counting, at: datetime) -> tuple[str, dict[str, str]]:
    try:
        return "", _release(counting, at).refused
    except ResultsRefusal as refusal:
        return str(refusal), {}
    except Exception as error:  # whatever is wrong with it, its asker is told, and the next one is counted
        logger.exception("What was asked for in counting %s cannot be counted (%s)", counting.pk, type(error).__name__)
        return WENT_WRONG, {}


def _release(counting: Counting, at: datetime) -> Released:
    survey, look = counting.survey, Look.from_query(counting.asked)
    if not look.groups:
        return release_answers(survey=survey, selection=look.selection, by=counting.asked_by, at=at)
    return release_comparison(
        survey=survey,
        selection=look.selection,
        groups=look.groups,
        keys=outline_of(survey).compared(look),
        by=counting.asked_by,
        at=at,
    )


def _finish(counting: Counting, refusal: str, unshown: dict[str, str], at: datetime) -> bool:
    counting.done_at, counting.refusal, counting.unshown = at, refusal, unshown
    counting.save(update_fields=["done_at", "refusal", "unshown"])
    return True
