"""Certificates and their documents."""

import secrets
from datetime import date

from django.db import models
from django.db.models import Q

from people.models import Person
from training.attendance.models import Attendance
from training.courses.models import Course

# Crockford's Base32 alphabet: no I, L, O or U, so that a number read aloud or off paper is not misread.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_number() -> str:
    """An unguessable certificate number of 60 random bits, in three groups of four: 7K3M-9QXT-4HPW."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))


class WithdrawalReason(models.TextChoices):
    """Why a certificate no longer stands. Shown to whoever checks it, so none says more than it must."""

    ISSUED_IN_ERROR = "issued_in_error", "Issued in error"
    REPLACED = "replaced", "Replaced by another certificate"
    AT_HOLDERS_REQUEST = "at_holders_request", "At the holder's request"
    REQUIREMENTS_NOT_MET = "requirements_not_met", "The requirements were not met"


class CertificateState(models.TextChoices):
    """What a check answers. Worked out from dates, never stored."""

    VALID = "valid", "Valid"
    EXPIRED = "expired", "Expired"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Certificate(models.Model):
    """What was true at issue, in words of its own: later changes of name, course or issuer do not reach it."""

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    number = models.CharField(max_length=14, unique=True, default=new_number, editable=False)
    attendance = models.OneToOneField(Attendance, on_delete=models.PROTECT, related_name="certificate")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="certificates")
    holder_name = models.CharField(max_length=150)
    course_title = models.CharField(max_length=200)
    cpd_hours = models.DecimalField("CPD hours", max_digits=4, decimal_places=1)
    attended_on = models.DateField()
    issuer = models.CharField(max_length=150)
    issued_at = models.DateTimeField()
    expires_on = models.DateField(null=True, blank=True, help_text="The last day on which it is valid")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(max_length=24, choices=WithdrawalReason.choices, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_withdrawal_has_a_time_and_a_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def state(self, on: date) -> CertificateState:
        """What a check on that day answers: a withdrawal outweighs an expiry."""
        if self.withdrawn_at:
            return CertificateState.WITHDRAWN
        if self.expires_on and self.expires_on < on:
            return CertificateState.EXPIRED
        return CertificateState.VALID


class CertificateFile(models.Model):
    """The document as it was made at issue, kept in the database so that record, document and email are one
    transaction. `sha256` is its hex digest."""

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    certificate = models.OneToOneField(Certificate, on_delete=models.CASCADE, related_name="file")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"Document of {self.certificate_id}"
