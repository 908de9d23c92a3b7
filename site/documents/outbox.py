"""Sends what waits in the outbox, each email once, and deletes what has been kept long enough.

post_office's own sender marks a hundred emails as sent at the end of the batch, under a lock file that two processes
can take at once. Here each email is claimed in the database just before it is sent and marked just after.
"""

import logging
import re
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from anymail.exceptions import AnymailRecipientsRefused
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from post_office.connections import connections
from post_office.models import PRIORITY, STATUS, Attachment, Email
from post_office.settings import get_default_mailer, get_file_storage, get_max_retries
from post_office.utils import cleanup_expired_mails

logger = logging.getLogger(__name__)

# Who must hear that a server will never take mail for an address, in the transaction that gives the email up: called
# with the address, what the server said in its own class, and the moment. And who must hear that it took mail for one:
# called after each email. People put theirs in when the app starts: documents know nothing of people.
on_refused: list[Callable[[str, str, datetime], object]] = []
on_delivered: list[Callable[[str, datetime], object]] = []

WAITING = (STATUS.queued, STATUS.requeued)
BATCH = 200
# How long a claim lasts. Longer than a task may run, so that a live sender's claim never passes to another; when a
# sender was killed, its email is sent after this.
CLAIM = timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT + 60)
KEPT_FOR = timedelta(days=90)
CODES_KEPT_FOR = timedelta(days=1)


def due(at: datetime) -> QuerySet[Email]:
    """Emails to be sent now, sign-in codes first, then the longest waiting."""
    return Email.objects.filter(
        Q(scheduled_time__isnull=True) | Q(scheduled_time__lte=at),
        Q(expires_at__isnull=True) | Q(expires_at__gt=at),
        status__in=WAITING,
    ).order_by("-priority", "pk")


def send_due() -> int:
    """Send all emails that are due and return how many were sent.

    May run in many processes at once: none sends what another has claimed. When the mail server does not answer,
    everything stays as it was for the next sweep; when one address fails, only that email waits.
    """
    sent = 0
    while batch := list(due(timezone.now()).values_list("pk", flat=True)[:BATCH]):
        for pk in batch:
            if not _server_answers():
                return sent
            sent += _send(pk)
    connections.close()
    return sent


def _server_answers() -> bool:
    """Open the connection, or keep the open one."""
    try:
        connections[get_default_mailer()]
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("The mail server does not answer (%s): mail waits for the next sweep", type(error).__name__)
        return False
    return True


def _claim(pk: int, at: datetime) -> Email | None:
    """Make this process the one that sends the email; None if another was first."""
    claimed = due(at).filter(pk=pk).order_by().update(scheduled_time=at + CLAIM)
    return Email.objects.get(pk=pk) if claimed else None


def _send(pk: int) -> bool:
    email = _claim(pk, timezone.now())
    if email is None:
        return False
    try:
        email.dispatch(commit=False, disconnect_after_delivery=False)
    except Exception as error:  # whatever one email does to the server or its library, the others go out
        connections.close()
        _postpone(email, error)
        return False
    now = timezone.now()
    Email.objects.filter(pk=pk).update(status=STATUS.sent, scheduled_time=None, last_updated=now)
    for tell in on_delivered:
        for address in email.to:
            tell(address, now)
    return True


@transaction.atomic
def _postpone(email: Email, error: Exception) -> None:
    """Try again later, each time after twice as long; give up after the last try or when the address is refused."""
    tries = (email.number_of_retries or 0) + 1
    give_up = tries > get_max_retries() or _is_refused_for_good(error)
    now = timezone.now()
    Email.objects.filter(pk=email.pk).update(
        status=STATUS.failed if give_up else STATUS.requeued,
        number_of_retries=tries,
        scheduled_time=now + timedelta(minutes=min(2**tries, 360)),
        last_updated=now,
    )
    for address, reason in _refused_addresses(email, error):
        for tell in on_refused:
            tell(address, reason, now)
    # The kind of error only: its message often holds the address.
    email.logs.create(status=STATUS.failed, exception_type=type(error).__name__, message="")
    logger.warning("Email %s was not sent (%s), try %s", email.pk, type(error).__name__, tries)


def _is_refused_for_good(error: Exception) -> bool:
    """Whether the server said that the address will never do (SMTP codes 500 to 599, RFC 5321), or the mail service
    that it sends nothing there."""
    if isinstance(error, AnymailRecipientsRefused):
        return True
    return isinstance(error, smtplib.SMTPRecipientsRefused) and all(
        reply[0] >= 500 for reply in error.recipients.values()
    )


def _refused_addresses(email: Email, error: Exception) -> list[tuple[str, str]]:
    """The addresses that are to blame for a refusal, each with its class. Not those that a server refuses because of
    who sends, or what: a mistake in our own set-up would call every address wrong."""
    if isinstance(error, AnymailRecipientsRefused):
        return [(address, "by the mail service") for address in email.to]
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return []
    classes = {address: _class_of(*reply) for address, reply in error.recipients.items()}
    return [(address, said) for address, said in classes.items() if said]


def _class_of(code: int, text: bytes) -> str:
    """What a server said of an address, as "550 5.1.1"; empty where it is not about the address for good.

    By the enhanced status code where there is one (RFC 3463: 5.1 is about the address, 5.2 the mailbox, 5.4 the way
    there; 5.7 is policy), else by the reply code (RFC 5321: 550 and 551 no such mailbox, 553 no such name).
    """
    enhanced = re.match(rb"5\.(\d{1,3})\.\d{1,3}\b", text.strip())
    if enhanced:
        return f"{code} {enhanced[0].decode()}" if code >= 500 and enhanced[1] in (b"1", b"2", b"4") else ""
    return str(code) if code in (550, 551, 553) else ""


def delete_old_mail(at: datetime) -> int:
    """Delete emails after 90 days, sign-in codes after one, with their attachments; returns how many emails went."""
    codes = Email.objects.filter(priority=PRIORITY.high, created__lt=at - CODES_KEPT_FOR)
    deleted = codes.count()
    codes.delete()
    old, _ = cleanup_expired_mails(at - KEPT_FOR)
    _delete_stray_files(at - timedelta(days=1))
    return deleted + old


def _delete_stray_files(before: datetime) -> None:
    """Remove attachments whose email was never committed: the file is written first, and a crash leaves it alone."""
    folder = Path(get_file_storage().location)
    known = set(Attachment.objects.values_list("file", flat=True))
    for path in folder.rglob("*"):
        stray = path.is_file() and str(path.relative_to(folder)) not in known
        if stray and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
