"""Background work of attendance: photos of sign-in sheets are not kept for longer than was said."""

from celery import shared_task
from django.utils import timezone

from training.attendance import operations


@shared_task
def delete_old_sheets() -> int:
    """Delete photos of sign-in sheets whose time is over. Asked for every day."""
    return operations.delete_old_sheets(at=timezone.now())
