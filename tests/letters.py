"""The emails that are in the outbox once what is owed has been made, as the worker would."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from post_office.models import Email

from training.bookings.operations import make_emails


def letters(at: datetime | None = None) -> "QuerySet[Email]":
    """Every email in the outbox, the first written first."""
    make_emails(at=at or timezone.now())
    return Email.objects.order_by("pk")
