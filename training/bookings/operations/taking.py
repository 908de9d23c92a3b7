"""Taking a place, or standing in line for one."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from people.models import Organisation, Person, Role
from training.bookings.models import Approval, Booking, BookingStatus, NoticeKind, Pool
from training.bookings.operations.approving import approval_ends_at
from training.bookings.operations.confirming import tell_profile
from training.bookings.operations.ending import release_lapsed_of
from training.bookings.operations.needing import keep_needs
from training.bookings.operations.places import take_place_for
from training.bookings.operations.refusals import (
    AlreadyBooked,
    CohortOnly,
    ManagerNeeded,
    NotEligible,
    NotYourAddress,
    TooManyUnconfirmed,
)
from training.bookings.operations.telling import owe
from training.bookings.operations.waiting import stand_in_line
from training.bookings.queries import active_booking, has_lapsed_hold
from training.bookings.queries.eligibility import reasons_against, with_rules
from training.sessions.models import Session
from training.sessions.operations import SessionFull, refuse_unless_open

HOLD = timedelta(hours=2)
MOST_UNCONFIRMED = 5
TRIES = 5


def book(
    *,
    session_id: int,
    email: str,
    name: str,
    role: Role,
    organisation: Organisation,
    access: str = "",
    dietary: str = "",
    diets: Sequence[str] = (),
    online: bool = False,
    manager_email: str = "",
    cohort_key: str = "",
    pool: Pool | None = None,
    by: Person | None,
    at: datetime,
) -> Booking:
    """Take a place: at once for a person signed in with that address, else held until confirmed by email. Where the
    organisation asks for a line manager's approval the place is held until they answer.

    `online` chooses the online part of a hybrid session. `cohort_key` is what the link of a closed cohort carries.
    `pool` is one that the place comes from: its organisation is the person's, and nobody is asked for approval.
    Refusals: SessionCancelled, SessionOver, BookingClosed, BookingNotOpenYet, CohortOnly, NotEligible, SessionFull,
    PoolReturned, AlreadyBooked, ManagerNeeded, TooManyUnconfirmed, NotYourAddress. A refused booking changes nothing.
    Before refusing as full, holds of that session that have lapsed are released once: asked without a lock, so that a
    rush for a full session waits for nobody. `diets` are values of Diet.
    """
    asked = Asked(
        Booking(
            session_id=session_id, email=Person.objects.normalize_email(email), name=" ".join(name.split()), role=role,
            organisation=organisation, online=online, pool=pool, booked_at=at, person=by,
        ),
        (access.strip(), dietary.strip(), diets), manager_email, cohort_key,
    )  # fmt: skip
    try:
        return _once(asked, _take, by, at)
    except SessionFull:
        if not has_lapsed_hold(session_id=session_id, at=at) or not release_lapsed_of(session_id, at):
            raise
    return _once(asked, _take, by, at)


def wait(
    *,
    session_id: int,
    email: str,
    name: str,
    role: Role,
    organisation: Organisation,
    access: str = "",
    dietary: str = "",
    diets: Sequence[str] = (),
    online: bool = False,
    manager_email: str = "",
    cohort_key: str = "",
    by: Person | None,
    at: datetime,
) -> Booking:
    """Stand in line for a place in a full session. An offer comes by email and is accepted by its link, which proves
    the address.

    Refusals: those of `book`, with PlacesFree in place of SessionFull where there is no need to wait.
    """
    asked = Asked(
        Booking(
            session_id=session_id, email=Person.objects.normalize_email(email), name=" ".join(name.split()), role=role,
            organisation=organisation, online=online, status=BookingStatus.WAITING, booked_at=at, person=by,
        ),
        (access.strip(), dietary.strip(), diets), manager_email, cohort_key,
    )  # fmt: skip
    if has_lapsed_hold(session_id=session_id, at=at):
        release_lapsed_of(session_id, at)
    return _once(asked, _stand, by, at)


Needs = tuple[str, str, Sequence[str]]  # access, food in words, and diets


class Asked:
    """What a person asked for: the booking that is to be written, and what belongs to it."""

    def __init__(self, booking: Booking, needs: Needs, manager_email: str, cohort_key: str) -> None:
        self.booking, self.needs, self.cohort_key = booking, needs, cohort_key
        self.manager_email = Person.objects.normalize_email(manager_email)

    @property
    def counts_already(self) -> bool:
        """Whether the limit of an organisation's places need not be asked: its pool's are counted, and those of whoever
        waits in line are when they are offered."""
        return self.booking.pool is not None or self.booking.status == BookingStatus.WAITING

    def needs_approval(self) -> bool:
        """Whether a line manager is asked: not for what a training lead has reserved."""
        return self.booking.organisation.asks_for_approval and self.booking.pool is None


Write = Callable[[Asked, Person | None, datetime], None]


def _once(asked: Asked, write: Write, by: Person | None, at: datetime, *, tries: int = TRIES) -> Booking:
    """One attempt, whole or not at all. The unique constraints decide who was first, whatever was read before; another
    attempt when the one who was first has given the place back before it could be seen."""
    booking = asked.booking
    if by is not None and by.email != booking.email:
        raise NotYourAddress
    booking.pk = None  # an attempt that was undone leaves one behind
    try:
        with transaction.atomic():
            write(asked, by, at)
    except IntegrityError as error:
        holder = active_booking(session_id=booking.session_id, email=booking.email, person=by)
        if holder is not None:
            raise AlreadyBooked(holder) from error
        if tries == 1:
            raise
        return _once(asked, write, by, at, tries=tries - 1)
    return booking


def _take(asked: Asked, by: Person | None, at: datetime) -> None:
    booking = asked.booking
    _refuse_before_writing(asked, at)
    if booking.pool is None and booking.session.places_left(online=booking.online) < 1:
        raise SessionFull
    if booking.person is None:
        _refuse_many_unconfirmed(booking, at)
    told = _set_status(asked, at)
    _tell_profile(booking, by, at)
    booking.save(force_insert=True)
    _save_what_belongs_to_it(asked, at)
    log(instance=booking, action="training.booking.book", user=by, data={"session": booking.session_id})
    for kind in told:
        owe(booking, kind, at=at)
    take_place_for(booking)


def _stand(asked: Asked, by: Person | None, at: datetime) -> None:
    _refuse_before_writing(asked, at)
    _tell_profile(asked.booking, by, at)
    stand_in_line(asked.booking, by=by, at=at)
    _save_what_belongs_to_it(asked, at)


def _refuse_before_writing(asked: Asked, at: datetime) -> None:
    """Refuse what can be seen beforehand, so that a rush for a full session costs reads only."""
    booking = asked.booking
    session = with_rules().get(pk=booking.session_id)
    booking.session, booking.online = session, booking.online and session.is_hybrid()
    refuse_unless_open(session, at=at)
    _refuse_outside_cohort(session, asked)
    holder = active_booking(session_id=session.pk, email=booking.email, person=booking.person)
    if holder is not None:
        raise AlreadyBooked(holder)
    more = 0 if asked.counts_already else 1
    reasons = reasons_against(
        session, person=booking.person, role=booking.role, organisation=booking.organisation, more=more
    )
    if reasons:
        raise NotEligible(reasons)
    if asked.needs_approval() and asked.manager_email in ("", booking.email):
        raise ManagerNeeded


def _refuse_outside_cohort(session: Session, asked: Asked) -> None:
    series = session.series
    if series is not None and series.is_closed and asked.booking.pool is None and asked.cohort_key != series.key:
        raise CohortOnly


def _refuse_many_unconfirmed(booking: Booking, at: datetime) -> None:
    unconfirmed = Booking.objects.filter(email=booking.email, status=BookingStatus.UNCONFIRMED, hold_ends_at__gt=at)
    if unconfirmed.count() >= MOST_UNCONFIRMED:
        raise TooManyUnconfirmed


def _set_status(asked: Asked, at: datetime) -> list[NoticeKind]:
    """Set where the booking stands, and return what its person, and their manager, are told."""
    booking = asked.booking
    if booking.person is None:
        booking.status = BookingStatus.UNCONFIRMED
        booking.hold_ends_at = min(at + HOLD, booking.session.starts_at)
        return [NoticeKind.CONFIRM]
    if asked.needs_approval():
        booking.status = BookingStatus.AWAITING_APPROVAL
        booking.hold_ends_at = approval_ends_at(booking.session, at)
        return [NoticeKind.APPROVAL_AWAITED, NoticeKind.APPROVAL_ASKED]
    booking.status = BookingStatus.CONFIRMED
    booking.confirmed_at = at
    return [NoticeKind.CONFIRMED]


def _tell_profile(booking: Booking, by: Person | None, at: datetime) -> None:
    if by is not None:
        tell_profile(person=by, said=booking, at=at)


def _save_what_belongs_to_it(asked: Asked, at: datetime) -> None:
    keep_needs(asked.booking, *asked.needs)
    if asked.needs_approval():
        Approval.objects.create(booking=asked.booking, manager_email=asked.manager_email, asked_at=at)
