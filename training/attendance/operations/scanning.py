"""Scanning the code of a booking at the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Subquery
from wagtail.log_actions import log

from people.models import Person
from training.attendance.models import (
    AWAY,
    WAS_THERE,
    AttendanceStatus,
    Claim,
    ClaimSource,
    FailedScan,
    ScanAnswer,
)
from training.attendance.operations.claims import Answer, Outcome, Said
from training.attendance.operations.recording import record
from training.attendance.operations.refusals import MarkRefused, NotExpected, SessionEnded, refuse_unless_open
from training.attendance.queries.arriving import arrival, code_in
from training.attendance.queries.resolving import resolve
from training.bookings.models import Booking, BookingStatus
from training.sessions.models import Session


@dataclass(frozen=True)
class Scanned:
    """What a scan came to. The booking is that of the code, where there is one, also of another session; `arrived_at`
    is when the person was first here, and `minutes` what remains for whoever is late."""

    answer: ScanAnswer
    booking: Booking | None = None
    arrived_at: datetime | None = None
    minutes: int | None = None


def scan(
    *,
    session: Session,
    code: str,
    uid: UUID,
    device_at: datetime | None = None,
    made_at: datetime | None = None,
    by: Person | None,
    at: datetime,
) -> Scanned:
    """Check in whoever's code was scanned or typed, as present, or as late from ten minutes after the start on.

    `code` may be the address in a QR code. The same `uid` again changes nothing and has the same answer as the first
    time. `made_at` is when it was scanned, with the device's clock put right; now, where it is left out. A scan that
    checks nobody in is kept.
    Refusals: TooSoon, SessionCalledOff, SessionEnded, RegisterClosed; MarkRefused where the `uid` was another scan's.
    """
    refuse_unless_open(session, at=at)
    arrived_at = min(made_at or at, at)
    if arrived_at >= session.ends_at:
        raise SessionEnded
    made = _Made(session, code_in(code), uid, device_at or at, by, at)
    booking = _booking_of(made)
    if booking is None or booking.failed_before or _why_not(booking, session):  # type: ignore[attr-defined]
        return _fail(made, booking)
    arrives = arrival(session, at=arrived_at)
    said = Said(
        booking.pk, arrives.status, ClaimSource.SCAN, minutes=arrives.minutes, uid=uid, device_at=made.device_at,
        made_at=arrived_at,
    )  # fmt: skip
    [outcome] = record(session=session, said=[said], by=by, at=at)
    if isinstance(outcome.refusal, NotExpected):  # given back between the two
        return _fail(made, _booking_of(made))
    if outcome.refusal:
        raise outcome.refusal
    if outcome.answer == Answer.KEPT:
        return Scanned(ScanAnswer.WELCOME, booking, arrived_at, arrives.minutes)
    return _said_before(outcome, booking)


@dataclass(frozen=True)
class _Made:
    """A scan as it came in."""

    session: Session
    code: str
    uid: UUID
    device_at: datetime
    by: Person | None
    at: datetime


def _booking_of(made: _Made) -> Booking | None:
    """The booking of the code, with what this very scan failed by when it was sent before; and no more of it than every
    scan needs."""
    if not made.code:
        return None
    before = FailedScan.objects.filter(uid=made.uid, session=made.session).values("kind")
    bookings = Booking.objects.only("session", "status", "name")
    return bookings.annotate(failed_before=Subquery(before)).filter(check_in_code=made.code).first()


def _why_not(booking: Booking | None, session: Session) -> ScanAnswer | None:
    if booking is None:
        return ScanAnswer.UNKNOWN
    if booking.session_id != session.pk:
        return ScanAnswer.WRONG_SESSION
    if booking.status == BookingStatus.CANCELLED:
        return ScanAnswer.CANCELLED
    return None if booking.status == BookingStatus.CONFIRMED else ScanAnswer.NOT_CONFIRMED


def _said_before(outcome: Outcome, booking: Booking) -> Scanned:
    """The answer where nothing was kept: the first one again for the same scan, else since when the person is here."""
    claims = list(outcome.attendance.claims.all()) if outcome.attendance else []
    for claim in claims:
        if claim.uid == outcome.said.uid and not _was_there(claims, before=claim):
            return _welcome(claim, booking)
    if outcome.attendance is None or outcome.attendance.status in AWAY:
        raise MarkRefused("This scan was mixed up with another. Please scan the code once more.")
    there = min(claim.made_at for claim in claims if claim.status in WAS_THERE)
    return Scanned(ScanAnswer.ALREADY, booking, there)


def _was_there(claims: Sequence[Claim], *, before: Claim) -> bool:
    """Whether the person was there already when that claim came."""
    earlier = [claim for claim in claims if claim.pk < before.pk]
    return bool(earlier) and resolve(earlier, enough=0).status not in AWAY


def _welcome(claim: Claim, booking: Booking) -> Scanned:
    late = None if claim.status == AttendanceStatus.PRESENT else claim.minutes
    return Scanned(ScanAnswer.WELCOME, booking, claim.made_at, late)


@transaction.atomic
def _fail(made: _Made, booking: Booking | None) -> Scanned:
    """Keep a scan that checked nobody in, once; one that is known is answered as it was the first time."""
    claims = Claim.objects.filter(uid=made.uid, attendance__session=made.session).select_related("attendance__booking")
    if claim := claims.first():
        return _welcome(claim, claim.attendance.booking)
    facts = {
        "session": made.session,
        "kind": _why_not(booking, made.session) or ScanAnswer.UNKNOWN,
        "code": made.code,
        "made_by": made.by,
        "device_at": made.device_at,
        "received_at": made.at,
    }
    kept, is_new = FailedScan.objects.get_or_create(uid=made.uid, defaults=facts)
    if is_new:
        log(instance=made.session, action="training.scan.fail", user=made.by, data={"kind": kept.kind})
    return Scanned(ScanAnswer(kept.kind), booking)
