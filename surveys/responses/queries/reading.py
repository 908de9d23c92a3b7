"""Texts that wait to be read, and by whom."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from documents.working_time import is_working_day
from people.models import Person
from surveys.questionnaires.models import Survey
from surveys.responses.models import HeldText, TextState

LEAST_TEXTS = 10


def texts_to_read(survey: Survey) -> QuerySet[HeldText]:
    """What was written, not read yet, and may be by now: what worries first, else in the order of their
    random keys, which is none."""
    held = HeldText.objects.filter(is_shown=True, version__survey=survey, state=TextState.HELD)
    return held.select_related("version").order_by("-is_worrying", "key")


def are_enough(survey: Survey) -> bool:
    """Whether at least ten texts of a survey wait or were read: fewer would tell too easily who wrote what. Until there
    are, their reader is shown none but those with words of risk."""
    return HeldText.objects.filter(version__survey=survey)[:LEAST_TEXTS].count() == LEAST_TEXTS


def kept_texts(survey: Survey) -> QuerySet[HeldText]:
    """What was read and kept: first what may be quoted, else in the order of their random keys, which is none."""
    kept = HeldText.objects.filter(version__survey=survey, state=TextState.KEPT)
    return kept.select_related("version__survey").order_by("-may_be_quoted", "key")


def reads_any(reader: Person) -> bool:
    """Whether somebody reads the texts of any survey that people could answer."""
    return Survey.objects.filter(reviewer=reader, launched_at__isnull=False).exists()


class Pile(NamedTuple):
    """A survey, how many of its texts can be read now, and how many of these hold words of risk."""

    survey: Survey
    waiting: int
    worrying: int


def piles_of(reader: Person) -> list[Pile]:
    """The surveys whose texts somebody reads, by title."""
    surveys = Survey.objects.filter(reviewer=reader, launched_at__isnull=False).order_by("title", "pk")
    held = HeldText.objects.filter(is_shown=True, version__survey__in=surveys, state=TextState.HELD)
    numbers = held.values("version__survey").annotate(all=Count("pk"), some=Count("pk", filter=Q(is_worrying=True)))
    found = {each["version__survey"]: (each["all"], each["some"]) for each in numbers.order_by()}
    return [Pile(survey, *found.get(survey.pk, (0, 0))) for survey in surveys]


def is_read_at(survey: Survey, at: datetime) -> bool:
    """Whether this is a time at which the reviewer said they read: on a working day, within their hours."""
    hours, local = survey.reading_hours(), timezone.localtime(at)
    return hours is not None and is_working_day(local.date()) and hours[0] <= local.time() < hours[1]
