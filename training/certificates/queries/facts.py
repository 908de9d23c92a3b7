"""What a certificate says, and the hash of it."""

import calendar
import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

from training.certificates.models import Certificate

# All that a certificate says, and all that its hash is of.
FROZEN = (
    "number", "cycle", "holder_name", "course_title", "renewed_by", "cpd_hours", "attended_on", "issuer", "heading",
    "words", "outcomes", "signatory_name", "signatory_post", "language", "template_version", "issued_at", "expires_on",
)  # fmt: skip
# What differs in every certificate, whatever it says of the course and the holder.
OF_THE_SHEET = {"number", "issued_at", "template_version"}


def hash_of_facts(certificate: Certificate) -> str:
    """The SHA-256, in hex, of all that a certificate says: its facts as JSON with sorted keys, without spaces, moments
    in UTC and dates in ISO 8601, hours with one decimal. It is the same whenever it is worked out again."""
    return _hash(certificate, FROZEN)


def hash_of_words(certificate: Certificate) -> str:
    """The same of what it says of the holder and of the course alone: two certificates have it in common if they differ
    in nothing but the sheet."""
    return _hash(certificate, [name for name in FROZEN if name not in OF_THE_SHEET])


def is_as_issued(certificate: Certificate) -> bool:
    """Whether the record says what it said when it was issued."""
    return certificate.facts_hash == hash_of_facts(certificate)


def last_valid_day(attended_on: date, months: int | None) -> date | None:
    """The same day so many months on, or the last day of a month that is shorter; None where there is no limit."""
    if not months:
        return None
    year, month = divmod(attended_on.year * 12 + attended_on.month - 1 + months, 12)
    return date(year, month + 1, min(attended_on.day, calendar.monthrange(year, month + 1)[1]))


def _hash(certificate: Certificate, names: Iterable[str]) -> str:
    facts = {name: _plain(getattr(certificate, name)) for name in names}
    facts["cpd_hours"] = f"{Decimal(certificate.cpd_hours):.1f}"
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value
