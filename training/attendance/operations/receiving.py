"""Taking in what a device kept while it had no signal."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from documents.dates import clock
from people.models import Organisation, Person
from training.attendance.models import Attendance, Claim, ClaimSource
from training.attendance.operations.claims import Answer, Outcome, Said
from training.attendance.operations.recording import record
from training.attendance.operations.refusals import MarkRefused
from training.attendance.operations.scanning import scan
from training.attendance.operations.stepping_out import come_back, step_out
from training.attendance.operations.walk_ins import put_on_register
from training.attendance.queries.arriving import Arrival, arrival
from training.attendance.queries.closing import closed_at
from training.bookings.models import Booking
from training.bookings.operations import Colleague
from training.sessions.models import Session


@dataclass(frozen=True)
class Told:
    """One thing that a device tells: its id, made there; the time on its clock; and the moment that we take it for,
    with that clock put right."""

    uid: UUID
    device_at: datetime
    made_at: datetime


@dataclass(frozen=True)
class ToldMark(Told):
    """How one person is marked. `saw` is the latest claim that the device knew of."""

    booking_id: int
    status: str
    minutes: int | None
    saw: int


@dataclass(frozen=True)
class ToldScan(Told):
    """A code that was shown at the door, as it is printed."""

    code: str


@dataclass(frozen=True)
class ToldWalkIn(Told):
    """Somebody who came without a place. The organisation is found or proposed only when they are let in. Without a
    status they came when this was told, on time or late."""

    person: Colleague
    organisation: Callable[[], Organisation]
    status: str | None
    minutes: int | None


@dataclass(frozen=True)
class ToldSteppingOut(Told):
    """That somebody left the room for a while, or is back."""

    booking_id: int
    is_back: bool


@dataclass(frozen=True)
class Reply:
    """What became of one thing told, in words fit to show, and how that person stands now."""

    uid: UUID
    answer: Answer
    words: str
    booking_id: int | None = None
    attendance: Attendance | None = None
    saw: int = 0


def receive(*, session: Session, told: Sequence[Told], by: Person, at: datetime) -> dict[UUID, Reply]:
    """Take in all that a device told, and say of each what became of it. Sending it again changes nothing. What was
    marked before the register was closed is kept though it comes after.

    Marks and scans are kept together, in as many statements for one as for hundreds; whoever walked in is let in one by
    one, each whole or not at all. Nothing is refused as a whole.
    """
    closed = closed_at(session)
    walk_ins = [each for each in told if isinstance(each, ToldWalkIn)]
    replies = _known(walk_ins)
    for walk_in in walk_ins:
        if walk_in.uid not in replies:
            replies[walk_in.uid] = _let_in(session, walk_in, by, at)
    scans = [each for each in told if isinstance(each, ToldScan)]
    bookings = _by_code(session, scans)
    said = [each for each in (_said(each, session, bookings) for each in told) if each is not None]
    replies |= _keep(session, said, by, at)
    for failed in (each for each in scans if each.code not in bookings or each.made_at >= session.ends_at):
        replies[failed.uid] = _fail(session, failed, by, at)
    for step in (each for each in told if isinstance(each, ToldSteppingOut)):
        replies[step.uid] = _step(session, step, at)
    return {uid: _said_of_closing(reply, closed) for uid, reply in replies.items()}


def _said(told: Told, session: Session, bookings: dict[str, int]) -> Said | None:
    """A mark or a scan as a claim; None for anything else, and for a code that nobody has or that came too late."""
    when = (told.uid, told.device_at, told.made_at)
    if isinstance(told, ToldMark):
        return Said(told.booking_id, told.status, ClaimSource.REGISTER, told.minutes, told.saw, *when)
    if isinstance(told, ToldScan) and told.code in bookings and told.made_at < session.ends_at:
        arrives = arrival(session, at=told.made_at)
        return Said(bookings[told.code], arrives.status, ClaimSource.SCAN, arrives.minutes, 0, *when)
    return None


def _by_code(session: Session, scans: Iterable[ToldScan]) -> dict[str, int]:
    """The bookings of those who are expected, by their codes."""
    codes = {scan.code for scan in scans}
    if not codes:
        return {}
    found = Booking.objects.confirmed().filter(session=session, check_in_code__in=codes)
    return dict(found.values_list("check_in_code", "pk"))


def _fail(session: Session, told: ToldScan, by: Person, at: datetime) -> Reply:
    """A code of nobody who is expected: answered, and kept, as at the door."""
    when = {"device_at": told.device_at, "made_at": told.made_at}
    try:
        scanned = scan(session=session, code=told.code, uid=told.uid, **when, by=by, at=at)
    except MarkRefused as refusal:
        return Reply(told.uid, Answer.REFUSED, str(refusal))
    return Reply(told.uid, Answer.REFUSED, scanned.answer.label)


def _keep(session: Session, said: Sequence[Said], by: Person, at: datetime) -> dict[UUID, Reply]:
    if not said:
        return {}
    try:
        outcomes = record(session=session, said=said, by=by, at=at)
    except MarkRefused as refusal:
        return {each.uid: Reply(each.uid, Answer.REFUSED, str(refusal), each.booking_id) for each in said}
    latest = _latest_claims(outcome.attendance for outcome in outcomes)
    return {outcome.said.uid: _reply(outcome, latest) for outcome in reversed(outcomes)}


def _latest_claims(attendances: Iterable[Attendance | None]) -> dict[int, int]:
    """The key of the latest claim of each, by the attendance's."""
    keys = {each.pk for each in attendances if each is not None}
    claims = Claim.objects.filter(attendance__in=keys).values_list("attendance")
    return dict(claims.annotate(Max("pk")))


