"""Attendance for tests, as facts alone: booked, marked and counted or not."""

from datetime import UTC, date, datetime, time, timedelta

from tests.factories import BookingFactory, SessionFactory
from training.models import Attendance, AttendanceStatus, SessionMode


def session_on(day: date, **fields):
    starts_at = datetime.combine(day, time(10), tzinfo=UTC)
    online = {"mode": SessionMode.ONLINE, "venue": None}  # no venue, and so no area made for each of many sessions
    return SessionFactory(
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), capacity=100, **{**online, **fields}
    )


def attended(person, day: date, *, counts=True, session=None, **facts) -> Attendance:
    """This person's attendance on that day; role, organisation, sector and area are theirs unless given."""
    session = session or session_on(day)
    where = person.organisation
    known = {"role": person.role, "organisation": where, "sector": None, "local_authority": None}
    if where:
        known |= {"sector": where.kind.sector, "local_authority": where.local_authority}
    return Attendance.objects.create(
        booking=BookingFactory(session=session, person=person),
        person=person,
        session=session,
        course=session.course,
        attended_on=day,
        status=AttendanceStatus.PRESENT if counts else AttendanceStatus.ABSENT,
        minutes=120 if counts else 0,
        met_rule=counts,
        **{**known, **facts},
    )
