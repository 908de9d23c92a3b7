"""Marking the register."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from people.models import Organisation, Person
from people.organisations.models import OrganisationStatus
from training.attendance.models import Attendance, AttendanceStatus, Mark
from training.bookings.models import Booking, BookingQuerySet, BookingStatus
from training.bookings.queries.overview import Marked
from training.courses.models import Course
from training.sessions.models import Session, SessionStatus
from training.sessions.operations import SessionRefusal, lock_session

# A register may be opened while people are still finding their seats.
OPENS_BEFORE_START = timedelta(minutes=30)
WAS_THERE = (AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.LEFT_EARLY)

# What else must happen when a mark is made: certificates put theirs in when the app starts, since attendance does not
# know them. Called in the transaction of the mark.
on_marked: list[Callable[[Attendance, datetime], object]] = []


class MarkRefused(Exception):
    """A mark that the register does not take. The text is fit to show to the facilitator."""

    message = "This could not be marked."

    def __init__(self, message: str = "") -> None:
        super().__init__(message or self.message)


class NotExpected(MarkRefused):
    """The booking is not a confirmed one."""

    message = "This person does not have a confirmed place in this session."


class TooSoon(MarkRefused):
    """The session does not begin for some time."""

    message = "The register opens 30 minutes before the session starts."


class SessionCalledOff(MarkRefused):
    """The session is cancelled, or was never announced."""

    message = "This session is not being held, so it has no register."


class MinutesNeeded(MarkRefused):
    """Late or left early, without a number of minutes that fits the session."""


class MarkedMeanwhile(MarkRefused):
    """Somebody else marked this person after the page was opened."""

    message = "Someone else marked this person while your page was open."


@transaction.atomic
def mark(
    *,
    booking: Booking,
    status: str,
    minutes: int | None = None,
    instead_of: int | None = None,
    by: Person | None,
    at: datetime,
) -> Attendance:
    """Mark one person in the register, or correct their mark. Every mark is kept; marking the same again adds none.

    Present is the whole session and absent no minute of it; late and left early need the minutes attended, from 1 to
    the length of the session. Role, organisation, sector and area are frozen by the first mark. `instead_of` is the key
    of the mark that the facilitator saw, 0 for none: where another was made since, nothing is overwritten.
    Refusals: NotExpected, TooSoon, SessionCalledOff, MinutesNeeded, MarkedMeanwhile.
    """
    booking = _locked(booking)
    refuse_unless_open(booking.session, at=at)
    if booking.status != BookingStatus.CONFIRMED or booking.person is None:
        raise NotExpected
    minutes = _minutes(status, minutes, booking.session)
    attendance = Attendance.objects.filter(session=booking.session, person=booking.person).first()
    if attendance and (attendance.booking_id, attendance.status, attendance.minutes) == (booking.pk, status, minutes):
        return attendance
    if instead_of is not None and instead_of != _latest_mark(attendance, booking):
        raise MarkedMeanwhile
    attendance = attendance or _first_mark(booking)
    attendance.booking = booking  # a person who gave a place back and booked again is still one attendance
    return _write_mark(attendance, status, minutes, by, at)


@transaction.atomic
def mark_all_present(*, session: Session, by: Person | None, at: datetime) -> int:
    """Mark everyone present who is expected and not marked yet, and return how many that were. Whoever somebody else
    marks in the meantime keeps that mark.

    The session's row is locked first, as when a session is called off, so that the two cannot wait for each other.
    Refusals: TooSoon, SessionCalledOff.
    """
    refuse_unless_open(lock_session(session_id=session.pk), at=at)
    unmarked = list(session.bookings.confirmed().filter(attendance__isnull=True).order_by("pk"))
    marked = 0
    for booking in unmarked:
        with suppress(MarkedMeanwhile):
            mark(booking=booking, status=AttendanceStatus.PRESENT, instead_of=0, by=by, at=at)
            marked += 1
    return marked


def undo_marks_of_ended_bookings(session: Session, by: Person | None, at: datetime) -> None:
    """Mark absent whoever was marked before the start and has no place any more, given back or called off: nothing is
    counted for a session they were not at, and no certificate is owed. Called in the transaction that ends bookings."""
    marked = Attendance.objects.filter(session=session, booking__status=BookingStatus.CANCELLED)
    for attendance in marked.exclude(status=AttendanceStatus.ABSENT).select_related("session__course").order_by("pk"):
        _write_mark(attendance, AttendanceStatus.ABSENT, 0, by, at)


def refuse_to_change_marked(booking: Booking) -> None:
    """Refuse to move or pass on a place whose person is marked in the register already."""
    if Attendance.objects.filter(booking=booking).exists():
        raise SessionRefusal("This person is marked in the register already, so the booking stays as it is.")


def has_met_rule(person: Person, course: Course) -> bool:
    """Whether a person has attended a course for long enough, at any time."""
    return Attendance.objects.counted().filter(person=person, course=course).exists()


def of_those_who_came(bookings: BookingQuerySet) -> BookingQuerySet:
    """Those of these bookings whose person was marked as there, for all of the session or a part of it."""
    return bookings.filter(attendance__status__in=WAS_THERE)


def marks_of(bookings: Sequence[Booking]) -> dict[int, Marked]:
    """How the people of these bookings stand in the register, by the bookings' keys, in one question. A certificate is
    named here by its relation alone: one that was withdrawn does not stand."""
    stands = Q(certificate__isnull=False, certificate__withdrawn_at__isnull=True)
    entries = Attendance.objects.filter(booking__in=bookings).annotate(has_certificate=stands)
    return {entry.booking_id: Marked(entry.status in WAS_THERE, entry.has_certificate) for entry in entries}


def keep_day_of_moved_session(session: Session, by: Person | None, at: datetime) -> None:
    """Let marks that were made before the start follow the session to its new day. Called in the transaction that moves
    it, which is never once it has begun."""
    Attendance.objects.filter(session=session).update(attended_on=timezone.localdate(session.starts_at))


def correct_guessed_organisation(organisation: Organisation, into: Organisation) -> None:
    """Count attendance for the sector and area of the organisation that a proposed one turns out to be: itself as staff
    confirm it, or another. A person had guessed. Called in the transaction that confirms or merges it."""
    if organisation.status == OrganisationStatus.PROPOSED:
        theirs = Attendance.objects.filter(organisation=organisation)
        theirs.update(sector=into.kind.sector_id, local_authority=into.local_authority_id)


def refuse_unless_open(session: Session, *, at: datetime) -> None:
    """Refuse with the reason when the session's register cannot be marked at that moment."""
    if session.status != SessionStatus.SCHEDULED:
        raise SessionCalledOff
    if at < session.starts_at - OPENS_BEFORE_START:
        raise TooSoon


