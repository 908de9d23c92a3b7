"""Keeping claims: one or hundreds at a time, each once, however often and in whatever order they arrive."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from people.models import Person
from training.attendance.models import AWAY, Attendance, AttendanceStatus, Claim, ClaimSource
from training.attendance.operations.claims import Answer, Outcome, Said, minutes_of, new_claim, what_was_seen
from training.attendance.operations.refusals import MarkRefused, NotExpected, RegisterClosed, refuse_unless_open
from training.attendance.queries.closing import closed_at
from training.attendance.queries.resolving import in_order, resolve
from training.bookings.models import Booking, BookingQuerySet, BookingStatus
from training.sessions.models import Session

# What else must happen when an attendance is worked out anew: certificates put theirs in when the app starts, since
# attendance does not know them. Called in the transaction of the claims, with those attendances that changed.
on_marked: list[Callable[[Sequence[Attendance], datetime], object]] = []

UNSAVED = 1 << 62  # keys of claims that are not saved yet: after all that are, in the order in which they came
# A scan that was made so shortly before it came is one of now: nothing older is still to come from its device.
ON_ITS_WAY = timedelta(minutes=1)
WORKED_OUT = ["booking", "status", "minutes", "met_rule", "is_disputed"]
FROZEN = (
    "session", "status", "role", "organisation__kind__sector", "organisation__local_authority",
    "person__role", "person__organisation__kind__sector", "person__organisation__local_authority",
)  # fmt: skip
# What is told while the register is open: lists and logs come when they come.
OF_THE_OPEN_REGISTER = (ClaimSource.REGISTER, ClaimSource.SCAN, ClaimSource.SELF)


@transaction.atomic
def record(*, session: Session, said: Sequence[Said], by: Person | None, at: datetime) -> list[Outcome]:
    """Keep what was claimed of people in one session, and work out how each of them stands. Returns what became of each
    claim, in their order.

    A claim whose `uid` is known changes nothing, nor does one that is made now and says what stands already. Of one
    that is refused nothing is kept, and the others are. Bookings are locked in the order of their keys. Role,
    organisation, sector and area are frozen by a person's first claim.
    Refusals of all: TooSoon, SessionCalledOff. Of one: NotExpected, MinutesNeeded, MarkRefused, and RegisterClosed for
    what was marked after the register was closed, but not for what is told late.
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
        before = list(attendance.claims.all())
        claim = new_claim(said, attendance, 0, saw=max((each.pk for each in before), default=0), by=by, at=at)
        claim.save()
        _stand(attendance, [*before, claim])
        attendance.save()
        _log_one(attendance, claim, by, is_correction=True)
        _tell([attendance], at)


