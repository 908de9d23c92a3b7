"""Background work of attendance: noting which evaluations were answered, and forgetting what is kept for a time."""

from celery import shared_task
from django.utils import timezone

from training.attendance import operations


@shared_task
def note_answered() -> int:
    """Note whose evaluations of ours were answered. Asked for once a day, so that it tells no more than the day."""
    return operations.note_answered(at=timezone.now())


@shared_task
def delete_old_sheets() -> int:
    """Delete photos of sign-in sheets whose time is over. Asked for every day."""
    return operations.delete_old_sheets(at=timezone.now())


@shared_task
def forget_stepping_out() -> int:
    """Forget who stepped out of sessions that are over. Asked for every night."""
    return operations.forget_stepping_out(at=timezone.now())


@shared_task
def forget_noted() -> int:
    """Forget the names of those who were in a webinar without a booking. Asked for every day."""
    return operations.forget_noted(at=timezone.now())
