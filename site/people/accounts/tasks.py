"""Background work of accounts: forgetting visits that are over."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore


@shared_task
def forget_ended_visits() -> None:
    """Delete the sessions that have expired, with the addresses that were typed in them. Asked for every day."""
    SessionStore.clear_expired()
