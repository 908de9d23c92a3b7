"""Certificates in words of their own, as they would be issued: nothing is written."""

from copy import copy
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from people.models import Partnership
from training.attendance.models import Attendance
from training.certificates.document import TEMPLATE_VERSION, language_of_document
from training.certificates.models import Certificate, ReplacementReason, new_number
from training.certificates.queries.facts import hash_of_facts, last_valid_day
from training.certificates.queries.owing import course_earned, renewable_from
from training.courses.models import Course
from training.sessions.models import Session

SAMPLE_NUMBER = "0000-0000-0000"  # of no certificate: a new one would have to draw sixty zeros


def draft(attendance: Attendance, at: datetime) -> Certificate:
    """The record that an attendance earns, not saved yet."""
    course = course_earned(attendance)
    certificate = Certificate(
        attendance=attendance,
        person=attendance.person,
        course=course,
        cycle=next_cycle(attendance.person_id, course.pk),
        holder_name=attendance.person.name or attendance.booking.name,
        issued_at=at,
        template_version=TEMPLATE_VERSION,
    )
    _take_details(certificate, attendance, course)
    return seal(certificate)


def redraft(
    certificate: Certificate, *, reason: str, name: str, at: datetime, partnership: Partnership | None = None
) -> Certificate:
    """The record that takes the place of another, not saved yet: with its own number, in the same cycle, and with the
    name given. Details are read anew where they are what is corrected; all else says what it said. Whoever
    drafts many reads the partnership once."""
    new = copy(certificate)
    new._state.adding, new.pk = True, None
    new.number, new.issued_at, new.template_version, new.holder_name = new_number(), at, TEMPLATE_VERSION, name
    new.withdrawn_at, new.withdrawal_reason = None, ""
    new.replaces = certificate
    if reason == ReplacementReason.DETAILS_CORRECTED:
        _take_details(new, certificate.attendance, certificate.course, partnership)
    return seal(new)


def seal(certificate: Certificate) -> Certificate:
    """Give a record the hash of what it says."""
    certificate.facts_hash = hash_of_facts(certificate)
    return certificate


def next_cycle(person_id: int, course_id: int) -> int:
    """The number of the cycle that a person's next certificate of a course begins."""
    latest = Certificate.objects.filter(person=person_id, course=course_id).aggregate(latest=Max("cycle"))["latest"]
    return (latest or 0) + 1


def _take_details(
    certificate: Certificate, attendance: Attendance, course: Course, partnership: Partnership | None = None
) -> None:
    """All that a certificate says of the course and of the day. Of one that is renewed by a refresher, it says so; its
    hours are those of the refresher, since that is what was attended."""
    partnership = partnership or Partnership.load()
    certificate.course_title = course.title
    certificate.renewed_by = attendance.course.title if attendance.course_id != course.pk else ""
    certificate.cpd_hours = attendance.course.cpd_hours
    certificate.attended_on = attendance.attended_on
    certificate.issuer = partnership.issuer or partnership.name
    certificate.heading = course.certificate_heading
    certificate.words = course.certificate_words
    certificate.outcomes = course.outcome_list()
    certificate.signatory_name = course.signatory_name
    certificate.signatory_post = course.signatory_post
    certificate.language = language_of_document(attendance.session.language)
    certificate.expires_on = last_valid_day(attendance.attended_on, course.validity_months)
    certificate.renewable_from = renewable_from(certificate.expires_on, attendance.attended_on)


def sample(course: Course, language: str, at: datetime) -> Certificate:
    """What a certificate of a course would say today, for somebody who does not exist."""
    certificate = Certificate(holder_name="Sam Example", number=SAMPLE_NUMBER, issued_at=at, template_version="")
    session = Session(course=course, language=language)
    attendance = Attendance(course=course, session=session, attended_on=timezone.localdate(at))
    _take_details(certificate, attendance, course)
    return certificate
