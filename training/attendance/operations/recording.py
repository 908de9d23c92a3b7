"""Keeping claims: one or hundreds at a time, each once, however often and in whatever order they arrive."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from people.models import Person
from training.attendance.models import AWAY, Attendance, AttendanceStatus, Claim, ClaimSource
from training.attendance.operations.refusals import MarkRefused, MinutesNeeded, NotExpected, refuse_unless_open
from training.attendance.queries.resolving import resolve
from training.bookings.models import Booking, BookingQuerySet, BookingStatus
from training.sessions.models import Session

# What else must happen when an attendance is worked out anew: certificates put theirs in when the app starts, since
# attendance does not know them. Called in the transaction of the claims, with those attendances that changed.
on_marked: list[Callable[[Sequence[Attendance], datetime], object]] = []

UNSAVED = 1 << 62  # keys of claims that are not saved yet: after all that are, in the order in which they came


@dataclass(frozen=True)
class Said:
    """One claim on its way in. `minutes` are needed for late and left early, and by a webinar's log. `saw` is the key
    of the latest claim that its maker had before them, None for all there are. `made_at` may be left out for now."""

    booking_id: int
    status: str
    source: ClaimSource
    minutes: int | None = None
    saw: int | None = None
    uid: UUID = field(default_factory=uuid4)
    device_at: datetime | None = None
    made_at: datetime | None = None


class Answer(Enum):
    """What became of a claim."""

    KEPT = auto()
    SAYS_NOTHING_NEW = auto()
    REFUSED = auto()


@dataclass(frozen=True)
class Outcome:
    """What became of one claim, the attendance as it stands, and the words of a refusal."""

    said: Said
    answer: Answer
    attendance: Attendance | None = None
    refusal: MarkRefused | None = None


@transaction.atomic
def record(*, session: Session, said: Sequence[Said], by: Person | None, at: datetime) -> list[Outcome]:
    """Keep what was claimed of people in one session, and work out how each of them stands. Returns what became of each
    claim, in their order.

    A claim whose `uid` is known, or that says what stands already, changes nothing. Of one that is refused nothing is
    kept, and the others are. Bookings are locked in the order of their keys. Role, organisation, sector and area are
    frozen by a person's first claim.
    Refusals of all: TooSoon, SessionCalledOff. Of one: NotExpected, MinutesNeeded, MarkRefused.
    """
    refuse_unless_open(session, at=at)
    desk = _Desk(session, said, by, at)
    outcomes = [desk.take(each) for each in said]
    desk.save()
    return outcomes


def foresee(*, session: Session, said: Sequence[Said], by: Person | None, at: datetime) -> list[Outcome]:
    """What `record` would make of these claims now: the same answers, with attendances that are not saved. Nothing is
    written, and no row is locked. Refusals: as of `record`."""
    refuse_unless_open(session, at=at)
    desk = _Desk(session, said, by, at, locks=False)
    return [desk.take(each) for each in said]


def write_off(*, attendances: Iterable[Attendance], by: Person | None, at: datetime) -> None:
    """Claim for each that the place was given back, so that nothing counts. Called in the transaction that ends their
    bookings."""
    for attendance in attendances:
        said = Said(attendance.booking_id, AttendanceStatus.ABSENT, ClaimSource.BOOKING)
        claim = _claim(said, attendance, 0, by, at)
        claim.save()
        _stand(attendance, list(attendance.claims.all()))
        attendance.save()
        _log_one(attendance, claim, by, is_correction=True)
        _tell([attendance], at)


class _Desk:
    """Where the claims of one batch are taken in, in memory, before they are saved together."""

    def __init__(
        self, session: Session, said: Sequence[Said], by: Person | None, at: datetime, *, locks: bool = True
    ) -> None:
        self.session, self.by, self.at = session, by, at
        bookings = _of({each.booking_id for each in said}, session)
        if locks:  # so that claims about one person follow one another
            bookings = bookings.select_for_update(of=("self",), no_key=True)
        self.bookings = {booking.pk: booking for booking in bookings}
        people = {booking.person_id for booking in self.bookings.values()}
        entries = Attendance.objects.filter(session=session, person__in=people).prefetch_related("claims")
        self.attendances = {entry.person_id: entry for entry in entries}
        self.claims = {person: list(entry.claims.all()) for person, entry in self.attendances.items()}
        self.known = set(Claim.objects.filter(uid__in=[each.uid for each in said]).values_list("uid", flat=True))
        self.new: list[Claim] = []
        self.changed: dict[int, Attendance] = {}

    def take(self, said: Said) -> Outcome:
        """Take in one claim."""
        try:
            booking = self._expected(said)
            minutes = minutes_of(said, self.session)
        except MarkRefused as refusal:
            return Outcome(said, Answer.REFUSED, refusal=refusal)
        person = booking.person_id
        assert person is not None  # noqa: S101  (a confirmed booking has one)
        attendance = self.attendances.get(person)
        if said.uid in self.known or (attendance and self._says_nothing_new(said, minutes, attendance, booking)):
            return Outcome(said, Answer.SAYS_NOTHING_NEW, attendance)
        attendance = attendance or _first(booking, self.session)
        attendance.booking = booking  # a person who gave a place back and booked again is still one attendance
        self.attendances[person] = self.changed[person] = attendance
        theirs = self.claims.setdefault(person, [])
        claim = _claim(said, attendance, minutes, self.by, self.at)
        claim.saw = max((each.pk for each in theirs), default=0) if said.saw is None else said.saw
        claim.pk = UNSAVED + len(self.new)
        self.known.add(said.uid)
        self.new.append(claim)
        theirs.append(claim)
        _stand(attendance, theirs)
        return Outcome(said, Answer.KEPT, attendance)

    def save(self) -> None:
        """Write what changed, in as many statements for one claim as for five hundred."""
        if not self.new:
            return
        changed = list(self.changed.values())
        fresh = [attendance for attendance in changed if attendance.pk is None]
        Attendance.objects.bulk_create(fresh)
        known = [attendance for attendance in changed if attendance not in fresh]
        Attendance.objects.bulk_update(known, ["booking", "status", "minutes", "met_rule", "is_disputed"])
        for claim in self.new:
            claim.pk = None
            claim.attendance_id = claim.attendance.pk
        Claim.objects.bulk_create(self.new)
        if len(self.new) == 1:
            _log_one(changed[0], self.new[0], self.by, is_correction=not fresh)
        else:
            data = {"claims": len(self.new), "people": len(changed), "source": self.new[0].source}
            log(instance=self.session, action="training.register.receive", user=self.by, data=data)
        _tell(changed, self.at)

    def _expected(self, said: Said) -> Booking:
        booking = self.bookings.get(said.booking_id)
        if booking is None or booking.status != BookingStatus.CONFIRMED or booking.person_id is None:
            raise NotExpected
        return booking

    def _says_nothing_new(self, said: Said, minutes: int, attendance: Attendance, booking: Booking) -> bool:
        """Whether the claim is what stands already, and nothing waits to be decided by it. What another source says is
        kept beside the register's word, and a source that says again what it said is not."""
        if attendance.booking_id != booking.pk:
            return False
        if said.source == ClaimSource.SCAN:
            return attendance.status not in AWAY
        if said.source == ClaimSource.REGISTER:
            return not attendance.is_disputed and (attendance.status, attendance.minutes) == (said.status, minutes)
        theirs = [claim for claim in self.claims[attendance.person_id] if claim.source == said.source]
        if said.source == ClaimSource.SELF:
            return bool(theirs)
        return bool(theirs) and (theirs[-1].status, theirs[-1].minutes) == (said.status, minutes)


