"""Background work of attendance: forgetting who stepped out."""

from celery import shared_task
from django.utils import timezone

from training.attendance import operations


@shared_task
def forget_stepping_out() -> int:
    """Forget who stepped out of sessions that are over. Asked for every night."""
    return operations.forget_stepping_out(at=timezone.now())