def _reply(outcome: Outcome, latest: dict[int, int]) -> Reply:
    said, attendance = outcome.said, outcome.attendance
    if outcome.refusal is not None or attendance is None:
        words = str(outcome.refusal or "This was sent for another session.")
        return Reply(said.uid, Answer.REFUSED, words, said.booking_id)
    words = attendance.get_status_display()
    if outcome.answer == Answer.SAYS_NOTHING_NEW:
        words = "Checked in already" if said.source == ClaimSource.SCAN else "Known already"
    elif attendance.is_disputed:
        words = f"{words}. Somebody else says otherwise: please decide which is right"
    return Reply(said.uid, outcome.answer, words, attendance.booking_id, attendance, latest.get(attendance.pk, 0))


def _known(told: Sequence[ToldWalkIn]) -> dict[UUID, Reply]:
    """Of those who were let in before, by the same id."""
    if not told:
        return {}
    claims = list(Claim.objects.filter(uid__in=[each.uid for each in told]).select_related("attendance"))
    latest = _latest_claims(claim.attendance for claim in claims)
    return {
        claim.uid: Reply(
            claim.uid, Answer.SAYS_NOTHING_NEW, "Known already", claim.attendance.booking_id, claim.attendance,
            latest[claim.attendance_id],
        )
        for claim in claims
    }  # fmt: skip


def _let_in(session: Session, told: ToldWalkIn, by: Person, at: datetime) -> Reply:
    came = arrival(session, at=told.made_at) if told.status is None else Arrival(told.status, told.minutes)
    try:
        with transaction.atomic():
            booking, outcome = put_on_register(
                session=session, person=told.person, organisation=told.organisation(), status=came.status,
                minutes=came.minutes, uid=told.uid, device_at=told.device_at, made_at=told.made_at, by=by, at=at,
            )  # fmt: skip
    except MarkRefused as refusal:
        return Reply(told.uid, Answer.REFUSED, str(refusal))
    attendance = outcome.attendance
    latest = _latest_claims([attendance]).get(attendance.pk, 0) if attendance else 0
    words = "On the register" if outcome.answer == Answer.KEPT else "Known already"
    return Reply(told.uid, outcome.answer, words, booking.pk, attendance, latest)


def _step(session: Session, told: ToldSteppingOut, at: datetime) -> Reply:
    note = come_back if told.is_back else step_out
    try:
        is_news = note(session=session, booking_id=told.booking_id, uid=told.uid, made_at=told.made_at, at=at)
    except MarkRefused as refusal:
        return Reply(told.uid, Answer.REFUSED, str(refusal), told.booking_id)
    if is_news:
        return Reply(told.uid, Answer.KEPT, "Noted, for those who run the session only", told.booking_id)
    words = "The session is over, so this was not kept" if session.is_over(at) else "Known already"
    return Reply(told.uid, Answer.SAYS_NOTHING_NEW, words, told.booking_id)


def _said_of_closing(reply: Reply, closed: datetime | None) -> Reply:
    """The same, with what is to know where it came after the register was closed."""
    if closed is None or reply.answer != Answer.KEPT or reply.attendance is None:
        return reply
    words = f"{reply.words}. Kept: it was marked before the register was closed at {clock(closed)}"
    return Reply(reply.uid, reply.answer, words, reply.booking_id, reply.attendance, reply.saw)
