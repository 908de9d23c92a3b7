"""Taking a place."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from people.models import Organisation, Person, Role
from training.bookings import emails
from training.bookings.models import Booking, BookingNeeds, BookingStatus
from training.bookings.operations.confirming import tell_profile
from training.bookings.operations.ending import release_lapsed_of
from training.bookings.operations.refusals import AlreadyBooked, NotYourAddress, TooManyUnconfirmed
from training.bookings.queries import active_booking
from training.sessions.models import Session
from training.sessions.operations import SessionFull, refuse_unless_open, take_place

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
    by: Person | None,
    at: datetime,
) -> Booking:
    """Take a place: confirmed at once for a person signed in with that address, else held until confirmed by email.

    Refusals: SessionCancelled, SessionOver, BookingClosed, BookingNotOpenYet, SessionFull, AlreadyBooked,
    TooManyUnconfirmed, NotYourAddress. A refused booking changes nothing. Before refusing as full, holds of that
    session that have lapsed are released once.
    """
    email = Person.objects.normalize_email(email)
    if by is not None and by.email != email:
        raise NotYourAddress
    name = " ".join(name.split())
    asked = Booking(
        session_id=session_id, email=email, name=name, role=role, organisation=organisation, booked_at=at, person=by
    )
    needs = BookingNeeds(access=access.strip(), dietary=dietary.strip())
    try:
        return _book_once(asked, needs, by, at)
    except SessionFull:
        if not release_lapsed_of(session_id, at):
            raise
    return _book_once(asked, needs, by, at)


def _book_once(
    booking: Booking, needs: BookingNeeds, by: Person | None, at: datetime, *, tries: int = TRIES
) -> Booking:
    """One attempt, whole or not at all. The unique constraints decide who was first, whatever was read before; another
    attempt when the one who was first has given the place back before it could be seen."""
    booking.pk = None  # an attempt that was undone leaves one behind
    try:
        with transaction.atomic():
            _write(booking, needs, by, at)
    except IntegrityError as error:
        holder = active_booking(session_id=booking.session_id, email=booking.email, person=by)
        if holder is not None:
            raise AlreadyBooked(holder) from error
        if tries == 1:
            raise
        return _book_once(booking, needs, by, at, tries=tries - 1)
    return booking


def _write(booking: Booking, needs: BookingNeeds, by: Person | None, at: datetime) -> None:
    _refuse_before_writing(booking, at)
    _set_status(booking, by, at)
    if by is not None:
        tell_profile(person=by, booking=booking, at=at)
    booking.save(force_insert=True)
    if needs.access or needs.dietary:
        BookingNeeds.objects.create(booking=booking, access=needs.access, dietary=needs.dietary)
    log(instance=booking, action="training.booking.book", user=by, data={"session": booking.session_id})
    emails.tell(booking, "booking_confirm" if by is None else "booking_confirmed", at=at)
    take_place(session_id=booking.session_id)


def _refuse_before_writing(booking: Booking, at: datetime) -> None:
    """Refuse what can be seen beforehand, so that a rush for a full session costs reads only."""
    session = Session.objects.select_related("course", "venue__local_authority").get(pk=booking.session_id)
    booking.session = session
    refuse_unless_open(session, at=at)
    holder = active_booking(session_id=session.pk, email=booking.email, person=booking.person)
    if holder is not None:
        raise AlreadyBooked(holder)
    if session.places_left() < 1:
        raise SessionFull
    if booking.person is None:
        unconfirmed = Booking.objects.filter(
            email=booking.email, status=BookingStatus.UNCONFIRMED, hold_ends_at__gt=at
        ).count()
        if unconfirmed >= MOST_UNCONFIRMED:
            raise TooManyUnconfirmed


def _set_status(booking: Booking, by: Person | None, at: datetime) -> None:
    if by is None:
        booking.status = BookingStatus.UNCONFIRMED
        booking.hold_ends_at = min(at + HOLD, booking.session.starts_at)
    else:
        booking.status = BookingStatus.CONFIRMED
        booking.confirmed_at = at
