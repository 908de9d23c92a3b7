"""Background work of attendance: forgetting what is kept for a time only."""

from celery import shared_task
from django.utils import timezone

from training.attendance import operations


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