def _locked(booking: Booking) -> Booking:
    """The booking as it is now, its row locked so that marks of one person follow one another."""
    return (
        Booking.objects.select_for_update(of=("self",), no_key=True)
        .select_related("session__course", "person__role", "person__organisation__kind", "organisation__kind", "role")
        .get(pk=booking.pk)
    )


def _minutes(status: str, minutes: int | None, session: Session) -> int:
    if status == AttendanceStatus.PRESENT:
        return session.minutes()
    if status == AttendanceStatus.ABSENT:
        return 0
    if status not in AttendanceStatus.values:
        raise MarkRefused("Choose present, late, left early or absent.")
    if minutes is None or not 1 <= minutes <= session.minutes():
        raise MinutesNeeded(f"Enter how many minutes they attended, from 1 to {session.minutes()}.")
    return minutes


def _write_mark(attendance: Attendance, status: str, minutes: int, by: Person | None, at: datetime) -> Attendance:
    is_correction = attendance.pk is not None
    attendance.status, attendance.minutes = status, minutes
    enough = attendance.session.course.certificate_minutes
    attendance.met_rule = status != AttendanceStatus.ABSENT and minutes >= enough
    attendance.save()
    Mark.objects.create(attendance=attendance, status=status, minutes=minutes, marked_by=by, marked_at=at)
    log(
        instance=attendance,
        action="training.attendance.mark",
        user=by,
        data={"status": status, "minutes": minutes, "correction": is_correction},
    )
    for tell in on_marked:
        tell(attendance, at)
    return attendance


def _latest_mark(attendance: Attendance | None, booking: Booking) -> int:
    """The key of the mark that the register shows for this booking, 0 for none."""
    if attendance is None or attendance.booking_id != booking.pk:
        return 0
    return attendance.marks.order_by("-pk").values_list("pk", flat=True)[0]


def _first_mark(booking: Booking) -> Attendance:
    """A new entry, with role, organisation, sector and area as they are now: a later move does not rewrite history."""
    person = booking.person
    assert person is not None  # noqa: S101  (a confirmed booking has one)
    organisation = person.organisation or booking.organisation
    return Attendance(
        booking=booking,
        person=person,
        session=booking.session,
        course=booking.session.course,
        attended_on=timezone.localdate(booking.session.starts_at),
        role=person.role or booking.role,
        organisation=organisation,
        sector_id=organisation.kind.sector_id,
        local_authority_id=organisation.local_authority_id,
    )
