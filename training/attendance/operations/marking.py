"""Marking the register: one person, several, or all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from people.models import Organisation, Person
from people.organisations.models import OrganisationStatus
from training.attendance.models import AWAY, Attendance, AttendanceStatus, Claim, ClaimSource
from training.attendance.operations.claims import Answer, Said
from training.attendance.operations.recording import follow_length, record, write_off
from training.attendance.operations.refusals import (
    MarkedMeanwhile,
    NotExpected,
    RegisterClosed,
    refuse_unless_open,
)
from training.attendance.queries.closing import closed_at
from training.bookings.models import Booking, BookingStatus
from training.sessions.models import Session
from training.sessions.operations import SessionRefusal, lock_session

STAYS_ON_ITS_DAY = (
    "People are marked in the register for this day already, so the session stays on it. It can still start at another"
    " time of this day. To hold it on another day, cancel it and plan a new one: everyone who has a place is told."
)


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
    """Mark one person in the register, or correct their mark. Every claim is kept; marking the same again adds none.

    Present is the whole session and absent no minute of it; late and left early need the minutes attended, from 1 to
    the length of the session. Role, organisation, sector and area are frozen by the first mark. `instead_of` is the key
    of the claim that the facilitator saw, 0 for none: where another was made since, nothing is overwritten.
    Refusals: NotExpected, TooSoon, SessionCalledOff, RegisterClosed, MinutesNeeded, MarkedMeanwhile.
    """
    session = Session.objects.select_related("course").get(pk=booking.session_id)
    latest = _latest_claim(booking) if instead_of is not None else None
    said = Said(booking.pk, status, ClaimSource.REGISTER, minutes=minutes)
    [outcome] = record(session=session, said=[said], by=by, at=at)
    if outcome.refusal:
        raise outcome.refusal
    if outcome.answer == Answer.KEPT and instead_of != latest:
        raise MarkedMeanwhile
    if outcome.attendance is None:
        raise NotExpected
    return outcome.attendance


@dataclass(frozen=True)
class Mark:
    """One person's mark on a page that is saved. `instead_of` is the key of the latest claim that the page showed, 0
    for none."""

    booking_id: int
    status: str
    minutes: int | None
    instead_of: int


@dataclass(frozen=True)
class Marked:
    """How many were marked, and the bookings whose mark was not kept: others said something of them meanwhile, or they
    have no place any more."""

    number: int
    meanwhile: list[int]


@transaction.atomic
def mark_several(*, session: Session, marks: Sequence[Mark], by: Person | None, at: datetime) -> Marked:
    """Mark several people at once, in as many statements as for one; each as `mark` does it.

    Refusals: TooSoon, SessionCalledOff, RegisterClosed, MinutesNeeded.
    """
    _refuse_if_closed(session)
    keys = [each.booking_id for each in marks]
    list(Booking.objects.select_for_update(no_key=True).filter(pk__in=keys, session=session).order_by("pk"))
    entries = Attendance.objects.filter(booking__in=keys).annotate(latest=Max("claims"))
    latest = {entry.booking_id: entry for entry in entries}
    stale = {each for each in marks if (entry := latest.get(each.booking_id)) and each.instead_of != entry.latest}
    said = [
        Said(each.booking_id, each.status, ClaimSource.REGISTER, each.minutes) for each in marks if each not in stale
    ]
    outcomes = record(session=session, said=said, by=by, at=at)
    meanwhile = [each.booking_id for each in stale if not _is_as_marked(latest[each.booking_id], each)]
    for outcome in outcomes:
        if isinstance(outcome.refusal, NotExpected):
            meanwhile.append(outcome.said.booking_id)
        elif outcome.refusal:
            raise outcome.refusal
    return Marked(sum(each.answer == Answer.KEPT for each in outcomes), sorted(meanwhile))


@transaction.atomic
def mark_all_present(*, session: Session, by: Person | None, at: datetime) -> int:
    """Mark everyone present who is expected and not marked yet, and return how many that were. Whoever somebody else
    marks in the meantime keeps that mark.

    The session's row is locked first, as when a session is called off, so that the two cannot wait for each other.
    Refusals: TooSoon, SessionCalledOff, RegisterClosed.
    """
    refuse_unless_open(lock_session(session_id=session.pk), at=at)
    _refuse_if_closed(session)
    # Whoever is about to mark somebody holds their booking's row: we wait for them, then leave alone whom they marked.
    expected = session.bookings.confirmed().select_for_update(of=("self",), no_key=True).order_by("pk")
    keys = [booking.pk for booking in expected]
    marked = set(Attendance.objects.filter(booking__in=keys).values_list("booking_id", flat=True))
    said = [Said(key, AttendanceStatus.PRESENT, ClaimSource.REGISTER) for key in keys if key not in marked]
    return sum(each.answer == Answer.KEPT for each in record(session=session, said=said, by=by, at=at))


def undo_marks_of_ended_bookings(session: Session, by: Person | None, at: datetime) -> None:
    """Mark absent whoever was marked before the start and has no place any more, given back or called off: nothing is
    counted for a session they were not at, and no certificate is owed. Called in the transaction that ends bookings."""
    marked = Attendance.objects.filter(session=session, booking__status=BookingStatus.CANCELLED)
    write_off(
        attendances=marked.exclude(status__in=AWAY).select_related("session", "course").order_by("pk"), by=by, at=at
    )


def refuse_to_change_marked(booking: Booking) -> None:
    """Refuse to move or pass on a place whose person is marked in the register already."""
    if Attendance.objects.filter(booking=booking).exists():
        raise SessionRefusal("This person is marked in the register already, so the booking stays as it is.")


def follow_moved_session(session: Session, by: Person | None, at: datetime) -> None:
    """Let marks that were made before the start follow the session to another hour and another length of the same day,
    and refuse to move it to another day: whoever was there on this one said nothing of that. Called in the transaction
    that moves it, which is never once it has begun."""
    day, marked = timezone.localdate(session.starts_at), Attendance.objects.filter(session=session)
    if marked.filter(booking__status=BookingStatus.CONFIRMED).exclude(attended_on=day).exists():
        raise SessionRefusal(STAYS_ON_ITS_DAY)
    marked.update(attended_on=day)
    follow_length(session=session)


def correct_guessed_organisation(organisation: Organisation, into: Organisation) -> None:
    """Count attendance for the sector and area of the organisation that a proposed one turns out to be: itself as staff
    confirm it, or another. A person had guessed. Called in the transaction that confirms or merges it."""
    if organisation.status == OrganisationStatus.PROPOSED:
        theirs = Attendance.objects.filter(organisation=organisation)
        theirs.update(sector=into.kind.sector_id, local_authority=into.local_authority_id)


def _is_as_marked(attendance: Attendance, mark: Mark) -> bool:
    return attendance.status == mark.status and mark.minutes in (None, attendance.minutes)


def _refuse_if_closed(session: Session) -> None:
    when = closed_at(session)
    if when is not None:
        raise RegisterClosed(when)


def _latest_claim(booking: Booking) -> int:
    """The key of the latest claim that the register shows for this booking, 0 for none; its row is locked first, so
    that no other comes in between."""
    Booking.objects.select_for_update(no_key=True).get(pk=booking.pk)
    claims = Claim.objects.filter(attendance__booking=booking).order_by("-pk").values_list("pk", flat=True)
    return claims[0] if claims else 0
