"""Noting that evaluations were answered: never what was answered."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from training.attendance.models import AWAY, Attendance
from training.attendance.operations.recording import on_marked
from training.attendance.queries.evaluations import attendance_of_occasion


@transaction.atomic
def note_evaluation(*, attendances: Collection[int], by: Person | None, at: datetime) -> list[Attendance]:
    """Note that the people of these attendances, by their keys, have answered the evaluation of what they attended, and
    return those of whom that is new. Who was away has nothing to evaluate. Certificates that waited for it are owed.

    Noting it again changes nothing: the first time stays.
    """
    expected = Attendance.objects.select_for_update(of=("self",), no_key=True).exclude(status__in=AWAY)
    waiting = expected.filter(pk__in=attendances, evaluated_at__isnull=True).select_related("session", "course")
    noted = list(waiting.order_by("pk"))
    Attendance.objects.filter(pk__in=[each.pk for each in noted]).update(evaluated_at=at)
    for each in noted:
        each.evaluated_at = at
    for session in {each.session_id: each.session for each in noted}.values():
        keys = [each.pk for each in noted if each.session_id == session.pk]
        log(instance=session, action="training.attendance.evaluate", user=by, data={"attendances": keys})
    for tell in on_marked if noted else ():
        tell(noted, at)
    return noted


def note_answered(*, occasion: str, at: datetime) -> bool:
    """The same of one attendance, for whoever asked the questions: they know it by the opaque occasion that they were
    handed (`queries.occasion_of`). Returns whether the occasion is one of ours."""
    key = attendance_of_occasion(occasion)
    if key is None:
        return False
    note_evaluation(attendances=[key], by=None, at=at)
    return True
