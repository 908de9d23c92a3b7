"""Certificates: issued once, frozen, printed, sent, withdrawn."""

import hashlib
from datetime import date, timedelta

import pytest
from page import ValidationProfile, validate_pdf_bytes
from post_office.models import Email
from wagtail.models import ModelLogEntry

from documents.pdf import DocumentNotMade
from people.models import Partnership
from tests.factories import BookingFactory, CourseFactory, PersonFactory, SessionFactory
from training.attendance.operations import mark
from training.certificates import operations, queries, tasks
from training.certificates.operations import issue, issuing, withdraw
from training.certificates.queries import last_valid_day
from training.models import Certificate, CertificateFile, WithdrawalReason

pytestmark = pytest.mark.django_db


def attend(noon, status="present", minutes=None, course=None, name="Sam Example"):
    """One person's attendance at a session from noon to two."""
    session = SessionFactory(starts_at=noon, course=course or CourseFactory(title="Understanding trauma"))
    booking = BookingFactory(session=session, person=PersonFactory(name=name))
    return mark(booking=booking, status=status, minutes=minutes, by=None, at=noon)


@pytest.fixture
def attendance(noon):
    return attend(noon)


@pytest.fixture
def after(noon):
    """The moment the session ends."""
    return noon + timedelta(hours=2)


@pytest.fixture
def certificate(attendance, after):
    return issue(attendance_id=attendance.pk, at=after)


# --- Owed or not ---------------------------------------------------------------------------------------------------


def test_a_certificate_is_owed_once_the_session_is_over(attendance, after):
    assert issue(attendance_id=attendance.pk, at=after - timedelta(seconds=1)) is None
    assert list(queries.owed(after)) == [attendance]
    assert issue(attendance_id=attendance.pk, at=after) == Certificate.objects.get()
    assert list(queries.owed(after)) == []


@pytest.mark.parametrize(("status", "minutes"), [("late", 89), ("absent", None)])
def test_none_is_owed_where_the_rule_was_not_met(noon, after, status, minutes):
    attendance = attend(noon, status, minutes)
    assert issue(attendance_id=attendance.pk, at=after) is None
    assert Certificate.objects.count() == 0


def test_none_is_owed_where_the_course_awards_none(noon, after):
    attendance = attend(noon, course=CourseFactory(awards_certificate=False))
    assert issue(attendance_id=attendance.pk, at=after) is None


def test_an_attendance_that_is_gone_owes_nothing(after):
    assert issue(attendance_id=404, at=after) is None


# --- What issuing makes --------------------------------------------------------------------------------------------


def test_record_document_and_email_say_the_same(certificate, after):
    file = CertificateFile.objects.get(certificate=certificate)
    email = Email.objects.get()
    [attached] = email.attachments.all()
    assert (file.sha256, bytes(file.pdf)[:5]) == (hashlib.sha256(bytes(file.pdf)).hexdigest(), b"%PDF-")
    with open(attached.file.path, "rb") as kept:
        assert kept.read() == bytes(file.pdf)
    assert (attached.name, attached.mimetype) == (f"certificate-{certificate.number}.pdf", "application/pdf")
    assert (email.to, email.subject) == ([certificate.person.email], "Your certificate: Understanding trauma")
    assert f"Number: {certificate.number}" in email.message
    assert (
        f"Download my certificate: http://testserver/certificates/{certificate.number}/certificate.pdf?key="
        in email.message
    )
    assert (certificate.issued_at, certificate.expires_on) == (after, date(2029, 3, 10))


def test_issuing_twice_gives_the_same_certificate_and_one_email(certificate, attendance, after):
    assert issue(attendance_id=attendance.pk, at=after + timedelta(days=1)) == certificate
    assert (CertificateFile.objects.count(), Email.objects.count()) == (1, 1)


def test_a_mark_corrected_while_the_document_was_being_made_leaves_no_certificate(attendance, after, monkeypatch):
    printed = issuing.print_certificate

    def corrected_meanwhile(certificate):
        mark(booking=attendance.booking, status="absent", by=None, at=after)
        return printed(certificate)

    monkeypatch.setattr(issuing, "print_certificate", corrected_meanwhile)
    assert issue(attendance_id=attendance.pk, at=after) is None
    assert (Certificate.objects.count(), Email.objects.count()) == (0, 0)


def test_what_changes_later_does_not_reach_the_certificate(certificate, attendance, after):
    attendance.person.name, attendance.course.title, attendance.course.cpd_hours = "New Name", "New title", 9
    attendance.person.save()
    attendance.course.save()
    issue(attendance_id=attendance.pk, at=after)
    certificate.refresh_from_db()
    assert (certificate.holder_name, certificate.course_title, certificate.cpd_hours) == (
        "Sam Example", "Understanding trauma", 2
    )  # fmt: skip


def test_the_issuer_is_the_one_that_the_partnership_names(attendance, after):
    partnership = Partnership.load()
    partnership.name, partnership.issuer = "Safer Somewhere", "The Safer Academy"
    partnership.save()
    assert issue(attendance_id=attendance.pk, at=after).issuer == "The Safer Academy"


