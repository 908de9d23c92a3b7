"""Telling reviewers, on the hour, that something waits to be read."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

from django.core.cache import cache
from django.utils import timezone

from surveys.questionnaires.models import Survey
from surveys.responses.emails import tell_reader
from surveys.responses.models import HeldText, TextState
from surveys.responses.queries.reading import is_read_at

SECONDS_KEPT = 2 * 60 * 60


def tell_readers(*, at: datetime) -> int:
    """Tell each reviewer who reads at this time: each hour while words of risk wait, else once a day, in the first of
    their hours. How many were told. Asked for on the hour: the letter's own time is then no finer than that. A second
    time within the hour tells nobody again, as long as the cache remembers the first."""
    told = 0
    for reader_id, surveys in groupby(_surveys_read(at), key=lambda survey: survey.reviewer_id):
        pile = list(surveys)
        held = HeldText.objects.filter(is_shown=True, version__survey__in=pile, state=TextState.HELD)
        is_urgent = held.filter(is_worrying=True).exists()
        is_due = is_urgent or (any(_begins(survey, at) for survey in pile) and held.exists())
        reader = pile[0].reviewer
        if is_due and reader is not None and _is_first(reader_id, at):
            tell_reader(reader, is_urgent=is_urgent)
            told += 1
    return told


def _surveys_read(at: datetime) -> Iterator[Survey]:
    surveys = Survey.objects.filter(reviewer__is_active=True, launched_at__isnull=False).select_related("reviewer")
    return (survey for survey in surveys.order_by("reviewer_id", "pk") if is_read_at(survey, at))


def _begins(survey: Survey, at: datetime) -> bool:
    """Whether an hour ago the reviewer did not read yet."""
    return not is_read_at(survey, at - timedelta(hours=1))


def _is_first(reader_id: int | None, at: datetime) -> bool:
    hour = timezone.localtime(at).strftime("%Y-%m-%d-%H")
    return bool(cache.add(f"texts-wait:{reader_id}:{hour}", 1, timeout=SECONDS_KEPT))
