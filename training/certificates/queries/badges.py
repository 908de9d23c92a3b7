"""Badges: the words in them, what they are given for today, and which of them no longer hold good."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, Subquery

from documents.badges import PLACES
from documents.figures import in_figures
from training.certificates.models import Certificate, CertificateBadge
from training.courses.models import Course


@dataclass(frozen=True)
class Revoked:
    """Which bits of one status list are set, and when the last of them was: None where none is."""

    indexes: frozenset[int]
    changed_at: datetime | None


def badge_of(certificate: Certificate) -> CertificateBadge | None:
    """The badge that was made of a certificate."""
    return CertificateBadge.objects.filter(certificate=certificate).first()


def course_with_badges(course_id: int) -> Course | None:
    """A course of which somebody has a badge: a badge leads to its course, so it is there for everybody."""
    badges = CertificateBadge.objects.filter(certificate__course=OuterRef("pk"))
    return Course.objects.filter(Exists(badges), pk=course_id).first()


def revoked_in(number: int) -> Revoked | None:
    """The bits of the status list with a number, in one query; None where no certificate has its place in it.

    A certificate's place is its key: so it has one from the start, whether a badge is made of it or not.
    """
    places = Certificate.objects.filter(pk__gte=number * PLACES, pk__lt=(number + 1) * PLACES)
    any_at_all = Subquery(places.order_by("pk").values("pk")[:1])
    ended = Q(withdrawn_at__isnull=False) | Q(replaced_at__isnull=False)
    rows = list(places.filter(ended | Q(pk=any_at_all)).values_list("pk", "withdrawn_at", "replaced_at"))
    if not rows:
        return None
    changes = {key: [at for at in ends if at] for key, *ends in rows}
    return Revoked(
        indexes=frozenset(key % PLACES for key, ends in changes.items() if ends),
        changed_at=max((at for ends in changes.values() for at in ends), default=None),
    )


def description(*, hours: Decimal, words: str, outcomes: list[str], renewed_by: str = "") -> str:
    """What a badge is about: the course's own words where it has any, the hours, and what people learned; of one that
    a refresher renewed, whose hours they are."""
    of_what = f", of the refresher {renewed_by}" if renewed_by else ""
    told = [words.strip(), f"{in_figures(hours)} hours of continuing professional development (CPD){of_what}."]
    if outcomes:
        told.append("What people learn: " + "; ".join(outcome.rstrip(".;") for outcome in outcomes) + ".")
    return " ".join(part for part in told if part)


def criteria_met(certificate: Certificate) -> str:
    """What its holder did, from what is frozen in a certificate."""
    on = f"{certificate.attended_on.day} {certificate.attended_on:%B %Y}"
    as_shown = "for at least as long as it asks for, as the session’s register shows."
    if certificate.renewed_by:
        refresher = certificate.renewed_by
        return f"Held the certificate of this course, and renewed it: took part in {refresher} on {on} {as_shown}"
    return f"Took part in this course on {on} {as_shown}"


def criteria_of(course: Course) -> str:
    """What to do for a badge of a course, as it is today, and by which refreshers it is renewed."""
    rule = f"Take part in a session for at least {course.certificate_minutes} minutes, as its register shows"
    rule += ", and answer the evaluation." if course.certificate_waits_for_evaluation else "."
    refreshers = course.refreshers.filter(is_active=True).order_by("title").values_list("title", flat=True)
    return f"{rule} Renewed by taking part in {' or '.join(refreshers)}." if refreshers else rule
