"""Noting that evaluations were answered: never what was answered.

That an evaluation of ours was answered is noted once a day, of everybody at once and without the moment. A note made as
the answer came would stand beside a name and give the moment of the answer away; and the rows of the two would lie in
the same order.
"""

from collections.abc import Collection
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from documents.dates import moment
from people.models import Person
from surveys.models import Survey
from training.attendance.models import AWAY, Attendance
from training.attendance.operations.recording import on_marked
from training.attendance.queries.evaluations import answered_since
from training.courses.models import Course


@transaction.atomic
def note_evaluation(*, attendances: Collection[int], by: Person | None, at: datetime) -> list[Attendance]:
    """Note that the people of these attendances, by their keys, have answered the evaluation of what they attended, and
    return those of whom that is new. Who was away has nothing to evaluate. Certificates that waited for it are owed.

    Noting it again changes nothing: the first time stays.
    """
    return _note(attendances, noted_at=at, by=by, at=at)


def note_answered(*, at: datetime) -> int:
    """The same of everybody who has answered a questionnaire of ours since this was last done, with the day alone.
    Returns how many."""
    asked = Course.objects.filter(evaluation__isnull=False).values("evaluation")
    open_ones = Survey.objects.filter(pk__in=asked, launched_at__isnull=False, closed_at__isnull=True)
    return sum(_note_answers_of(survey, at) for survey in open_ones.order_by("pk"))


def note_before_closing(survey: Survey, at: datetime) -> None:
    """The same of one survey, in the transaction that closes it, before it forgets which were answered."""
    _note_answers_of(survey, at)


@transaction.atomic
def _note_answers_of(survey: Survey, at: datetime) -> int:
    midnight = moment(timezone.localdate(at), time(0))
    return len(_note(answered_since(survey), noted_at=midnight, by=None, at=at))


def _note(attendances: Collection[int], *, noted_at: datetime, by: Person | None, at: datetime) -> list[Attendance]:
    expected = Attendance.objects.select_for_update(of=("self",), no_key=True).exclude(status__in=AWAY)
    waiting = expected.filter(pk__in=attendances, evaluated_at__isnull=True).select_related("session", "course")
    noted = list(waiting.order_by("pk"))
    Attendance.objects.filter(pk__in=[each.pk for each in noted]).update(evaluated_at=noted_at)
    for each in noted:
        each.evaluated_at = noted_at
    for session in {each.session_id: each.session for each in noted}.values():
        keys = [each.pk for each in noted if each.session_id == session.pk]
        log(instance=session, action="training.attendance.evaluate", user=by, data={"attendances": keys})
    for tell in on_marked if noted else ():
        tell(noted, at)
    return noted
