"""Reminding people before and after a certificate ends, and whether they want that."""

import logging
from datetime import datetime

from django.db import OperationalError, transaction
from wagtail.log_actions import log

from people.models import Person
from training.certificates import emails
from training.certificates.models import Certificate, RefresherOptOut, RefresherReminder, ReminderKind
from training.certificates.queries import attendance_awaited, reminders_due, was_there_when_due, ways_to_renew

logger = logging.getLogger(__name__)


def remind_of_refreshers(*, at: datetime) -> int:
    """Send the reminders that are due at that moment, each in a transaction of its own that also notes it as sent, so
    that it is neither lost nor sent twice. Several workers may do so at once. One that cannot be made holds up no other
    and is due again at the next sweep. Returns how many were sent."""
    sent = 0
    for kind, certificates in reminders_due(at):
        due = [each.pk for each in certificates if was_there_when_due(each, kind)]
        for certificate_id in due:
            try:
                sent += _remind(certificate_id, kind, at)
            except OperationalError as error:
                logger.warning("The database takes no reminders (%s): the next sweep sends them", type(error).__name__)
                return sent
            except Exception as error:  # whatever is wrong with one, the others are sent
                logger.error("No reminder of certificate %s can be made (%s)", certificate_id, type(error).__name__)
    return sent


@transaction.atomic
def _remind(certificate_id: int, kind: ReminderKind, at: datetime) -> bool:
    # Whoever comes second waits here, then finds that it was sent, or that it is not right any more.
    Certificate.objects.select_for_update(no_key=True).get(pk=certificate_id)
    still_due = next(found for each, found in reminders_due(at) if each == kind).filter(pk=certificate_id).first()
    if still_due is None:
        return False
    RefresherReminder.objects.create(certificate=still_due, kind=kind, sent_at=at)
    awaited = attendance_awaited(still_due)
    emails.send_refresher_reminder(still_due, kind, awaited or ways_to_renew(still_due.course, at=at), at=at)
    log(instance=still_due, action="training.certificate.remind", data={"reminder": kind.value})
    return True


@transaction.atomic
def switch_reminders(*, person: Person, on: bool, by: Person | None, at: datetime) -> None:
    """Send a person reminders of their certificates, or none any more. Said twice, it changes nothing. `by` is None for
    whoever has the link from an email."""
    if on:
        changed, _ = RefresherOptOut.objects.filter(person=person).delete()
    else:
        _, changed = RefresherOptOut.objects.get_or_create(person=person, defaults={"since": at})
    if changed:
        action = "training.reminders.switch_on" if on else "training.reminders.switch_off"
        log(instance=person, action=action, user=by, title=f"Person {person.pk}")