def follow_length(*, session: Session) -> None:
    """Let what was said before the start be said of the session as long as it is now: present is all of it, and nobody
    attended more. Called in the transaction that changes its start or its end before it begins: nobody measured yet."""
    length, claims = session.minutes(), Claim.objects.filter(attendance__session=session)
    claims.filter(Q(status=AttendanceStatus.PRESENT) | Q(minutes__gt=length)).update(minutes=length)
    entries = list(session.attendances.select_related("course").prefetch_related("claims"))
    for attendance in entries:
        _stand(attendance, list(attendance.claims.all()))
    Attendance.objects.bulk_update(entries, ["status", "minutes", "met_rule", "is_disputed"])


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
        self.closed_at = closed_at(session)
        people = {booking.person_id for booking in self.bookings.values()}
        entries = Attendance.objects.filter(session=session, person__in=people).select_related("course")
        self.attendances = {entry.person_id: entry for entry in entries.prefetch_related("claims")}
        for entry in self.attendances.values():
            entry.session = session
        self.claims = {person: in_order(entry.claims.all()) for person, entry in self.attendances.items()}
        self.saved = {person: max(claim.pk for claim in claims) for person, claims in self.claims.items() if claims}
        self.known = set(Claim.objects.filter(uid__in=[each.uid for each in said]).values_list("uid", flat=True))
        self.new: list[Claim] = []
        self.changed: dict[int, Attendance] = {}

    def take(self, said: Said) -> Outcome:
        """Take in one claim."""
        try:
            booking = self._expected(said)
            minutes = minutes_of(said, self.session)
            if said.uid not in self.known:
                self._refuse_once_closed(said)
        except MarkRefused as refusal:
            return Outcome(said, Answer.REFUSED, refusal=refusal)
        person = booking.person_id
        assert person is not None  # noqa: S101  (a confirmed booking has one)
        attendance = self.attendances.get(person)
        if said.uid in self.known or (attendance and self._says_what_stands(said, minutes, attendance, booking)):
            return Outcome(said, Answer.SAYS_NOTHING_NEW, attendance)
        is_there_already = attendance is not None and attendance.status not in AWAY
        attendance = attendance or _first(booking, self.session)
        attendance.booking = booking  # a person who gave a place back and booked again is still one attendance
        self.attendances[person] = self.changed[person] = attendance
        self._keep(said, attendance, minutes)
        told_twice = said.source == ClaimSource.SCAN and is_there_already
        return Outcome(said, Answer.SAYS_NOTHING_NEW if told_twice else Answer.KEPT, attendance)

    def _keep(self, said: Said, attendance: Attendance, minutes: int) -> None:
        person = attendance.person_id
        saw = what_was_seen(said, self.saved.get(person, 0))
        claim = new_claim(said, attendance, minutes, saw=saw, by=self.by, at=self.at)
        claim.pk = UNSAVED + len(self.new)
        self.known.add(said.uid)
        self.new.append(claim)
        theirs = self.claims.setdefault(person, [])
        theirs.append(claim)
        _stand(attendance, theirs)

    def save(self) -> None:
        """Write what changed, in as many statements for one claim as for five hundred."""
        if not self.new:
            return
        changed = list(self.changed.values())
        fresh = [attendance for attendance in changed if attendance.pk is None]
        known = [attendance for attendance in changed if attendance.pk is not None]
        Attendance.objects.bulk_create(fresh)
        # As rows that are there already: for hundreds of them three times as quick as bulk_update.
        Attendance.objects.bulk_create(known, update_conflicts=True, unique_fields=["pk"], update_fields=WORKED_OUT)
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

    def _refuse_once_closed(self, said: Said) -> None:
        if self.closed_at is None or said.settles or said.source not in OF_THE_OPEN_REGISTER:
            return
        if (said.made_at or said.device_at or self.at) > self.closed_at:
            raise RegisterClosed(self.closed_at)

    def _says_what_stands(self, said: Said, minutes: int, attendance: Attendance, booking: Booking) -> bool:
        """Whether a claim that is made now only repeats what stands, and nothing waits to be decided by it. What a
        device tells late is kept in any case: it may be older than something that is still on its way."""
        if attendance.booking_id != booking.pk:
            return False
        theirs = [claim for claim in self.claims[attendance.person_id] if claim.source == said.source]
        if said.source == ClaimSource.REGISTER:
            is_settled = said.saw is None and not attendance.is_disputed
            return is_settled and (attendance.status, attendance.minutes) == (said.status, minutes)
        if said.source == ClaimSource.SCAN:
            is_made_now = (said.made_at or said.device_at or self.at) >= self.at - ON_ITS_WAY
            return is_made_now and bool(theirs) and attendance.status not in AWAY
        if said.source == ClaimSource.SELF:
            return bool(theirs)
        return bool(theirs) and (theirs[-1].status, theirs[-1].minutes) == (said.status, minutes)


def _of(booking_ids: set[int], session: Session) -> BookingQuerySet:
    """The bookings as they are now, in the order in which their rows are locked, with what `_first` freezes of each."""
    bookings = Booking.objects.select_related("person__organisation__kind", "organisation__kind")
    return bookings.only(*FROZEN).filter(pk__in=booking_ids, session=session).order_by("pk")


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
