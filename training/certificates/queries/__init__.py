"""Which certificates are owed, which no longer stand on their attendance, and how one is found and checked."""

from training.certificates.queries.badges import badge_of, course_with_badges, revoked_in
from training.certificates.queries.finding import (
    canonical_number,
    certificates_of,
    find_certificate,
    is_surname,
    masked,
)
from training.certificates.queries.owing import course_earned, no_longer_earned, owed, renewable_from

__all__ = [
    "badge_of",
    "canonical_number",
    "certificates_of",
    "course_earned",
    "course_with_badges",
    "find_certificate",
    "is_surname",
    "masked",
    "no_longer_earned",
    "owed",
    "renewable_from",
    "revoked_in",
]
