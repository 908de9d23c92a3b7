"""People who attended a course, and certificates that they were issued."""

from datetime import timedelta

from tests.factories import BookingFactory, CourseFactory, PersonFactory, SessionFactory
from training.attendance.operations import mark
from training.certificates.operations import issue


def attend(at, *, course=None, person=None, name="Sam Example", status="present", minutes=None, **session):
    """One person's attendance at a session that begins then and lasts two hours."""
    session = SessionFactory(starts_at=at, course=course or CourseFactory(title="Understanding trauma"), **session)
    booking = BookingFactory(session=session, person=person or PersonFactory(name=name))
    return mark(booking=booking, status=status, minutes=minutes, by=None, at=at)


def certify(at, **facts):
    """The certificate of such an attendance, as it is issued when the session ends."""
    return issue(attendance_id=attend(at, **facts).pk, at=at + timedelta(hours=2))
