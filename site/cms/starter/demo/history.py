"""Writes what happened in the demonstration's sessions, as rows: it is history, so nobody is written to about it.

The verbs that people use would send an email for every one of these bookings. What the verbs keep true is kept true
here: the places held, what an attendance freezes, the course's rule, a mark for each entry, a certificate wherever one
was earned. Those certificates have no document: an invented person never signs in to fetch one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import cast

from django.utils import timezone

from cms.starter.demo.schedule import PlannedSession
from people.models import Partnership, Person
from training.certificates.queries import last_valid_day, renewable_from, seal
from training.models import (
    Attendance,
    AttendanceStatus,
    Booking,
    BookingStatus,
    Certificate,
    Claim,
    ClaimSource,
    Notice,
    NoticeKind,
    Session,
)

STATUSES = (AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.LEFT_EARLY, AttendanceStatus.ABSENT)
HOW_OFTEN = (84, 5, 4, 7)
LAST_BOOKING = timedelta(days=2)  # before a session, or before now


@dataclass
class Records:
    """How many of each were written."""

    bookings: int = 0
    attendances: int = 0
    certificates: int = 0


@dataclass
class _Pool:
    """Draws people for a session, each at most once for a course while there are others."""

    people: list[Person]
    random: Random
    seen: dict[int, set[int]] = field(default_factory=dict)

    def draw(self, *, course_id: int, number: int) -> list[Person]:
        """So many different people."""
        seen = self.seen.setdefault(course_id, set())
        fresh = [person for person in self.people if person.pk not in seen]
        if len(fresh) < number:
            seen.clear()
            fresh = self.people
        drawn = self.random.sample(fresh, number)
        seen.update(person.pk for person in drawn)
        return drawn


def write(
    *,
    planned: list[PlannedSession],
    sessions: list[Session],
    attenders: list[Person],
    marked_by: Person,
    at: datetime,
    random: Random,
) -> Records:
    """Fill each session as planned and mark the registers of those that are to be marked.

    `attenders` come with their organisation and its kind, and all have a role and an organisation.
    """
    records = Records()
    issuer = Partnership.load().issuer
    pool = _Pool(attenders, random)
    certified: set[tuple[int, int]] = set()
    for plan, session in zip(planned, sessions, strict=True):
        number = max(1, round(plan.filled * plan.capacity))
        people = pool.draw(course_id=session.course_id, number=number)
        bookings = Booking.objects.bulk_create(_booking(session, person, at, random) for person in people)
        Notice.objects.bulk_create(_notice(booking) for booking in bookings)
        session.places_held = len(bookings)
        session.save(update_fields=["places_held"])
        records.bookings += len(bookings)
        if plan.is_marked:
            entries = [_attendance(booking, session, random) for booking in bookings]
            attendances = Attendance.objects.bulk_create(entries)
            Claim.objects.bulk_create(_claim(attendance, session, marked_by) for attendance in attendances)
            certificates = Certificate.objects.bulk_create(_certificates(attendances, issuer, certified))
            records.attendances += len(attendances)
            records.certificates += len(certificates)
    return records


def _booking(session: Session, person: Person, at: datetime, random: Random) -> Booking:
    """A place that was booked and confirmed some days before the session, and before now."""
    booked_at = min(session.starts_at, at) - LAST_BOOKING - timedelta(minutes=random.randrange(30 * 24 * 60))
    return Booking(
        session=session,
        person=person,
        email=person.email,
        name=person.name,
        role=person.role,
        organisation=person.organisation,
        status=BookingStatus.CONFIRMED,
        booked_at=booked_at,
        confirmed_at=booked_at + timedelta(minutes=random.randrange(1, 60)),
    )


def _notice(booking: Booking) -> Notice:
    """That the person was told, without an email: nobody is written to about what is invented."""
    moment = booking.booked_at
    return Notice(booking=booking, kind=NoticeKind.CONFIRMED, sequence=0, made_at=moment, queued_at=moment)


def _attendance(booking: Booking, session: Session, random: Random) -> Attendance:
    """An entry in the register as chance has it: most people come, and stay."""
    status = random.choices(STATUSES, HOW_OFTEN)[0]
    length = session.course.duration_minutes
    missed = {AttendanceStatus.PRESENT: 0, AttendanceStatus.ABSENT: length}
    return _entry(booking, session, status, length - missed.get(status, random.randrange(5, length // 2)))


def _entry(booking: Booking, session: Session, status: AttendanceStatus, minutes: int) -> Attendance:
    """An entry in the register, with what it freezes."""
    organisation = booking.organisation
    return Attendance(
        booking=booking,
        status=status,
        minutes=minutes,
        met_rule=minutes >= session.course.certificate_minutes,
        attended_on=timezone.localdate(session.starts_at),
        person_id=cast(int, booking.person_id),  # a confirmed booking has its person
        session=session,
        course=session.course,
        role=booking.role,
        organisation=organisation,
        sector_id=organisation.kind.sector_id,
        local_authority_id=organisation.local_authority_id,
    )


def _claim(attendance: Attendance, session: Session, marked_by: Person) -> Claim:
    """Who marked the entry, at the end of the session."""
    return Claim(
        attendance=attendance,
        source=ClaimSource.REGISTER,
        status=attendance.status,
        minutes=attendance.minutes,
        made_by=marked_by,
        device_at=session.ends_at,
        made_at=session.ends_at,
        received_at=session.ends_at,
    )


def _certificates(attendances: list[Attendance], issuer: str, certified: set[tuple[int, int]]) -> Iterator[Certificate]:
    """The record of each certificate that was earned, as it would have been issued just after the session: one for each
    person and course. None of these is old enough to be renewed."""
    for attendance in attendances:
        course, session = attendance.course, attendance.session
        whose = (attendance.person_id, course.pk)
        if attendance.met_rule and course.awards_certificate and whose not in certified:
            certified.add(whose)
            expires_on = last_valid_day(attendance.attended_on, course.validity_months)
            certificate = Certificate(
                attendance=attendance,
                person_id=attendance.person_id,
                course=course,
                holder_name=attendance.booking.name,
                course_title=course.title,
                cpd_hours=course.cpd_hours,
                attended_on=attendance.attended_on,
                issuer=issuer,
                issued_at=session.ends_at + timedelta(minutes=5),
                expires_on=expires_on,
                renewable_from=renewable_from(expires_on, attendance.attended_on),
            )
            yield seal(certificate)


def attend(*, session: Session, person: Person, marked_by: Person, at: datetime) -> Attendance:
    """Write that one person was there for the whole of a past session. The certificate is left for the verb."""
    booking = _booking(session, person, at, Random(person.pk))  # noqa: S311
    booking.save()
    session.places_held += 1
    session.save(update_fields=["places_held"])
    attendance = _entry(booking, session, AttendanceStatus.PRESENT, session.course.duration_minutes)
    attendance.save()
    _claim(attendance, session, marked_by).save()
    return attendance
