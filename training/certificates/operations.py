"""Issuing certificates and withdrawing them."""

import calendar
import hashlib
from datetime import date, datetime
from itertools import accumulate

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from wagtail.log_actions import log

from documents.pdf import render_pdf
from documents.qr import qr_svg
from people.models import Partnership, Person
from training.attendance.models import Attendance
from training.certificates import emails
from training.certificates.models import Certificate, CertificateFile, WithdrawalReason
from training.certificates.queries import owed

ROOM_FOR_WORDS = 560  # characters of the name, the course, the issuer and the outcomes together


class WithdrawalRefused(Exception):
    """A withdrawal that is not made. The text is fit to show to the member of staff."""


class AlreadyWithdrawn(WithdrawalRefused):
    """It no longer stands as it is."""

    def __init__(self) -> None:
        super().__init__("This certificate has already been withdrawn.")


class ReasonNeeded(WithdrawalRefused):
    """No reason of those that can be shown was given."""

    def __init__(self) -> None:
        super().__init__("Choose a reason for withdrawing the certificate.")


def issue(*, attendance_id: int, at: datetime) -> Certificate | None:
    """Issue the certificate that an attendance has earned: the record, its document and the email that brings it, all
    or nothing. Returns the one there is where it was issued before, and None where none is owed.

    The document is made before the transaction, which then only writes: making it takes longer than others should wait.
    """
    attendance = owed(at).filter(pk=attendance_id).select_related("person", "course", "booking").first()
    if attendance is None:
        return _issued(attendance_id)
    certificate = _draft(attendance, at)
    pdf = _print(certificate)
    with transaction.atomic():
        # Whoever comes second waits here, then finds the certificate, or that the mark was corrected.
        Attendance.objects.select_for_update(no_key=True).get(pk=attendance_id)
        if not owed(at).filter(pk=attendance_id).exists():
            return _issued(attendance_id)
        certificate.save()
        CertificateFile.objects.create(certificate=certificate, pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest())
        emails.send_issued(certificate, pdf)
        log(instance=certificate, action="training.certificate.issue", data={"attendance": attendance_id})
    return certificate


@transaction.atomic
def withdraw(*, certificate: Certificate, reason: str, by: Person | None, at: datetime) -> Certificate:
    """Say that a certificate no longer stands, and tell its holder. Whoever checks it is shown the date and the reason.

    Refusals: ReasonNeeded where the reason is none of WithdrawalReason; AlreadyWithdrawn.
    """
    if reason not in WithdrawalReason.values:
        raise ReasonNeeded
    certificate = Certificate.objects.select_for_update(no_key=True).get(pk=certificate.pk)
    if certificate.withdrawn_at:
        raise AlreadyWithdrawn
    certificate.withdrawn_at = at
    certificate.withdrawal_reason = reason
    certificate.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    emails.send_withdrawn(certificate)
    log(instance=certificate, action="training.certificate.withdraw", user=by, data={"reason": reason})
    return certificate


def last_valid_day(attended_on: date, months: int | None) -> date | None:
    """The same day so many months on, or the last day of a month that is shorter; None where there is no limit."""
    if not months:
        return None
    year, month = divmod(attended_on.year * 12 + attended_on.month - 1 + months, 12)
    return date(year, month + 1, min(attended_on.day, calendar.monthrange(year, month + 1)[1]))


def _issued(attendance_id: int) -> Certificate | None:
    return Certificate.objects.filter(attendance_id=attendance_id).first()


def _draft(attendance: Attendance, at: datetime) -> Certificate:
    """The record in words of its own, not saved yet."""
    course, partnership = attendance.course, Partnership.load()
    return Certificate(
        attendance=attendance,
        person=attendance.person,
        course=course,
        holder_name=attendance.person.name or attendance.booking.name,
        course_title=course.title,
        cpd_hours=course.cpd_hours,
        attended_on=attendance.attended_on,
        issuer=partnership.issuer or partnership.name,
        issued_at=at,
        expires_on=last_valid_day(attendance.attended_on, course.validity_months),
    )


def _print(certificate: Certificate) -> bytes:
    address = settings.SITE_URL + reverse("training:certificate-verify", args=[certificate.number])
    return render_pdf(
        "documents/certificate.html",
        {
            "certificate": certificate,
            "outcomes": _that_fit(certificate, certificate.course.outcome_list()),
            "verify_url": address,
            "qr": qr_svg(address, f"QR code that leads to {address}, where this certificate can be checked"),
        },
    )


def _that_fit(certificate: Certificate, outcomes: list[str]) -> list[str]:
    """As many outcomes as there is room for on the sheet; the course's page has them all."""
    taken = len(certificate.holder_name) + len(certificate.course_title) + len(certificate.issuer)
    lengths = accumulate(max(len(outcome), 60) for outcome in outcomes)
    return [outcome for outcome, length in zip(outcomes, lengths, strict=True) if length + taken <= ROOM_FOR_WORDS]
