"""Deleting what was answered, once it has been kept for as long as people were told."""

from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.db import models, transaction
from django.utils import timezone
from wagtail.log_actions import log

from people.models import Person
from surveys.questionnaires.models import Survey
from surveys.responses.emails import tell_of_deletion
from surveys.responses.models import TABLES
from surveys.responses.queries.numbers_kept import numbers_kept

AT_ONCE = 500
TOLD_BEFORE = relativedelta(months=1)


def delete_answers(*, at: datetime) -> int:
    """Delete, of each closed survey whose time is over, its rows, totals and texts, and whatever else an answer could
    reach; how many rows went. What was released and published stays. Asked for every night.

    A survey says first that its answers are gone, so that nobody counts half of them; then they go, in batches. A night
    that breaks off is taken up by the next one, and one that has nothing to do does nothing.
    """
    today = timezone.localdate(at)
    for key in _keys_due(today):
        _say_that_they_go(key, today)
    tables = dict.fromkeys(table for each in TABLES.values() for table in each)
    return sum(_delete_from(table) for table in tables)


def tell_of_deletions(*, at: datetime) -> int:
    """Tell those who may take single answers away, a month before these are deleted, once for each survey; how many
    surveys. Nobody is told where nobody may."""
    today = timezone.localdate(at)
    return sum(_tell(key, today) for key in _keys_due(today + TOLD_BEFORE, told_of_deletion_on__isnull=True))


def _keys_due(day: date, **which: object) -> list[int]:
    """The surveys whose answers go on a day or before, and have not yet."""
    closed = Survey.objects.filter(closed_at__isnull=False, answers_deleted_on__isnull=True, **which).defer("content")
    return [survey.pk for survey in closed.order_by("pk") if _is_due(survey, day)]


def _is_due(survey: Survey, day: date) -> bool:
    goes_on = survey.answers_go_on()
    return goes_on is not None and goes_on <= day


@transaction.atomic
def _say_that_they_go(key: int, today: date) -> None:
    survey = Survey.objects.select_for_update(of=("self",)).get(pk=key)
    if survey.answers_deleted_on is not None:
        return
    numbers = numbers_kept(survey)._asdict()
    survey.answers_deleted_on = today
    survey.save(update_fields=["answers_deleted_on"])
    log(instance=survey, action="surveys.answers.delete", data={"at_least": numbers})


def _path_to_survey(table: type[models.Model]) -> str:
    return "survey" if any(field.name == "survey" for field in table._meta.fields) else "version__survey"


def _delete_from(table: type[models.Model]) -> int:
    """Delete, in batches, each a transaction of its own, what a table still holds of surveys whose answers are gone."""
    gone = table._default_manager.filter(**{f"{_path_to_survey(table)}__answers_deleted_on__isnull": False})
    deleted = 0
    while keys := list(gone.values_list("pk", flat=True)[:AT_ONCE]):
        deleted += table._default_manager.filter(pk__in=keys).delete()[0]
    return deleted


@transaction.atomic
def _tell(key: int, today: date) -> int:
    survey = Survey.objects.select_for_update(of=("self",)).get(pk=key)
    goes_on = survey.answers_go_on()
    readers = Person.objects.filter(pk__in=survey.raw_readers.values("pk"), is_active=True, is_staff=True)
    if survey.told_of_deletion_on is not None or goes_on is None or goes_on <= today or not readers:
        return 0
    for reader in readers:
        tell_of_deletion(reader, survey=survey, on=goes_on)
    survey.told_of_deletion_on = today
    survey.save(update_fields=["told_of_deletion_on"])
    return 1
