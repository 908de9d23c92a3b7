"""Owing reminders, how to join and thanks, each once for each start that a booking has."""

from datetime import datetime

from django.db import transaction

from training.bookings.models import BookingQuerySet, Notice, NoticeKind
from training.bookings.queries.timing import timed_messages_due


def tell_anew_how_to_join(bookings: BookingQuerySet) -> None:
    """Let how to join be owed again where it was told before the way in changed, in the caller's transaction. The
    change itself tells the way in, so this is for links that can be shown only later: see `timed_messages_due`."""
    Notice.objects.filter(booking__in=bookings, kind=NoticeKind.HOW_TO_JOIN).delete()


@transaction.atomic
def owe_timed_messages(*, at: datetime) -> int:
    """Note the messages that are due because a session is near or over; see `queries.timing.window` for when that is.
    Several processes may do so at once: the database keeps one of each, and all of them write in one order, so that
    none waits for another in a circle. Returns how many it found to be owed."""
    due = sorted(timed_messages_due(at=at), key=lambda notice: (notice.booking_id, notice.kind))
    if due:
        from training.bookings.tasks import make_owed_emails  # tasks call the operations, and these ask for a task

        Notice.objects.bulk_create(due, ignore_conflicts=True)
        make_owed_emails.delay_on_commit()
    return len(due)
