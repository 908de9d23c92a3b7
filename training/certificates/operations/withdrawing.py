"""Saying that a certificate no longer stands."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from training.certificates import emails
from training.certificates.models import Certificate, WithdrawalReason
from training.certificates.operations.refusals import AlreadyReplaced, AlreadyWithdrawn, ReasonNeeded
from training.certificates.queries import latest_of


@transaction.atomic
def withdraw(*, certificate: Certificate, reason: str, by: Person | None, at: datetime) -> Certificate:
    """Say that a certificate no longer stands, and tell its holder. Whoever checks it is shown the date and the reason.

    Refusals: ReasonNeeded where the reason is none of WithdrawalReason; AlreadyReplaced; AlreadyWithdrawn.
    """
    if reason not in WithdrawalReason.values:
        raise ReasonNeeded
    certificate = Certificate.objects.select_for_update(no_key=True).get(pk=certificate.pk)
    if certificate.replaced_at:
        raise AlreadyReplaced(latest_of(certificate))
    if certificate.withdrawn_at:
        raise AlreadyWithdrawn
    certificate.withdrawn_at = at
    certificate.withdrawal_reason = reason
    certificate.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    emails.send_withdrawn(certificate)
    log(instance=certificate, action="training.certificate.withdraw", user=by, data={"reason": reason})
    return certificate
