"""Keeping answers for less long than people were told."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from surveys.questionnaires.models import Survey
from surveys.questionnaires.operations.refusals import NeverKeptLonger, NothingLeftToKeep, NotLaunched


@transaction.atomic
def keep_for_less_long(*, survey: Survey, months: int, by: Person | None, at: datetime) -> Survey:
    """Delete answers sooner: `months` after closing, at least one. A draft says it freely in its form.

    Refusals: NotLaunched, NothingLeftToKeep, NeverKeptLonger.
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
    kept.save(update_fields=["months_kept", "told_of_deletion_on"])
    log(instance=kept, action="surveys.survey.keep_less", user=by, data={"was": was, "becomes": months})
    return kept
