"""Background work of certificates: one when it is earned, batches, reminders, and sweeps for what was missed."""

import logging
import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from celery import shared_task
from django.db.models import QuerySet
from django.utils import timezone

from documents.signing import KeyUnusable
from training.attendance.models import Attendance
from training.certificates import operations
from training.certificates.models import ReissueRow
from training.certificates.queries import owed

logger = logging.getLogger(__name__)

# About a minute's work for one process, well inside a task's time limit; the next sweep goes on.
AT_ONCE = 1_000
IN_A_HANDFUL = 50
ONE_BY_ONE = 5
HELPERS = 3
# What the sweep of every minute looks back on. What was earned by an older session is asked for by whoever changes the
# attendance; a message about it that was lost waits for the sweep of the night.
LOOKED_BACK_ON = timedelta(days=62)


@shared_task
def issue_certificate(attendance_id: int) -> None:
    """Issue the certificate of one attendance, if it is owed."""
    operations.issue(attendance_id=attendance_id, at=timezone.now())


@shared_task
def issue_owed(everything: bool = False, helpers: int = HELPERS) -> int:
    """Issue what is owed, about the earliest first, and return how many were. Where that is more than a handful, other
    workers are asked to help. One that fails does not hold up the others."""
    at = timezone.now()
    since = None if everything else timezone.localdate(at - LOOKED_BACK_ON)
    waiting = owed(at, since=since).order_by("pk").values_list("pk", flat=True)
    _ask_for_help(issue_owed, waiting, helpers, everything=everything)
    return _work_off(waiting, lambda key: operations.issue(attendance_id=key, at=at), "for attendance")


@shared_task
def reissue_certificates(helpers: int = HELPERS) -> int:
    """Make anew what batches ask for, and return how many certificates were."""
    waiting = ReissueRow.objects.to_do().order_by("pk").values_list("pk", flat=True)
    _ask_for_help(reissue_certificates, waiting, helpers)
    return _work_off(waiting, lambda key: operations.do_row(row_id=key, at=timezone.now()), "anew for row")


@shared_task
def remind_of_refreshers() -> int:
    """Send the reminders that certificates end soon, or have ended. Asked for every hour; by night it sends none."""
    return operations.remind_of_refreshers(at=timezone.now())


@shared_task
def make_prints() -> int:
    """Make the PDFs of long records that people asked for. Asked for when one is, and every minute."""
    return operations.make_prints(at=timezone.now())


@shared_task
def delete_what_is_over() -> None:
    """Delete what people removed from their record a week ago, with its files, and PDFs as old. Asked for every day."""
    operations.delete_removed_evidence(at=timezone.now())
    operations.delete_old_prints(at=timezone.now())


def ask_for_certificates(attendances: Sequence[Attendance], at: datetime) -> None:
    """Called when attendance changes: ask for the certificates after commit; where many changed, the sweep for all.
    Before the session's end only the sweep does it."""
    earned = [each for each in attendances if each.met_rule and each.session.is_over(at)]
    if len(earned) > ONE_BY_ONE:
        is_long_ago = min(each.attended_on for each in earned) < timezone.localdate(at - LOOKED_BACK_ON)
        issue_owed.delay_on_commit(everything=is_long_ago)
        return
    for each in earned:
        issue_certificate.delay_on_commit(each.pk)


def _ask_for_help(task: Any, waiting: QuerySet[Any, int], helpers: int, **options: object) -> None:
    """Send the task once more where there is enough for two: a worker that is idle takes it, and one that comes late
    finds nothing to do."""
    if helpers and len(waiting[: IN_A_HANDFUL + 1]) > IN_A_HANDFUL:
        task.delay_on_commit(helpers=helpers - 1, **options)


def _work_off(waiting: QuerySet[Any, int], do: Callable[[int], object], what_for: str) -> int:
    """Do what waits a handful at a time, each handful in an order of its own, so that workers who do so together seldom
    make the same document at once. Returns how many were done; each is tried once."""
    done = last = tried = 0
    while tried < AT_ONCE and (handful := list(waiting.filter(pk__gt=last)[:IN_A_HANDFUL])):
        for key in random.sample(handful, len(handful)):
            try:
                done += do(key) is not None
            except (KeyUnusable, operations.CannotBeSigned) as error:  # it would stop every other one too
                why = error.__cause__ if isinstance(error, operations.CannotBeSigned) else error
                logger.error("Certificates wait to be signed. %s", why)
                return done
            except Exception as error:  # whatever stops one, the next sweep tries it again
                logger.error("No certificate could be made %s %s: %s", what_for, key, type(error).__name__)
        last, tried = handful[-1], tried + len(handful)
    return done
