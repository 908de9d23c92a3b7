"""Certificates, the evidence that people add to their record, and reminders to renew."""

from training.certificates.models.certificates import (
    GROUPS_OF_NUMBER,
    Certificate,
    CertificateFile,
    CertificateQuerySet,
    CertificateState,
    ReplacementReason,
    WithdrawalReason,
    new_number,
)
from training.certificates.models.evidence import (
    MOST_MINUTES,
    STEP,
    Evidence,
    EvidenceKind,
    EvidenceQuerySet,
    RecordPrint,
    private_files,
)
from training.certificates.models.refreshers import RefresherOptOut, RefresherReminder, ReminderKind

__all__ = [
    "GROUPS_OF_NUMBER",
    "MOST_MINUTES",
    "STEP",
    "Certificate",
    "CertificateFile",
    "CertificateQuerySet",
    "CertificateState",
    "Evidence",
    "EvidenceKind",
    "EvidenceQuerySet",
    "RecordPrint",
    "RefresherOptOut",
    "RefresherReminder",
    "ReminderKind",
    "ReplacementReason",
    "WithdrawalReason",
    "new_number",
    "private_files",
]
