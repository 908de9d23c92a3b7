"""Background work of documents: sending mail, and forgetting it."""

from celery import shared_task
from django.utils import timezone

from documents import outbox


@shared_task
def send_queued_mail() -> int:
    """Send every email that is due. Asked for after each one that is written, and every half minute."""
    return outbox.send_due()


@shared_task
def delete_old_mail() -> int:
    """Delete emails that have been kept long enough. Asked for once a day."""
    return outbox.delete_old_mail(timezone.now())
