"""Background work of responses: releasing batches, closing, forgetting, and telling who reads that something waits."""

from celery import shared_task
from django.utils import timezone

from surveys.responses import operations


@shared_task
def release_batches() -> int:
    """Release answers that wait for their batch. Asked for every hour, at a minute that says nothing of any of them."""
    return operations.release_batches(at=timezone.now())


@shared_task
def delete_what_is_over() -> int:
    """Delete saved pages whose day has come, secrets that outlived their survey, and answers that were kept for as long
    as people were told. Asked for every night."""
    at = timezone.now()
    return operations.delete_old_papers(at=at) + operations.forget_old_secrets() + operations.delete_answers(at=at)


@shared_task
def tell_of_deletions() -> int:
    """Tell a month before that answers are deleted. Asked for every night."""
    return operations.tell_of_deletions(at=timezone.now())


@shared_task
def close_due_surveys() -> int:
    """Close surveys whose last day is over. Asked for every hour."""
    return operations.close_due_surveys(at=timezone.now())


@shared_task
def tell_readers() -> int:
    """Tell reviewers that something waits to be read. Asked for on the hour."""
    return operations.tell_readers(at=timezone.now())
