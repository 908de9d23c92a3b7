"""Certificates, their documents and their badges."""

from training.certificates.models.badges import CertificateBadge
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
from training.certificates.models.changes import NameRequest, NameRequestState, Reissue, ReissueRow
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
    "CertificateBadge",
    "CertificateFile",
    "CertificateQuerySet",
    "CertificateState",
    "Evidence",
    "EvidenceKind",
    "EvidenceQuerySet",
    "NameRequest",
    "NameRequestState",
    "RecordPrint",
    "RefresherOptOut",
    "RefresherReminder",
    "Reissue",
    "ReissueRow",
    "ReminderKind",
    "ReplacementReason",
    "WithdrawalReason",
    "new_number",
    "private_files",
]
