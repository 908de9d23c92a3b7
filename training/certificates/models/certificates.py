"""Certificates as they were issued, and their documents."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from documents.codes import new_code
from people.models import Person
from training.attendance.models import Attendance
from training.courses.models import Course

GROUPS_OF_NUMBER = 3


def new_number() -> str:
    """An unguessable certificate number of 60 random bits, in three groups of four: 7K3M-9QXT-4HPW."""
    return new_code(GROUPS_OF_NUMBER)


class WithdrawalReason(models.TextChoices):
    """Why a certificate no longer stands. Shown to whoever checks it, so none says more than it must."""

    ISSUED_IN_ERROR = "issued_in_error", "Issued in error"
    AT_HOLDERS_REQUEST = "at_holders_request", "At the holder's request"
    REQUIREMENTS_NOT_MET = "requirements_not_met", "The requirements were not met"


class ReplacementReason(models.TextChoices):
    """Why another certificate took its place. Shown to whoever checks it."""

    NAME_CORRECTED = "name_corrected", "The holder's name was corrected"
    DETAILS_CORRECTED = "details_corrected", "Details of the course were corrected"
    NEW_DOCUMENT = "new_document", "The document was made anew"
    REINSTATED = "reinstated", "It had been withdrawn in error"


class CertificateState(models.TextChoices):
    """What a check answers. Worked out from dates, never stored."""

    VALID = "valid", "Valid"
    EXPIRED = "expired", "Expired"
    WITHDRAWN = "withdrawn", "Withdrawn"
    REPLACED = "replaced", "Replaced"


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Filters over certificates."""

    def current(self) -> Self:
        """The latest of each person, course and cycle: those that no other has replaced."""
        return self.filter(replaced_at__isnull=True)

    def standing(self) -> Self:
        """Those that say something true: neither replaced nor withdrawn. They may have expired."""
        return self.current().filter(withdrawn_at__isnull=True)

    def in_state(self, state: CertificateState, on: date) -> Self:
        """Those of which a check on that day says so; see `Certificate.state`."""
        if state == CertificateState.REPLACED:
            return self.filter(replaced_at__isnull=False)
        if state == CertificateState.WITHDRAWN:
            return self.current().filter(withdrawn_at__isnull=False)
        expired = Q(expires_on__lt=on)
        return self.standing().filter(expired if state == CertificateState.EXPIRED else ~expired | Q(expires_on=None))


class Certificate(models.Model):
    """What was true at issue, in words of its own: later changes of name, course, issuer or template do not reach it.

    A person has one for each course and cycle: a cycle is the time for which it is valid, and the next begins with an
    attendance on `renewable_from` or later. Where that was at a refresher, `renewed_by` is its title, and hours and day
    are those of the refresher. Another that replaces it has a number of its own and the same cycle; the old one is kept
    and says what replaced it. `facts_hash` is the SHA-256 of all that is frozen, in hex.
    """

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    number = models.CharField(max_length=14, unique=True, default=new_number, editable=False)
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="certificates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="certificates")
    cycle = models.PositiveSmallIntegerField(default=1)
    holder_name = models.CharField(max_length=150)
    course_title = models.CharField(max_length=200)
    renewed_by = models.CharField(
        max_length=200, blank=True, help_text="The refresher that was attended; empty where the course itself was"
    )
    cpd_hours = models.DecimalField("CPD hours", max_digits=4, decimal_places=1)
    attended_on = models.DateField()
    issuer = models.CharField(max_length=150)
    heading = models.CharField(max_length=60, blank=True)
    words = models.TextField(blank=True)
    outcomes = models.JSONField(default=list, blank=True)
    signatory_name = models.CharField(max_length=100, blank=True)
    signatory_post = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=3, default="en", help_text="ISO 639 code of the language of the document")
    template_version = models.CharField(max_length=12, blank=True, help_text="Which state of the template it is of")
    facts_hash = models.CharField(max_length=64, blank=True)
    issued_at = models.DateTimeField()
    expires_on = models.DateField(null=True, blank=True, help_text="The last day on which it is valid")
    renewable_from = models.DateField(null=True, blank=True, help_text="From when attending again begins a new cycle")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(max_length=24, choices=WithdrawalReason.choices, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False
    )
    replaced_at = models.DateTimeField(null=True, blank=True)
    replacement_reason = models.CharField(max_length=24, choices=ReplacementReason.choices, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "course"], name="certificates_of_a_course"),
            models.Index(fields=["expires_on"], name="certificates_by_expiry", condition=Q(replaced_at__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course", "cycle"],
                condition=Q(replaced_at__isnull=True),
                name="one_certificate_per_person_course_and_cycle",
            ),
            models.UniqueConstraint(
                fields=["attendance"],
                condition=Q(replaced_at__isnull=True),
                name="an_attendance_earns_one_certificate",
            ),
            models.CheckConstraint(
                name="a_withdrawal_has_a_time_and_a_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
            ),
            models.CheckConstraint(
                name="a_replacement_has_a_time_and_a_reason",
                condition=Q(replaced_at__isnull=True, replacement_reason="")
                | (Q(replaced_at__isnull=False) & ~Q(replacement_reason="")),
            ),
            models.CheckConstraint(
                name="only_what_expires_is_renewed",
                condition=Q(renewable_from__isnull=True) | Q(expires_on__gte=models.F("renewable_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def state(self, on: date) -> CertificateState:
        """What a check on that day answers: one that replaced it says most, and a withdrawal outweighs an expiry."""
        if self.replaced_at:
            return CertificateState.REPLACED
        if self.withdrawn_at:
            return CertificateState.WITHDRAWN
        if self.expires_on and self.expires_on < on:
            return CertificateState.EXPIRED
        return CertificateState.VALID

    def stands(self) -> bool:
        """Whether it was neither replaced nor withdrawn."""
        return self.replaced_at is None and self.withdrawn_at is None


class CertificateFile(models.Model):
    """The document as it was made at issue, kept in the database so that record, document and email are one
    transaction. `sha256` is its hex digest."""

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    certificate = models.OneToOneField(Certificate, on_delete=models.CASCADE, related_name="file")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"Document of {self.certificate_id}"