@pytest.mark.parametrize(
    "name",
    [
        *("Sam Example", "Łucja Ó Ŵyn-O’Connor", "محمد عبد الرحمن", "Muhammad " * 16, "Ніна Шевченко"),
        *("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "নাম রহমান", "प्रिया शर्मा", "ગીતા પટેલ", "தமிழ் செல்வி", "ሰላም ተስፋይ"),
    ],
    ids=[
        *("plain", "accents", "arabic", "long", "cyrillic"),
        *("gurmukhi", "bengali", "devanagari", "gujarati", "tamil", "ethiopic"),
    ],
)
def test_the_document_is_one_accessible_sheet(noon, after, name):
    course = CourseFactory(title="A long title " * 15, learning_outcomes="An outcome of some length\n" * 12)
    certificate = issue(attendance_id=attend(noon, course=course, name=name.strip()).pk, at=after)
    report = validate_pdf_bytes(bytes(certificate.file.pdf), profile=ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in report.failures] == []
    assert report.document.page_count == 1


def test_nothing_is_left_behind_where_the_email_cannot_be_written(attendance, after, caplog):
    attendance.person.email = "not an address"
    attendance.person.save()
    other = attend(attendance.session.starts_at)
    assert tasks.issue_owed(everything=True) == 1
    assert list(Certificate.objects.values_list("attendance", flat=True)) == [other.pk]
    assert (CertificateFile.objects.count(), Email.objects.count()) == (1, 1)
    assert caplog.messages == [f"No certificate could be made for attendance {attendance.pk}: ValidationError"]


def test_nothing_is_issued_in_the_wrong_letters(attendance, after, monkeypatch):
    def missing(*args):
        raise DocumentNotMade

    monkeypatch.setattr("documents.pdf._press", missing)
    with pytest.raises(DocumentNotMade):
        issue(attendance_id=attendance.pk, at=after)
    assert (Certificate.objects.count(), Email.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("attended", "months", "last"),
    [
        (date(2026, 3, 10), 36, date(2029, 3, 10)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 3, 10), None, None),
    ],
)
def test_the_last_valid_day_minds_the_ends_of_months(attended, months, last):
    assert last_valid_day(attended, months) == last


# --- Asking for it -------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(monkeypatch):
    """The attendances for which a worker was asked."""
    asked = []
    monkeypatch.setattr(tasks.issue_certificate, "apply_async", lambda args, kwargs, **options: asked.append(args))
    return asked


def test_a_mark_after_the_end_asks_for_the_certificate_on_commit(
    noon, after, asked, django_capture_on_commit_callbacks
):
    booking = BookingFactory(session=SessionFactory(starts_at=noon))
    with django_capture_on_commit_callbacks(execute=True):
        attendance = mark(booking=booking, status="present", by=None, at=after)
        assert asked == []
    assert asked == [(attendance.pk,)]


def test_a_mark_during_the_session_or_below_the_rule_asks_for_none(
    noon, after, asked, django_capture_on_commit_callbacks
):
    session = SessionFactory(starts_at=noon)
    with django_capture_on_commit_callbacks(execute=True):
        mark(booking=BookingFactory(session=session), status="present", by=None, at=noon)
        mark(booking=BookingFactory(session=session), status="absent", by=None, at=after)
    assert asked == []


def test_the_sweep_issues_all_that_is_owed(noon):
    for number in range(3):
        attend(noon, name=f"Person {number}")
    assert (tasks.issue_owed(everything=True), tasks.issue_owed(everything=True)) == (3, 0)
    assert (Certificate.objects.count(), Email.objects.count()) == (3, 3)


# --- Withdrawing ---------------------------------------------------------------------------------------------------


def test_a_withdrawal_has_a_time_and_a_reason_and_is_told(certificate, after):
    manager = PersonFactory()
    withdraw(certificate=certificate, reason=WithdrawalReason.ISSUED_IN_ERROR, by=manager, at=after)
    certificate.refresh_from_db()
    assert (certificate.withdrawn_at, certificate.withdrawal_reason) == (after, "issued_in_error")
    assert certificate.state(after.date()) == "withdrawn"
    assert "Reason: Issued in error" in Email.objects.latest("pk").message


def test_a_certificate_is_withdrawn_once(certificate, after):
    withdraw(certificate=certificate, reason=WithdrawalReason.ISSUED_IN_ERROR, by=None, at=after)
    with pytest.raises(operations.AlreadyWithdrawn):
        withdraw(certificate=certificate, reason=WithdrawalReason.ISSUED_IN_ERROR, by=None, at=after)
    certificate.refresh_from_db()
    assert (certificate.withdrawal_reason, Email.objects.count()) == ("issued_in_error", 2)


@pytest.mark.parametrize("reason", ["", "because"])
def test_a_withdrawal_needs_one_of_the_reasons(certificate, after, reason):
    with pytest.raises(operations.ReasonNeeded):
        withdraw(certificate=certificate, reason=reason, by=None, at=after)
    certificate.refresh_from_db()
    assert certificate.withdrawn_at is None


def test_staff_are_shown_certificates_that_a_correction_no_longer_earns(certificate, attendance, noon, after):
    assert list(queries.no_longer_earned()) == []
    mark(booking=attendance.booking, status="absent", by=None, at=after)
    assert list(queries.no_longer_earned()) == [certificate]
    withdraw(certificate=certificate, reason=WithdrawalReason.REQUIREMENTS_NOT_MET, by=None, at=after)
    assert list(queries.no_longer_earned()) == []


def test_the_audit_names_nobody(certificate, after):
    manager = PersonFactory()
    withdraw(certificate=certificate, reason=WithdrawalReason.ISSUED_IN_ERROR, by=manager, at=after)
    issued, withdrawn = ModelLogEntry.objects.filter(action__startswith="training.certificate").order_by("pk")
    assert (issued.data, issued.label) == ({"attendance": certificate.attendance_id}, certificate.number)
    assert (withdrawn.data, withdrawn.user) == ({"reason": "issued_in_error"}, manager)
