"""Changing a confirmed place: another date, the other way to join, or another person."""

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from wagtail.log_actions import log

from documents.dates import day
from people.accounts.operations import open_account
from people.models import Organisation, Person, Role
from training.bookings.models import Approval, Booking, BookingNeeds, BookingStatus, NoticeKind
from training.bookings.operations.approving import approval_ends_at
from training.bookings.operations.ending import refuse_after_changes_close
from training.bookings.operations.introducing import Colleague, introduce
from training.bookings.operations.places import give_back, take_place_for
from training.bookings.operations.reasons import StaffReason, noted
from training.bookings.operations.refusals import (
    AlreadyBooked,
    CohortOnly,
    ManagerNeeded,
    NotEligible,
    NothingToChange,
)
from training.bookings.operations.telling import owe
from training.bookings.operations.timing import tell_anew_how_to_join
from training.bookings.operations.waiting import offer_places
from training.bookings.queries import active_booking, swap_asks_manager, with_session
from training.bookings.queries.eligibility import reasons_against, with_rules
from training.sessions.models import Session
from training.sessions.operations import SessionFull, lock_session, lock_sessions, refuse_unless_open

# What else stands against changing a booking, each by raising a refusal. Attendance puts its own in when the app
# starts: who is marked in the register stays where they are.
on_changing: list[Callable[[Booking], object]] = []


def move(
    *,
    booking: Booking,
    session_id: int,
    by: Person | None,
    at: datetime,
    past_cut_off: bool = False,
    reason: StaffReason | None = None,
) -> Booking:
    """Move a confirmed booking to another date of the same course, without leaving the old place before the new one is
    held. The place that it leaves goes to the next in line at once. Whoever joins online does so in a hybrid session
    too, and whoever comes to a room comes to the room.

    Refusals: NothingToChange unless it is confirmed and the other session teaches the same course; SessionOver and
    ChangesClosed of the old session; of the new one all that `book` refuses for. `past_cut_off` and `reason` are those
    of `cancel`.
    """
    try:
        with transaction.atomic():
            return _move(booking.pk, session_id, by, at, past_cut_off, reason)
    except IntegrityError as error:
        holder = active_booking(session_id=session_id, email=booking.email, person=booking.person)
        if holder is None:
            raise
        raise AlreadyBooked(holder) from error


def _move(
    booking_id: int, session_id: int, by: Person | None, at: datetime, past_cut_off: bool, reason: StaffReason | None
) -> Booking:
    was = with_session(Booking.objects.all()).get(pk=booking_id)
    target = with_rules().get(pk=session_id)
    _refuse_target(was, target, at)
    claim = _claim(was, target)
    left = lock_sessions(session_ids={was.session_id, session_id})[was.session_id]
    was = _changeable(booking_id, left, at, past_cut_off=past_cut_off)
    reasons = reasons_against(
        target, person=was.person, role=was.role, organisation=was.organisation, more=0, instead_of=was,
        told_to_others=by is not None and by != was.person,
    )  # fmt: skip
    if reasons:
        raise NotEligible(reasons)
    claim.delete()
    Booking.objects.filter(pk=booking_id).update(
        session=target,
        online=_is_online_in(target, was),
        group=None,
        pool=None,
        invitation_sequence=F("invitation_sequence") + 1,
    )
    moved = with_session(Booking.objects.all()).get(pk=booking_id)
    data = {"from": left.pk, "to": target.pk, **noted(past_cut_off, reason)}
    log(instance=moved, action="training.booking.move", user=by, data=data)
    owe(moved, NoticeKind.MOVED, at=at)
    take_place_for(moved)
    give_back(left, [was])
    offer_places(left, by, at)
    return moved


def _refuse_target(booking: Booking, target: Session, at: datetime) -> None:
    """Refuse a session that this booking cannot move to, as can be seen beforehand."""
    if target.pk == booking.session_id or target.course_id != booking.session.course_id:
        raise NothingToChange("A booking can be moved to another date of the same course.")
    refuse_unless_open(target, at=at)
    if target.series is not None and target.series.is_closed and target.series_id != booking.session.series_id:
        raise CohortOnly
    holder = active_booking(session_id=target.pk, email=booking.email, person=booking.person)
    if holder is not None:
        raise AlreadyBooked(holder)
    online = _is_online_in(target, booking)
    if target.places_left(online=online) < 1:
        of_part = f"All the places {'online' if online else 'in the room'} on {day(target.starts_at)} have been taken."
        raise SessionFull(of_part if target.is_hybrid() else "")


def _is_online_in(target: Session, booking: Booking) -> bool:
    """Whether a booking that moves there is online: in a hybrid session whoever joins online now stays so."""
    return target.is_hybrid() and booking.joins_online()


def _claim(booking: Booking, target: Session) -> Booking:
    """A row that stands for the booking where it will move, so that nobody else books there for this person meanwhile.
    It counts for its organisation's limit already.

    Whoever books waits for the session's row with their own booking written already. Were the booking moved with that
    row locked, each could wait for the other; so the address is claimed before any session is locked."""
    return Booking.objects.create(
        session=target,
        person=booking.person,
        email=booking.email,
        name=booking.name,
        role=booking.role,
        organisation=booking.organisation,
        status=BookingStatus.CONFIRMED,
        booked_at=booking.booked_at,
        confirmed_at=booking.confirmed_at,
    )


