"""Weighing a webinar's log: what it would change, with nothing written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid5

from people.models import Person
from training.attendance.models import AWAY, Attendance, AttendanceStatus, Claim, ClaimSource
from training.attendance.operations.claims import Answer, Outcome, Said
from training.attendance.operations.recording import foresee
from training.attendance.operations.refusals import MarkRefused
from training.attendance.queries.registers import register
from training.attendance.queries.resolving import ruling_claim
from training.attendance.queries.webinar_files import Log, LogParticipant
from training.attendance.queries.webinar_matching import How, Match, match, remembered
from training.attendance.queries.webinar_minutes import Attended, attended, best_shift, is_of_another_day
from training.bookings.models import Booking, BookingStatus
from training.sessions.models import Session, SessionMode

MOST_ASKED = 150  # people in one log of whom it is asked at a time who they are
NOT_IN_LOG = Attended(AttendanceStatus.ABSENT, 0, "Not in the log")


class LogNotImported(MarkRefused):
    """A log that is not imported. The text is fit to show."""


class NotHeldOnline(LogNotImported):
    """Nobody joined online."""

    message = "People met in a room for this session, so there is no webinar whose log could be imported."


class NotOver(LogNotImported):
    """Those who are still there would be said to have left."""

    message = "This session is not over yet. Import its log once it is."


class OfAnotherDay(LogNotImported):
    """The times in the log are not the session's."""

    message = "Nobody in this file joined on the day of this session. Check that it is the report of this session."


class ChangedMeanwhile(LogNotImported):
    """The register is not as it was when the preview was made."""

    message = "The register changed while you were looking. This is what the log would change now."


class ChoicesOpen(LogNotImported):
    """Somebody has to say who is who first."""

    message = "Choose who each of these people is."


@dataclass(frozen=True)
class Line:
    """What the log says of one person who is expected, beside how they stand and would stand. `told` is the outcome
    that was foreseen, None where the log says nothing of them: they were in the room, or wait to be asked about."""

    booking: Booking
    found: Attended | None
    now: tuple[str, int] | None
    told: Outcome | None

    @property
    def waits(self) -> bool:
        """Whether somebody in the log may be they of whom it is not asked yet."""
        return self.found is None and self.booking.joins_online()

    @property
    def changes(self) -> bool:
        """Whether a claim would be kept."""
        return self.told is not None and self.told.answer == Answer.KEPT

    @property
    def will_be(self) -> Attendance | None:
        """How they would stand."""
        return self.told.attendance if self.told else None

    @property
    def disagrees(self) -> bool:
        """Whether somebody would have to decide between the log and what else was said."""
        return self.changes and self.will_be is not None and self.will_be.is_disputed

    @property
    def moves(self) -> bool:
        """Whether they would stand otherwise than now."""
        after = self.will_be
        return after is not None and (after.status, after.minutes) != self.now


@dataclass(frozen=True)
class Weighed:
    """All that a log would change. `asked` are those of whom it is asked who they are; `decisions` are those whom staff
    recognise otherwise than we would have; `state` stands for the register as it was looked at."""

    log: Log
    shift: timedelta
    matches: Sequence[Match]
    asked: Sequence[Match]
    decisions: Sequence[Match]
    lines: Sequence[Line]
    state: str

    @property
    def has_news(self) -> bool:
        """Whether there is anything to agree to."""
        return bool(self.said or self.decisions)

    @property
    def said(self) -> list[Said]:
        """The claims that would be kept."""
        return [line.told.said for line in self.lines if line.told is not None and line.changes]

    @property
    def recognised(self) -> int:
        """How many of those expected are in the log."""
        return len({one.booking.pk for one in self.matches if one.booking})

    @property
    def absent(self) -> int:
        """How many are expected online and not in the log."""
        return sum(line.found is NOT_IN_LOG for line in self.lines)

    @property
    def hosts(self) -> list[Match]:
        """Those who ran the webinar, and are not expected."""
        return [one for one in self.matches if one.how == How.RAN_IT]

    @property
    def open_matches(self) -> list[Match]:
        """Those whom somebody has to recognise first."""
        return [one for one in self.asked if one.is_open]

    @property
    def waiting(self) -> list[Match]:
        """Those who may be somebody expected, and of whom it is asked when the file is imported again."""
        return _waiting(self.matches, self.asked)

    @property
    def by_name(self) -> int:
        """How many are recognised, though by no address, and not asked about."""
        return sum(one.booking is not None for one in self._not_asked())

    @property
    def left_out(self) -> int:
        """How many are nobody expected, and not asked about."""
        return sum(one.booking is None and not one.is_open for one in self._not_asked())

    def _not_asked(self) -> list[Match]:
        numbers = {one.number for one in self.asked}
        return [one for one in _unsure(self.matches) if one.number not in numbers]

    def choices(self) -> dict[int, str]:
        """Who everybody is taken for, as it stands in the form."""
        return {one.number: one.choice() for one in self.matches}


def refuse_unless_importable(session: Session, *, at: datetime) -> None:
    """Refusals: NotHeldOnline, NotOver."""
    if session.mode == SessionMode.IN_PERSON:
        raise NotHeldOnline
    if not session.is_over(at):
        raise NotOver


