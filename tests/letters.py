"""The emails that are in the outbox once what is owed has been made, as the worker would, and what is in them."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from post_office.models import Attachment, Email

from documents.emails import content_of
from training.bookings.operations import make_emails


def letters(at: datetime | None = None) -> "QuerySet[Email]":
    """Every email in the outbox, the first written first."""
    make_emails(at=at or timezone.now())
    return Email.objects.order_by("pk")


def calendar_file(email: Email) -> Attachment:
    """The one file in an email that a calendar reads: beside it there may be the picture of a code."""
    return email.attachments.get(mimetype__startswith="text/calendar")


def picture(email: Email) -> bytes:
    """The one picture that an email shows, as whoever opens it sees it."""
    return content_of(email.attachments.get(mimetype="image/png"))
