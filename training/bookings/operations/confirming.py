"""Confirming a place that was held for an address."""

from datetime import datetime

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from people.accounts.operations import change_profile, open_account
from people.models import Person
from training.bookings import emails
from training.bookings.models import Booking, BookingStatus
from training.bookings.operations.ending import release_lapsed_of
from training.bookings.operations.refusals import AlreadyBooked, BookingEnded
from training.bookings.queries import active_booking, with_session
from training.sessions.models import SessionStatus
from training.sessions.operations import SessionCancelled, SessionFull, SessionOver, refuse_unless_open, take_place

TRIES = 5


def confirm(*, booking: Booking, by: Person | None, at: datetime) -> Booking:
    """Confirm a booking whose address is proved by the link that was followed. Doing it twice changes nothing.

    Finds or makes the person, whose profile becomes what the booking says. A hold that lapsed tries to take a place
    again. Refusals: BookingEnded when it was cancelled, SessionCancelled, SessionOver, AlreadyBooked; and for a lapsed
    one BookingClosed or SessionFull.
    """
    try:
        return _confirm_once(booking, by, at)
    except SessionFull:
        if not release_lapsed_of(booking.session_id, at):
            raise
    return _confirm_once(booking, by, at)


def _confirm_once(booking: Booking, by: Person | None, at: datetime, *, tries: int = TRIES) -> Booking:
    """One attempt, and another when the account was opened at the same moment by another confirmation, or a second
    place that stood in the way was given back before it could be seen."""
    try:
        return _confirm_now(booking.pk, by, at)
    except IntegrityError as error:
        _refuse_second_place(booking, error)
        if tries == 1:
            raise
    return _confirm_once(booking, by, at, tries=tries - 1)


def _refuse_second_place(booking: Booking, error: IntegrityError) -> None:
    person = Person.objects.filter(email=booking.email).first()
    holder = active_booking(session_id=booking.session_id, email=booking.email, person=person)
    if holder is not None and holder.pk != booking.pk:
        raise AlreadyBooked(holder) from error


@transaction.atomic
def _confirm_now(booking_id: int, by: Person | None, at: datetime) -> Booking:
    return _confirm(with_session(Booking.objects.all()).get(pk=booking_id), by, at)


def _confirm(booking: Booking, by: Person | None, at: datetime) -> Booking:
    if booking.status == BookingStatus.CONFIRMED:
        return booking
    _refuse_to_confirm(booking, at)
    person = _person_for(booking, by, at)
    was = booking.status
    took = Booking.objects.filter(pk=booking.pk, status=was).update(
        status=BookingStatus.CONFIRMED, person=person, confirmed_at=at, ended_at=None
    )
    booking = with_session(Booking.objects.all()).get(pk=booking.pk)
    if not took:  # someone else was quicker: a second click, or the release of lapsed holds
        return _confirm(booking, by, at)
    log(instance=booking, action="training.booking.confirm", user=by or person, data={"after_lapse": was == "lapsed"})
    emails.tell(booking, "booking_confirmed", at=at)
    if was == BookingStatus.LAPSED:
        take_place(session_id=booking.session_id)
    return booking


def _refuse_to_confirm(booking: Booking, at: datetime) -> None:
    session = booking.session
    if session.status == SessionStatus.CANCELLED:
        raise SessionCancelled
    if booking.status == BookingStatus.CANCELLED:
        raise BookingEnded
    if session.starts_at <= at:
        raise SessionOver
    if booking.status == BookingStatus.LAPSED:
        refuse_unless_open(session, at=at)


def _person_for(booking: Booking, by: Person | None, at: datetime) -> Person:
    """The account with the booking's address, opened where there is none, and told what the booking says."""
    person = open_account(email=booking.email, by=by, at=at)
    tell_profile(person=person, booking=booking, at=at)
    return person


def tell_profile(*, person: Person, booking: Booking, at: datetime) -> None:
    """Keep the name, role and organisation of a booking as the person's own: it is their newest word, and proved.

    Attendance freezes what the profile says on the day, so a profile that is out of date would be counted wrongly.
    """
    said = (booking.name, booking.role_id, booking.organisation_id)
    if said != (person.name, person.role_id, person.organisation_id):
        kept = Person.objects.get(pk=person.pk)  # the caller's stays as it is, should the transaction be undone
        change_profile(
            person=kept, name=booking.name, role=booking.role, organisation=booking.organisation, by=kept, at=at
        )
