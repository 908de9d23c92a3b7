"""What took a certificate's place, what it took the place of, and what would differ in one that is made anew."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from documents.dates import day
from training.certificates.models import Certificate
from training.certificates.queries.facts import hash_of_words

LABELS = {
    "holder_name": "Name", "course_title": "Course", "renewed_by": "Renewed by", "cpd_hours": "CPD hours",
    "attended_on": "Attended on", "issuer": "Issuer", "heading": "Heading", "words": "Words",
    "outcomes": "What the course covers", "signatory_name": "Signed by", "signatory_post": "Signed as",
    "language": "Language", "expires_on": "Valid until",
}  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One thing that a new certificate would say otherwise."""

    label: str
    was: str
    now: str


def latest_of(certificate: Certificate) -> Certificate:
    """The last of those that took its place, or itself: all of them share person, course and cycle."""
    if certificate.replaced_at is None:
        return certificate
    return Certificate.objects.current().get(
        person=certificate.person_id, course=certificate.course_id, cycle=certificate.cycle
    )


def line_of(certificate: Certificate) -> list[Certificate]:
    """All that were issued for this person, course and cycle, the first first: each replaced the one before."""
    whose = {"person": certificate.person_id, "course": certificate.course_id, "cycle": certificate.cycle}
    return list(Certificate.objects.filter(**whose).order_by("pk"))


def earned_since_withdrawal(certificate: Certificate) -> Certificate | None:
    """One that the holder earned within the time of a certificate that was withdrawn, and would not have, had it
    stood."""
    later = Certificate.objects.standing().filter(
        person=certificate.person_id, course=certificate.course_id, cycle__gt=certificate.cycle
    )
    if certificate.renewable_from:
        later = later.filter(Q(attended_on__lt=certificate.renewable_from))
    return later.order_by("cycle").first()


def says_the_same(certificate: Certificate, other: Certificate) -> bool:
    """Whether two certificates differ in nothing but the sheet."""
    return hash_of_words(certificate) == hash_of_words(other)


def differences(certificate: Certificate, other: Certificate) -> list[Difference]:
    """What the other says otherwise, in words for staff."""
    pairs = ((label, getattr(certificate, name), getattr(other, name)) for name, label in LABELS.items())
    return [Difference(label, _in_words(was), _in_words(now)) for label, was, now in pairs if was != now]


def _in_words(value: Any) -> str:
    if isinstance(value, date):
        return day(value)
    return str(("; ".join(value) if isinstance(value, list) else value) or "nothing")
