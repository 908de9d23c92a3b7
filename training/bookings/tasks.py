"""Background work of booking: making emails, moving the waiting lists on, releasing places, forgetting needs."""

from celery import shared_task
from django.utils import timezone

from training.bookings import operations


@shared_task
def make_owed_emails() -> int:
    """Write the emails that are owed to the outbox. Asked for after each change of a booking, and every half minute."""
    return operations.make_emails(at=timezone.now())


@shared_task
def release_lapsed() -> int:
    """Release places that were not confirmed, accepted or approved in time, and offer them to the next in line. Asked
    for every minute."""
    return operations.release_lapsed(at=timezone.now())


@shared_task
def return_due_pools() -> int:
    """Return reserved places that nobody filled. Asked for every minute."""
    return operations.return_due_pools(at=timezone.now())


@shared_task
def owe_timed_messages() -> int:
    """Owe reminders, how to join and thanks that are due. Asked for every five minutes."""
    return operations.owe_timed_messages(at=timezone.now())


@shared_task
def close_lines() -> int:
    """End the waiting for sessions that have started. Asked for every five minutes."""
    return operations.close_lines(at=timezone.now())


@shared_task
def remind_managers() -> int:
    """Remind line managers who have not answered. Asked for every hour."""
    return operations.remind_managers(at=timezone.now())


@shared_task
def delete_old_needs() -> int:
    """Delete access and dietary needs of sessions long over. Asked for every day."""
    return operations.delete_old_needs(at=timezone.now())
