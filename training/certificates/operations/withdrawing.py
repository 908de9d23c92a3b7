"""Saying that a certificate no longer stands."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from training.certificates import emails
from training.certificates.models import Certificate, WithdrawalReason


class WithdrawalRefused(Exception):
    """A withdrawal that is not made. The text is fit to show to the member of staff."""


class AlreadyWithdrawn(WithdrawalRefused):
    """It no longer stands as it is."""

    def __init__(self) -> None:
        super().__init__("This certificate has already been withdrawn.")


class ReasonNeeded(WithdrawalRefused):
    """No reason of those that can be shown was given."""

    def __init__(self) -> None:
        super().__init__("Choose a reason for withdrawing the certificate.")


@transaction.atomic
def withdraw(*, certificate: Certificate, reason: str, by: Person | None, at: datetime) -> Certificate:
    """Say that a certificate no longer stands, and tell its holder. Whoever checks it is shown the date and the reason.

    Refusals: ReasonNeeded where the reason is none of WithdrawalReason; AlreadyWithdrawn.
    """
    if reason not in WithdrawalReason.values:
        raise ReasonNeeded
    certificate = Certificate.objects.select_for_update(no_key=True).get(pk=certificate.pk)
    if certificate.withdrawn_at:
        raise AlreadyWithdrawn
    certificate.withdrawn_at = at
    certificate.withdrawal_reason = reason
    certificate.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    emails.send_withdrawn(certificate)
    log(instance=certificate, action="training.certificate.withdraw", user=by, data={"reason": reason})
    return certificate