def change_way(*, booking: Booking, online: bool, by: Person | None, at: datetime) -> Booking:
    """Let a confirmed person of a hybrid session join online instead of in the room, or the other way round. Asking for
    what is so already changes nothing.

    Refusals: NothingToChange, SessionOver, ChangesClosed, and SessionFull where the other part is full.
    """
    with transaction.atomic():
        session = lock_session(session_id=booking.session_id)
        kept = _changeable(booking.pk, session, at)
        if not session.is_hybrid():
            raise NothingToChange("Everybody joins this session in the same way.")
        if kept.online == online:
            return kept
        was = with_session(Booking.objects.all()).get(pk=kept.pk)
        give_back(session, [was])
        Booking.objects.filter(pk=kept.pk).update(
            online=online, pool=None, invitation_sequence=F("invitation_sequence") + 1
        )
        changed = with_session(Booking.objects.all()).get(pk=kept.pk)
        log(instance=changed, action="training.booking.change_way", user=by, data={"online": online})
        tell_anew_how_to_join(Booking.objects.filter(pk=changed.pk))
        owe(changed, NoticeKind.WAY_CHANGED, at=at)
        take_place_for(changed)
        offer_places(session, by, at)
    return changed


def swap(
    *,
    booking: Booking,
    name: str,
    email: str,
    role: Role,
    manager_email: str = "",
    by: Person | None,
    at: datetime,
    past_cut_off: bool = False,
    reason: StaffReason | None = None,
) -> Booking:
    """Pass a confirmed place on to a colleague of the same organisation. The old booking ends and is kept; the place
    itself is never free in between. Returns the colleague's booking, of which they are told: confirmed, or, where the
    organisation asks for approval and its holder passes it on, held until the colleague's line manager answers.

    Refusals: NothingToChange, SessionOver, ChangesClosed, ManagerNeeded, AlreadyBooked and NotEligible of the
    colleague. `past_cut_off` and `reason` are those of `cancel`.
    """
    instead = Colleague(" ".join(name.split()), Person.objects.normalize_email(email), role)
    manager = Person.objects.normalize_email(manager_email) if swap_asks_manager(booking, by) else None
    if manager in ("", instead.email, booking.email):
        raise ManagerNeeded
    try:
        with transaction.atomic():
            return _swap(booking, instead, manager, by, at, past_cut_off, reason)
    except IntegrityError as error:
        holder = active_booking(session_id=booking.session_id, email=instead.email, person=None)
        if holder is None:
            raise
        raise AlreadyBooked(holder) from error


def _swap(
    booking: Booking,
    instead: Colleague,
    manager: str | None,
    by: Person | None,
    at: datetime,
    past_cut_off: bool,
    reason: StaffReason | None,
) -> Booking:
    """The colleague's booking is written before the session is locked: see `_claim`."""
    colleague = open_account(email=instead.email, by=by or booking.person, at=at)
    old = Booking.objects.select_related("organisation", "person").get(pk=booking.pk)
    session = with_rules().get(pk=old.session_id)
    _refuse_colleague(session, instead, colleague, old.organisation)
    new = Booking(
        session=session, person=colleague, email=instead.email, name=instead.name, role=instead.role,
        organisation=old.organisation, booked_by=by or old.person, booked_at=at, status=BookingStatus.CONFIRMED,
        confirmed_at=at,
    )  # fmt: skip
    if manager:
        new.status, new.confirmed_at = BookingStatus.AWAITING_APPROVAL, None
        new.hold_ends_at = approval_ends_at(session, at)
    introduce(colleague, new, at=at)
    new.save(force_insert=True)
    if manager:
        Approval.objects.create(booking=new, manager_email=manager, asked_at=at)
    old = _changeable(old.pk, lock_session(session_id=session.pk), at, past_cut_off=past_cut_off)
    new.online, new.group_id, new.pool_id, new.replaces = old.online, old.group_id, old.pool_id, old
    new.save(update_fields=["online", "group", "pool", "replaces"])
    Booking.objects.filter(pk=old.pk).update(
        status=BookingStatus.CANCELLED, ended_at=at, invitation_sequence=F("invitation_sequence") + 1
    )
    BookingNeeds.objects.filter(booking_id=old.pk).delete()
    data = {"session": session.pk, "replaces": old.pk, **noted(past_cut_off, reason)}
    log(instance=new, action="training.booking.swap", user=by, data=data)
    owe(with_session(Booking.objects.all()).get(pk=old.pk), NoticeKind.SWAPPED_OUT, at=at)
    for kind in (NoticeKind.APPROVAL_AWAITED, NoticeKind.APPROVAL_ASKED) if manager else (NoticeKind.CONFIRMED,):
        owe(new, kind, at=at)
    return new


def _refuse_colleague(session: Session, instead: Colleague, colleague: Person, organisation: Organisation) -> None:
    holder = active_booking(session_id=session.pk, email=instead.email, person=colleague)
    if holder is not None:
        raise AlreadyBooked(holder)
    reasons = reasons_against(
        session, person=colleague, role=instead.role, organisation=organisation, more=0, told_to_others=True
    )
    if reasons:
        raise NotEligible(reasons)


def _changeable(booking_id: int, session: Session, at: datetime, *, past_cut_off: bool = False) -> Booking:
    """The booking as it is now, locked, where it can be changed; its session's row is locked already. One that is not
    confirmed is not waited for: it may be becoming so, and wait for the session."""
    holding = Booking.objects.confirmed().filter(walked_in=False)  # who only came to the door has no place to pass on
    confirmed = with_session(holding).select_for_update(of=("self",), no_key=True)
    booking = confirmed.filter(pk=booking_id, session=session).first()
    if booking is None:
        raise NothingToChange
    refuse_after_changes_close(session, at=at, past_cut_off=past_cut_off)
    for refuse in on_changing:
        refuse(booking)
    return booking
