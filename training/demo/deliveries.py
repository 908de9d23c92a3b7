"""Made-up sessions of the last three years, each with its bookings, attendance and register."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from django.db import transaction

from documents.dates import moment
from training.attendance.models import Attendance, AttendanceStatus, Claim, ClaimSource
from training.bookings.models import Booking, BookingStatus
from training.demo.crowd import Member
from training.demo.groundwork import Groundwork
from training.sessions.models import Session, SessionMode, SessionStatus

DAYS = 3 * 365
LATELY, A_FEW = 21, 5
ATTENDANCES_AT_ONCE = 4_000
STATUSES = (AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.LEFT_EARLY, AttendanceStatus.ABSENT)
SHARES = (0.84, 0.05, 0.03, 0.08)
SHARE_CANCELLED = 0.03


@dataclass(frozen=True)
class Delivered:
    """What one chunk added."""

    sessions: int
    attendances: int
    counted: int


def deliver(
    *,
    sizes: list[int],
    members: list[Member],
    groundwork: Groundwork,
    today: date,
    random: Random,
    progress: Callable[[int], object],
) -> Delivered:
    """Hold one session for each of `sizes`, with that many attendances. A chunk is one transaction, so that stopping
    half-way leaves whole sessions. No more may attend one session than there are members. One of them, with a few
    people at least, was lately and waits for its evaluation."""
    counted = 0
    waiting = next((place for place, size in enumerate(sizes, start=1) if size >= A_FEW), None)
    chunk: list[tuple[int, bool]] = []
    for position, size in enumerate(sizes, start=1):
        chunk.append((size, position == waiting))
        if sum(size for size, _ in chunk) >= ATTENDANCES_AT_ONCE or position == len(sizes):
            with transaction.atomic():
                counted += _hold(chunk, members, groundwork, today, random)
            progress(sum(size for size, _ in chunk))
            chunk = []
    return Delivered(len(sizes), sum(sizes), counted)


def _hold(
    chunk: list[tuple[int, bool]], members: list[Member], groundwork: Groundwork, today: date, random: Random
) -> int:
    sizes = [size for size, _ in chunk]
    sessions = [_session(size, groundwork, today, random, waits=waits) for size, waits in chunk]
    Session.objects.bulk_create(sessions)
    facilitators = [random.choice(groundwork.facilitator_ids) for _ in sessions]
    Session.facilitators.through.objects.bulk_create(
        Session.facilitators.through(session_id=session.pk, person_id=facilitator)
        for session, facilitator in zip(sessions, facilitators, strict=True)
    )
    held = list(zip(sessions, sizes, facilitators, strict=True))
    booked = [
        (session, facilitator, member, _booking(session, member, place < size, random))
        for session, size, facilitator in held
        for place, member in enumerate(_choose(size, members, random))
    ]
    Booking.objects.bulk_create(booking for *_, booking in booked)
    came = [each for each in booked if each[-1].status == BookingStatus.CONFIRMED]
    attendances = [_attendance(booking, session, member, random) for session, _, member, booking in came]
    Attendance.objects.bulk_create(attendances)
    Claim.objects.bulk_create(
        _claim(attendance, session, facilitator)
        for attendance, (session, facilitator, *_) in zip(attendances, came, strict=True)
    )
    return sum(attendance.met_rule for attendance in attendances)


def _choose(size: int, members: list[Member], random: Random) -> list[Member]:
    """Different people, those early in the list more often, as some come back. Now and then one more, who cancels."""
    wanted = min(len(members), size + sum(random.random() < SHARE_CANCELLED for _ in range(size)))
    if wanted * 3 > len(members):
        return random.sample(members, wanted)
    chosen: dict[int, Member] = {}
    while len(chosen) < wanted:
        place = int(len(members) * random.random() ** 1.5)
        chosen[place] = members[place]
    return list(chosen.values())


def _session(size: int, groundwork: Groundwork, today: date, random: Random, *, waits: bool) -> Session:
    course = random.choices(groundwork.courses, [1 / (n + 2) for n in range(len(groundwork.courses))])[0]
    course, days = (groundwork.waiting_course, LATELY) if waits else (course, DAYS)
    day = today - timedelta(days=random.randrange(1, days))
    while day.weekday() > 4 or (day.month == 8 and not waits and random.random() < 0.7):
        day = today - timedelta(days=random.randrange(1, days))
    starts_at = moment(day, time(random.choice((9, 10, 13, 14)), 30))
    online = random.random() < 0.4
    return Session(
        course=course,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=course.duration_minutes),
        mode=SessionMode.ONLINE if online else SessionMode.IN_PERSON,
        venue_id=None if online else random.choice(groundwork.venue_ids),
        joining_link="https://meet.demo.invalid/session" if online else "",
        capacity=max(size, 1) + random.randrange(10),
        places_held=size,
        status=SessionStatus.SCHEDULED,
    )


def _booking(session: Session, member: Member, holds: bool, random: Random) -> Booking:
    post = member.post_on(_day(session))
    booked_at = session.starts_at - timedelta(days=random.randrange(3, 60), minutes=random.randrange(600))
    return Booking(
        session_id=session.pk,
        person_id=member.person_id,
        email=member.email,
        name=member.name,
        role_id=post.role_id,
        organisation_id=post.workplace.organisation_id,
        status=BookingStatus.CONFIRMED if holds else BookingStatus.CANCELLED,
        booked_at=booked_at,
        confirmed_at=booked_at + timedelta(minutes=random.randrange(1, 20)),
        ended_at=None if holds else booked_at + timedelta(hours=random.randrange(1, 48)),
    )


def _attendance(booking: Booking, session: Session, member: Member, random: Random) -> Attendance:
    day = _day(session)
    place = member.post_on(day).workplace
    status = random.choices(STATUSES, SHARES)[0]
    minutes = session.course.duration_minutes
    if status == AttendanceStatus.ABSENT:
        minutes = 0
    elif status != AttendanceStatus.PRESENT:
        minutes -= random.randrange(5, max(6, minutes // 2))
    return Attendance(
        booking_id=booking.pk,
        status=status,
        minutes=minutes,
        met_rule=status != AttendanceStatus.ABSENT and minutes >= session.course.certificate_minutes,
        attended_on=day,
        person_id=member.person_id,
        session_id=session.pk,
        course_id=session.course_id,
        role_id=booking.role_id,
        organisation_id=booking.organisation_id,
        sector_id=place.sector_id,
        local_authority_id=place.authority_id,
    )


def _claim(attendance: Attendance, session: Session, facilitator: int) -> Claim:
    return Claim(
        attendance_id=attendance.pk,
        source=ClaimSource.REGISTER,
        status=attendance.status,
        minutes=attendance.minutes,
        made_by_id=facilitator,
        device_at=session.ends_at,
        made_at=session.ends_at,
        received_at=session.ends_at,
    )


def _day(session: Session) -> date:
    return session.starts_at.date()  # made in local time, so this is the local day
