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

__all__ = [
    "GROUPS_OF_NUMBER",
    "Certificate",
    "CertificateBadge",
    "CertificateFile",
    "CertificateQuerySet",
    "CertificateState",
    "NameRequest",
    "NameRequestState",
    "Reissue",
    "ReissueRow",
    "ReplacementReason",
    "WithdrawalReason",
    "new_number",
]
