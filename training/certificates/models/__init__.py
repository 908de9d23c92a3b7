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

__all__ = [
    "GROUPS_OF_NUMBER",
    "Certificate",
    "CertificateBadge",
    "CertificateFile",
    "CertificateQuerySet",
    "CertificateState",
    "ReplacementReason",
    "WithdrawalReason",
    "new_number",
]
