"""Keeping answers for less long than people were told."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from people.models import Person
from surveys.questionnaires.models import Survey
from surveys.questionnaires.operations import NotLaunched, SurveyRefusal
from surveys.responses.queries.numbers_kept import NumbersKept, numbers_kept


class NeverKeptLonger(SurveyRefusal):
    """As many months as now, or more, or none."""

    def __init__(self, months: int) -> None:
        super().__init__(
            f"People were told for how long their answers are kept, so that is only ever made shorter. It is {months} "
            "now: choose fewer months, and one at least."
        )


class NothingLeftToKeep(SurveyRefusal):
    """Answers that were deleted already."""

    def __init__(self) -> None:
        super().__init__("The answers to this survey were deleted already.")


class DeletedTonight(SurveyRefusal):
    """So few months that answers go in the coming night, to which nobody has agreed."""

    def __init__(self, months: int, numbers: NumbersKept) -> None:
        super().__init__(
            f"Nothing was changed yet. With {months} month{'' if months == 1 else 's'}, all that was answered is "
            f"deleted in the coming night, and nobody gets an email before: {numbers.in_words()}. What nobody looked "
            "at until then can never be counted. If that is what you want, tick this box too; if not, choose more "
            "months."
        )


@transaction.atomic
def keep_for_less_long(
    *, survey: Survey, months: int, at_once: bool = False, by: Person | None, at: datetime
) -> Survey:
    """Delete answers sooner: `months` after closing, at least one. A draft says it freely in its form. Where they then
    go in the coming night, before anybody can be told, `at_once` says that this is known.

    Refusals: NotLaunched, NothingLeftToKeep, NeverKeptLonger, DeletedTonight.
    """
    kept = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if kept.launched_at is None:
        raise NotLaunched
    if kept.answers_deleted_on is not None:
        raise NothingLeftToKeep
    was = kept.months_of_keeping()
    if not 1 <= months < was:
        raise NeverKeptLonger(was)
    kept.months_kept, kept.told_of_deletion_on = months, None  # another day than they were told, so they are told again
    is_tonight = go_tonight(kept, at)
    if is_tonight and not at_once:
        raise DeletedTonight(months, numbers_kept(kept))
    kept.save(update_fields=["months_kept", "told_of_deletion_on"])
    data = {"was": was, "becomes": months, "at_once": is_tonight}
    log(instance=kept, action="surveys.survey.keep_less", user=by, data=data)
    return kept


def go_tonight(survey: Survey, at: datetime) -> bool:
    """Whether its answers go in the coming night: on a day that is past, today, or tomorrow, which begins then."""
    goes_on = survey.answers_go_on()
    return goes_on is not None and goes_on <= timezone.localdate(at) + timedelta(days=1)