def weigh_log(
    *,
    session: Session,
    log: Log,
    uid: UUID,
    choices: Mapping[int, str] | None = None,
    shift: timedelta | None = None,
    by: Person | None,
    at: datetime,
) -> Weighed:
    """What importing a log would change, with nothing written. `choices` say who people in the log are, by their number
    there: the key of a booking, nobody, or noted; of those it was asked. `shift` is added to the log's times,
    best_shift where None.

    Of those who join online and are not in the log it says that they were absent, unless somebody who waits to be
    recognised may be they; and of those who count as having come only because somebody in an earlier import was taken
    for them. `uid` is the import's: each claim's own follows from it, so that agreeing twice makes none twice.
    Refusals: NotHeldOnline, NotOver, OfAnotherDay, those of `record`.
    """
    refuse_unless_importable(session, at=at)
    if is_of_another_day(log.people, session):
        raise OfAnotherDay
    shift = best_shift(log.people, session) if shift is None else shift
    bookings = list(register(session).select_related("person"))
    memory, ran_by = remembered(session, log), list(session.facilitators.all())
    assumed = match(log, bookings, memory, ran_by=ran_by, choices={})
    matches = match(log, bookings, memory, ran_by=ran_by, choices=choices) if choices else assumed
    asked = _to_ask(matches, choices)
    found = _found(session, bookings, matches, _waiting(matches, asked), shift)
    said = [
        Said(key, each.status, ClaimSource.WEBINAR, each.minutes or None, uid=uuid5(uid, str(key)))
        for key, each in found.items()
    ]
    told = {outcome.said.booking_id: outcome for outcome in foresee(session=session, said=said, by=by, at=at)}
    lines = [Line(each, found.get(each.pk), _standing(each), told.get(each.pk)) for each in bookings]
    return Weighed(log, shift, matches, asked, _decisions(matches, assumed), lines, state_of(session))


def state_of(session: Session) -> str:
    """A digest of who is expected and of the last that was said of each of them."""
    claims = Claim.objects.filter(attendance__session=session).order_by("pk").values_list("attendance__booking", "pk")
    expected = session.bookings.filter(status=BookingStatus.CONFIRMED).order_by("pk").values_list("pk", flat=True)
    return sha256(repr((list(expected), list(claims))).encode()).hexdigest()


def _unsure(matches: Sequence[Match]) -> list[Match]:
    """Those whom no address tells, and who did not run it."""
    return [one for one in matches if one.how not in (How.ADDRESS, How.RAN_IT)]


def _to_ask(matches: Sequence[Match], choices: Mapping[int, str] | None) -> list[Match]:
    """Of whom it is asked who they are: those of whom it was, else as many as fit a page. Those come first who have to
    be recognised, then those with suggestions, and last those of whom nothing is known."""
    unsure = sorted(
        _unsure(matches), key=lambda one: (not one.is_open, not one.suggestions, one.how == How.UNKNOWN, one.number)
    )
    return [one for one in unsure if one.number in choices] if choices else unsure[:MOST_ASKED]


def _waiting(matches: Sequence[Match], asked: Sequence[Match]) -> list[Match]:
    numbers = {one.number for one in asked}
    return [one for one in matches if one.is_open and one.number not in numbers]


def _decisions(matches: Sequence[Match], assumed: Sequence[Match]) -> list[Match]:
    """Where staff chose otherwise than would be assumed, or confirmed what was decided for another session. The others
    are said to be recognised as they would have been."""
    decisions = []
    for chosen, before in zip(matches, assumed, strict=True):
        if chosen.how != How.DECIDED or chosen is before:
            continue
        if chosen.choice() != before.choice() or before.how == How.BEFORE:
            decisions.append(chosen)
        else:
            chosen.how = before.how
    return decisions


def _found(
    session: Session, bookings: Sequence[Booking], matches: Sequence[Match], waiting: Sequence[Match], shift: timedelta
) -> dict[int, Attended]:
    """How each booking's person attended, of all of whom the log can say something."""
    of_booking: dict[int, list[LogParticipant]] = {}
    for one in matches:
        if one.booking is not None:
            of_booking.setdefault(one.booking.pk, []).append(one.participant)
    perhaps = {booking.pk for one in waiting for booking in one.suggestions}
    found = {}
    for booking in bookings:
        booking.session = session  # one object for all, so that no booking asks for it again
        if booking.pk in of_booking:
            found[booking.pk] = attended(of_booking[booking.pk], session, shift=shift)
        elif booking.pk not in perhaps and (booking.joins_online() or _is_there_by_a_log(booking)):
            found[booking.pk] = NOT_IN_LOG
    return found


def _is_there_by_a_log(booking: Booking) -> bool:
    """Whether somebody counts as having come because of an import alone."""
    attendance: Attendance | None = getattr(booking, "attendance", None)
    if attendance is None or attendance.status in AWAY:
        return False
    return ruling_claim(list(attendance.claims.all())).source == ClaimSource.WEBINAR


def _standing(booking: Booking) -> tuple[str, int] | None:
    attendance: Attendance | None = getattr(booking, "attendance", None)
    return (attendance.status, attendance.minutes) if attendance else None
