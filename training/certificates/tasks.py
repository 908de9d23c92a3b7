"""Background work of certificates: one when it is earned, a sweep for what was missed, and reminders that one ends."""

import logging
from collections.abc import Sequence
from datetime import datetime

from celery import shared_task
from django.utils import timezone

from training.attendance.models import Attendance
from training.certificates import operations
from training.certificates.queries import owed

logger = logging.getLogger(__name__)

# About a minute's work for one process, well inside a task's time limit; the next sweep goes on.
AT_ONCE = 1_000
ONE_BY_ONE = 5


@shared_task
def issue_certificate(attendance_id: int) -> None:
    """Issue the certificate of one attendance, if it is owed."""
    operations.issue(attendance_id=attendance_id, at=timezone.now())


@shared_task
def issue_owed() -> int:
    """Issue what is owed, the earliest first, and return how many were. One that fails does not hold up the others."""
    at = timezone.now()
    issued = 0
    for attendance_id in list(owed(at).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        try:
            issued += operations.issue(attendance_id=attendance_id, at=at) is not None
        except Exception as error:  # whatever stops one, the next sweep tries it again
            logger.error("No certificate could be made for attendance %s: %s", attendance_id, type(error).__name__)
    return issued


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
    earned = [each.pk for each in attendances if each.met_rule and each.session.is_over(at)]
    if len(earned) > ONE_BY_ONE:
        issue_owed.delay_on_commit()
        return
    for attendance_id in earned:
        issue_certificate.delay_on_commit(attendance_id)
