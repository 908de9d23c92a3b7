"""Owing people an email about each change of a booking, and making what is owed."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import OperationalError, transaction

from training.bookings import emails
from training.bookings.models import Booking, Notice, NoticeKind
from training.bookings.queries import with_session
from training.bookings.queries.timing import still_to_be_said

logger = logging.getLogger(__name__)
BATCH = 100


def owe(booking: Booking, kind: NoticeKind, *, at: datetime) -> None:
    """Note, in the caller's transaction, that an email about a booking is owed. Owed once for each of its changes: the
    database refuses a second."""
    owe_all([booking], kind, at=at)


def owe_all(bookings: Iterable[Booking], kind: NoticeKind, *, at: datetime) -> None:
    """The same for several bookings at once."""
    owed = [
        Notice(booking=booking, kind=kind, sequence=booking.invitation_sequence, made_at=at) for booking in bookings
    ]
    if owed:
        from training.bookings.tasks import make_owed_emails  # tasks call the operations, and these ask for a task

        Notice.objects.bulk_create(owed)
        make_owed_emails.delay_on_commit()


def make_emails(*, at: datetime) -> int:
    """Write every email that is owed to the outbox, each in a transaction of its own that also notes it as written, so
    that it is neither lost nor made twice. Several workers may do so at once. One that cannot be made holds up no other
    and stays owed; a database that is too busy, or away, is left in peace until the next sweep. A reminder whose moment
    is past is owed no more. Returns how many were made."""
    made, past = 0, 0
    unmade = Notice.objects.filter(queued_at=None).order_by("pk").values_list("pk", flat=True)
    try:
        while owed := list(unmade.filter(pk__gt=past)[:BATCH]):
            for pk in owed:
                # Asked once more, since several workers go through the same list: on SQLite each would otherwise keep
                # everybody from writing while it learns that there is nothing to do.
                made += unmade.filter(pk=pk).exists() and _try_to_make(pk, at)
            past = owed[-1]
    except OperationalError as error:
        logger.warning("The database does not take emails (%s): the sweep will make them", type(error).__name__)
    return made


def _try_to_make(notice_id: int, at: datetime) -> bool:
    try:
        return _make(notice_id, at)
    except OperationalError:
        raise
    except Exception as error:  # whatever is wrong with one email, the others are made
        # The kind of error only: its message could hold what the email says.
        logger.error("The email of notice %s cannot be made (%s)", notice_id, type(error).__name__)
        return False


@transaction.atomic
def _make(notice_id: int, at: datetime) -> bool:
    free = Notice.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=notice_id, queued_at=None)
    notice = free.first()
    if notice is None:  # another worker makes it, or has
        return False
    booking = with_session(Booking.objects.all()).get(pk=notice.booking_id)
    if not still_to_be_said(notice, booking, at=at):
        notice.delete()  # so that it is owed again should it become right again
        return False
    emails.write(notice, booking, at=at)
    Notice.objects.filter(pk=notice.pk).update(queued_at=at)
    return True
