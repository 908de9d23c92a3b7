"""Background work of attendance."""

from celery import shared_task
from django.utils import timezone

from training.attendance import operations


@shared_task
def forget_noted() -> int:
    """Forget the names of those who were in a webinar without a booking. Asked for every day."""
    return operations.forget_noted(at=timezone.now())
