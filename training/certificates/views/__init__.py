"""Pages of certificates: the holder's own, the public check of one, and what checks a badge."""

from training.certificates.views.badges import (
    badge_course,
    badge_issuer,
    badge_status,
    certificate_badge,
    certificate_badge_jwt,
    did_document,
)
from training.certificates.views.certificates import (
    certificate_ask_name,
    certificate_download,
    certificate_find,
    certificate_list,
    certificate_verify,
)

__all__ = [
    "badge_course",
    "badge_issuer",
    "badge_status",
    "certificate_ask_name",
    "certificate_badge",
    "certificate_badge_jwt",
    "certificate_download",
    "certificate_find",
    "certificate_list",
    "certificate_verify",
    "did_document",
]
