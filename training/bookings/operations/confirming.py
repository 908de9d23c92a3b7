"""Confirming a place that was held for an address, or accepting one that was offered."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from people.accounts.operations import change_profile, open_account
from people.models import Person
from training.bookings.models import Approval, Booking, BookingStatus, Interest, NoticeKind
from training.bookings.operations.approving import approval_ends_at
from training.bookings.operations.ending import release_lapsed_of
from training.bookings.operations.introducing import introduce
from training.bookings.operations.places import take_place_for
from training.bookings.operations.refusals import (
    AlreadyBooked,
    BookingEnded,
    ManagerNeeded,
    NotEligible,
    NothingToConfirm,
    OfferPassedOn,
)
from training.bookings.operations.telling import owe
from training.bookings.queries import active_booking, needs_manager, with_session
from training.bookings.queries.eligibility import reasons_against, with_rules
from training.sessions.models import SessionStatus
from training.sessions.operations import SessionCancelled, SessionFull, SessionOver, SessionRefusal, refuse_unless_open

TRIES = 5


def confirm(*, booking: Booking, manager_email: str = "", by: Person | None, at: datetime) -> Booking:
    """Confirm a booking, or accept an offer, whose address is proved by the link that was followed. Doing it twice
    changes nothing. Where a line manager is to approve, they are asked now; `manager_email` names the manager of
    somebody who asked to be told of a date, when nobody was asked for one.

    Finds or makes the person, whose profile becomes what the booking says. A hold that lapsed tries to take a place
    again. Refusals: BookingEnded when it was cancelled, NothingToConfirm for one that waits in line, SessionCancelled,
    SessionOver, AlreadyBooked, NotEligible, ManagerNeeded; OfferPassedOn for an offer that ran out, where somebody else
    was waiting; and for one that lapsed BookingClosed or SessionFull.
    """
    manager_email = Person.objects.normalize_email(manager_email)
    try:
        return _confirm_once(booking, manager_email, by, at)
    except OfferPassedOn as refusal:
        release_lapsed_of(booking.session_id, at)
        passed_on: SessionRefusal | None = refusal
    except SessionFull:
        if not release_lapsed_of(booking.session_id, at):
            raise
        passed_on = None
    try:
        return _confirm_once(booking, manager_email, by, at)
    except SessionFull as full:
        raise passed_on or full from full


def _confirm_once(
    booking: Booking, manager_email: str, by: Person | None, at: datetime, *, tries: int = TRIES
) -> Booking:
    """One attempt, and another when the account was opened at the same moment by another confirmation, or a second
    place that stood in the way was given back before it could be seen."""
    try:
        return _confirm_now(booking.pk, manager_email, by, at)
    except IntegrityError as error:
        _refuse_second_place(booking, error)
        if tries == 1:
            raise
    return _confirm_once(booking, manager_email, by, at, tries=tries - 1)


def _refuse_second_place(booking: Booking, error: IntegrityError) -> None:
    person = Person.objects.filter(email=booking.email).first()
    holder = active_booking(session_id=booking.session_id, email=booking.email, person=person)
    if holder is not None and holder.pk != booking.pk:
        raise AlreadyBooked(holder) from error


@transaction.atomic
def _confirm_now(booking_id: int, manager_email: str, by: Person | None, at: datetime) -> Booking:
    return _confirm(with_session(Booking.objects.all()).get(pk=booking_id), manager_email, by, at)


def _confirm(booking: Booking, manager_email: str, by: Person | None, at: datetime) -> Booking:
    if booking.status in (BookingStatus.CONFIRMED, BookingStatus.AWAITING_APPROVAL):
        return booking
    _refuse_to_confirm(booking, at)
    person = _person_for(booking, by, at)
    _refuse_ineligible(booking, person, told_to_others=by is not None and by != person)
    _name_manager(booking, manager_email, at)
    was, facts, told = booking.status, *_what_follows(booking, at)
    took = Booking.objects.filter(pk=booking.pk, status=was, invitation_sequence=booking.invitation_sequence)
    if not took.update(person=person, ended_at=None, **facts):
        # Someone else was quicker: a second click, or the release of lapsed holds.
        return _confirm(with_session(Booking.objects.all()).get(pk=booking.pk), manager_email, by, at)
    booking = with_session(Booking.objects.all()).get(pk=booking.pk)
    log(instance=booking, action="training.booking.confirm", user=by or person, data={"after_lapse": was == "lapsed"})
    for kind in told:
        owe(booking, kind, at=at)
    if was == BookingStatus.LAPSED:
        take_place_for(booking)
    return booking


def _name_manager(booking: Booking, manager_email: str, at: datetime) -> None:
    """Note whom to ask, where that has not been said yet."""
    if not needs_manager(booking):
        return
    if manager_email in ("", booking.email):
        raise ManagerNeeded
    Approval.objects.create(booking=booking, manager_email=manager_email, asked_at=at)


def _what_follows(booking: Booking, at: datetime) -> tuple[dict[str, Any], list[NoticeKind]]:
    """What the booking becomes, and what is told of it: confirmed, or held until the manager answers."""
    if Approval.objects.filter(booking=booking, decided_at=None).update(asked_at=at):
        held = {"status": BookingStatus.AWAITING_APPROVAL, "hold_ends_at": approval_ends_at(booking.session, at)}
        return held, [NoticeKind.APPROVAL_AWAITED, NoticeKind.APPROVAL_ASKED]
    return {"status": BookingStatus.CONFIRMED, "confirmed_at": at}, [NoticeKind.CONFIRMED]


def _refuse_to_confirm(booking: Booking, at: datetime) -> None:
    session = booking.session
    if session.status == SessionStatus.CANCELLED:
        raise SessionCancelled
    if booking.status == BookingStatus.CANCELLED:
        raise BookingEnded
    if session.starts_at <= at:
        raise SessionOver
    if booking.status == BookingStatus.WAITING:
        raise NothingToConfirm
    if booking.status == BookingStatus.OFFERED and booking.has_lapsed(at):
        raise OfferPassedOn
    if booking.status == BookingStatus.LAPSED:
        refuse_unless_open(session, at=at)


def _refuse_ineligible(booking: Booking, person: Person, *, told_to_others: bool) -> None:
    """What could not be asked of an address alone, now that it is proved; and everything for a hold that lapsed."""
    session = with_rules().get(pk=booking.session_id)
    more = 0 if booking.holds_a_place() or booking.pool_id else 1
    reasons = reasons_against(
        session, person=person, role=booking.role, organisation=booking.organisation, more=more,
        told_to_others=told_to_others,
    )  # fmt: skip
    if reasons:
        raise NotEligible(reasons)


def _person_for(booking: Booking, by: Person | None, at: datetime) -> Person:
    """Whose booking it is: else the account with its address, opened where there is none. It is told what the booking
    says. An address that was changed since does not make it somebody else's."""
    person = booking.person or open_account(email=booking.email, by=by, at=at)
    if booking.booked_by_id is None:
        tell_profile(person=person, said=booking, at=at)
    else:
        introduce(person, booking, at=at)
    return person


def tell_profile(*, person: Person, said: Booking | Interest, at: datetime) -> None:
    """Keep the name, role and organisation of a booking, or of a wish to be told of a date, as the person's own: it is
    their newest word, and proved.

    Attendance freezes what the profile says on the day, so a profile that is out of date would be counted wrongly.
    """
    if (said.name, said.role_id, said.organisation_id) != (person.name, person.role_id, person.organisation_id):
        kept = Person.objects.get(pk=person.pk)  # the caller's stays as it is, should the transaction be undone
        change_profile(person=kept, name=said.name, role=said.role, organisation=said.organisation, by=kept, at=at)
