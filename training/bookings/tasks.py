"""Background work of booking: releasing places, forgetting needs."""

from celery import shared_task
from django.utils import timezone

from training.bookings import operations


@shared_task
def release_lapsed() -> int:
    """Release places that were not confirmed in time. Asked for every minute."""
    return operations.release_lapsed(at=timezone.now())


@shared_task
def delete_old_needs() -> int:
    """Delete access and dietary needs of sessions long over. Asked for every day."""
    return operations.delete_old_needs(at=timezone.now())
