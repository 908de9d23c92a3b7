"""People who attended and were certified, as the register and the worker make it."""

from datetime import datetime, time, timedelta

from documents.dates import moment
from tests.factories import BookingFactory, CourseFactory, PersonFactory, SessionFactory
from training.attendance.operations import mark
from training.certificates.operations import issue


def attend(person=None, *, on, course=None, status="present", minutes=None):
    """Somebody's attendance at a session of two hours at noon that day."""
    starts_at = moment(on, time(12))
    session = SessionFactory(course=course or CourseFactory(), starts_at=starts_at)
    booking = BookingFactory(session=session, person=person or PersonFactory(), booked_at=starts_at - timedelta(days=9))
    return mark(booking=booking, status=status, minutes=minutes, by=None, at=starts_at)


def certify(person=None, *, on, course=None):
    """The certificate of such an attendance, issued when the session ended."""
    attendance = attend(person, on=on, course=course)
    certificate = issue(attendance_id=attendance.pk, at=attendance.session.ends_at)
    assert certificate is not None
    return certificate


def expire(certificate, on):
    """Let a certificate end on that day."""
    certificate.expires_on = on
    certificate.renewable_from = max(certificate.attended_on + timedelta(1), on - timedelta(183))
    certificate.save()
    return certificate


def at_noon(on) -> datetime:
    return moment(on, time(12))
