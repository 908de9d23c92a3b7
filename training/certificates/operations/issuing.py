"""Issuing certificates: once for each person, course and cycle."""

import calendar
import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from wagtail.log_actions import log

from people.models import Partnership, Person
from training.attendance.models import Attendance
from training.certificates import emails
from training.certificates.document import TEMPLATE_VERSION, print_certificate
from training.certificates.models import Certificate, CertificateFile
from training.certificates.queries import course_earned, owed, renewable_from

# All that a certificate says, and all that its hash is of.
FROZEN = (
    "number", "cycle", "holder_name", "course_title", "cpd_hours", "attended_on", "issuer", "heading", "words",
    "outcomes", "signatory_name", "signatory_post", "language", "template_version", "issued_at", "expires_on",
)  # fmt: skip


def issue(*, attendance_id: int, at: datetime) -> Certificate | None:
    """Issue the certificate that an attendance has earned: the record, its document and the email that brings it, all
    or nothing. Returns the one there is where it was issued before, and None where none is owed.

    The document is made before the transaction, which then only writes: making it takes longer than others should wait.
    """
    attendance = owed(at).filter(pk=attendance_id).select_related("person", "course__renews", "booking").first()
    if attendance is None:
        return _issued(attendance_id)
    certificate = draft(attendance, at)
    pdf = print_certificate(certificate)
    with transaction.atomic():
        # Whoever comes second waits here, then finds the certificate, of this attendance or another of the same person,
        # or that the mark was corrected.
        Person.objects.select_for_update(no_key=True).get(pk=attendance.person_id)
        Attendance.objects.select_for_update(no_key=True).get(pk=attendance_id)
        still_owed = owed(at).filter(pk=attendance_id).exists()
        if not still_owed or _next_cycle(attendance.person_id, certificate.course_id) != certificate.cycle:
            return _issued(attendance_id)
        keep(certificate, pdf)
        emails.send_issued(certificate, pdf)
        log(instance=certificate, action="training.certificate.issue", data={"attendance": attendance_id})
    return certificate


def keep(certificate: Certificate, pdf: bytes) -> None:
    """Write the record and its document, in the caller's transaction."""
    certificate.save()
    CertificateFile.objects.create(certificate=certificate, pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest())


def draft(attendance: Attendance, at: datetime) -> Certificate:
    """The record in words of its own, not saved yet."""
    course, partnership = course_earned(attendance), Partnership.load()
    expires_on = last_valid_day(attendance.attended_on, course.validity_months)
    certificate = Certificate(
        attendance=attendance,
        person=attendance.person,
        course=course,
        cycle=_next_cycle(attendance.person_id, course.pk),
        holder_name=attendance.person.name or attendance.booking.name,
        course_title=course.title,
        cpd_hours=attendance.course.cpd_hours,
        attended_on=attendance.attended_on,
        issuer=partnership.issuer or partnership.name,
        heading=course.certificate_heading,
        words=course.certificate_words,
        outcomes=course.outcome_list(),
        signatory_name=course.signatory_name,
        signatory_post=course.signatory_post,
        template_version=TEMPLATE_VERSION,
        issued_at=at,
        expires_on=expires_on,
        renewable_from=renewable_from(expires_on, attendance.attended_on),
    )
    certificate.facts_hash = hash_of_facts(certificate)
    return certificate


def hash_of_facts(certificate: Certificate) -> str:
    """The SHA-256, in hex, of all that a certificate says: its facts as JSON with sorted keys, without spaces, moments
    and dates in ISO 8601, hours with one decimal. It is the same whenever it is worked out again."""
    facts = {name: _plain(getattr(certificate, name)) for name in FROZEN}
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def last_valid_day(attended_on: date, months: int | None) -> date | None:
    """The same day so many months on, or the last day of a month that is shorter; None where there is no limit."""
    if not months:
        return None
    year, month = divmod(attended_on.year * 12 + attended_on.month - 1 + months, 12)
    return date(year, month + 1, min(attended_on.day, calendar.monthrange(year, month + 1)[1]))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.1f}" if isinstance(value, Decimal) else value


def _next_cycle(person_id: int, course_id: int) -> int:
    latest = Certificate.objects.filter(person=person_id, course=course_id).aggregate(latest=Max("cycle"))["latest"]
    return (latest or 0) + 1


def _issued(attendance_id: int) -> Certificate | None:
    return Certificate.objects.current().filter(attendance_id=attendance_id).first()