def minutes_of(said: Said, session: Session) -> int:
    """The minutes that a claim stands for: the whole session where somebody is present and nobody measured, none where
    they are absent; late and left early need theirs. Refusals: MinutesNeeded, and MarkRefused for an unknown status."""
    if said.status in AWAY:
        return 0
    if said.status not in AttendanceStatus.values:
        raise MarkRefused("Choose present, late, left early, absent or apologies.")
    if said.status == AttendanceStatus.PRESENT and said.source != ClaimSource.WEBINAR:
        return session.minutes()
    if said.minutes is None or not 1 <= said.minutes <= session.minutes():
        raise MinutesNeeded(f"Enter how many minutes they attended, from 1 to {session.minutes()}.")
    return said.minutes


def _of(booking_ids: set[int], session: Session) -> BookingQuerySet:
    """The bookings as they are now, in the order in which their rows are locked."""
    bookings = Booking.objects.select_related("person__organisation__kind", "organisation__kind")
    return bookings.filter(pk__in=booking_ids, session=session).order_by("pk")


def _claim(said: Said, attendance: Attendance, minutes: int, by: Person | None, at: datetime) -> Claim:
    device_at = said.device_at or at
    return Claim(
        uid=said.uid,
        attendance=attendance,
        source=said.source,
        status=said.status,
        minutes=minutes,
        made_by=by,
        device_at=device_at,
        made_at=min(said.made_at or device_at, at),
        received_at=at,
    )


def _stand(attendance: Attendance, claims: Sequence[Claim]) -> None:
    """Work out how a person stands."""
    enough = attendance.course.certificate_minutes
    found = resolve(claims, enough=enough)
    attendance.status, attendance.minutes, attendance.is_disputed = found.status, found.minutes, found.is_disputed
    attendance.met_rule = found.status not in AWAY and found.minutes >= enough


def _log_one(attendance: Attendance, claim: Claim, by: Person | None, *, is_correction: bool) -> None:
    data = {"status": claim.status, "minutes": claim.minutes, "source": claim.source, "correction": is_correction}
    log(instance=attendance, action="training.attendance.mark", user=by, data=data)


def _tell(attendances: Sequence[Attendance], at: datetime) -> None:
    for tell in on_marked:
        tell(attendances, at)


def _first(booking: Booking, session: Session) -> Attendance:
    """A new entry, with role, organisation, sector and area as they are now: a later move does not rewrite history."""
    person = booking.person
    assert person is not None  # noqa: S101  (a confirmed booking has one)
    organisation = person.organisation or booking.organisation
    return Attendance(
        booking=booking,
        person=person,
        session=session,
        course=session.course,
        attended_on=timezone.localdate(session.starts_at),
        role_id=person.role_id or booking.role_id,
        organisation=organisation,
        sector_id=organisation.kind.sector_id,
        local_authority_id=organisation.local_authority_id,
    )
