"""Issuing certificates: once for each person, course and cycle."""

import hashlib
from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from training.attendance.models import Attendance
from training.certificates import emails
from training.certificates.document import print_certificate
from training.certificates.models import Certificate, CertificateFile
from training.certificates.queries import course_earned, draft, next_cycle, owed, owed_by


def issue(*, attendance_id: int, at: datetime) -> Certificate | None:
    """Issue the certificate that an attendance has earned: the record, its document and the email that brings it, all
    or nothing. Returns the one there is where it was issued before, and None where none is owed. What the same person
    has earned by an earlier attendance of the course, of a refresher of it or of what it renews is issued first: in
    whatever order they are asked for, the same certificates come of them.

    The document is made before the transaction, which then only writes: making it takes longer than others should wait.
    """
    waiting = owed_by(attendance_id, at)
    if not waiting:
        return _issued(attendance_id)
    made = _issue(waiting[0], at)
    return made if waiting[0].pk == attendance_id else issue(attendance_id=attendance_id, at=at)


def _issue(attendance: Attendance, at: datetime) -> Certificate | None:
    certificate = draft(attendance, at)
    pdf = print_certificate(certificate)
    with transaction.atomic():
        # Whoever comes second waits here, then finds the certificate, of this attendance or another of the same person,
        # or that the mark was corrected.
        Person.objects.select_for_update(no_key=True).get(pk=attendance.person_id)
        Attendance.objects.select_for_update(no_key=True).get(pk=attendance.pk)
        if not _is_still_right(certificate, at):
            return _issued(attendance.pk)
        keep(certificate, pdf)
        emails.send_issued(certificate, pdf)
        log(instance=certificate, action="training.certificate.issue", data={"attendance": attendance.pk})
    return certificate


def keep(certificate: Certificate, pdf: bytes) -> None:
    """Write the record and its document, in the caller's transaction."""
    certificate.save()
    CertificateFile.objects.create(certificate=certificate, pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest())


def _is_still_right(certificate: Certificate, at: datetime) -> bool:
    """Whether what was printed is still what is owed; if not, the next sweep prints what is."""
    attendance = owed(at).filter(pk=certificate.attendance_id).select_related("course__renews").first()
    if attendance is None or course_earned(attendance).pk != certificate.course_id:
        return False
    return next_cycle(certificate.person_id, certificate.course_id) == certificate.cycle


def _issued(attendance_id: int) -> Certificate | None:
    return Certificate.objects.current().filter(attendance_id=attendance_id).first()
