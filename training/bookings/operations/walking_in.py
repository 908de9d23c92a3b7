"""Letting in somebody who comes to the door without a confirmed place."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Case, Q, When
from wagtail.log_actions import log

from people.accounts.operations import open_account
from people.models import Organisation, Person
from training.bookings.models import Booking, BookingStatus, NoticeKind
from training.bookings.operations.introducing import Colleague, introduce
from training.bookings.operations.telling import owe
from training.bookings.operations.waiting import offer_places
from training.bookings.queries import with_session
from training.sessions.models import Session, SessionStatus
from training.sessions.operations import SessionCancelled, lock_session

TRIES = 5


class _EndedMeanwhile(Exception):
    """The booking that was there has ended since it was read."""


def walk_in(
    *, session_id: int, person: Colleague, organisation: Organisation, by: Person | None, at: datetime
) -> Booking:
    """Give somebody who is there a confirmed booking, and tell them by email. Who may do so, and from when on, is the
    caller's to check; the session's rules and its places do not keep anybody out who was let in.

    Whoever has a confirmed place keeps it, and is told nothing. A place that is held for them, by an offer or until
    they or their manager answer, becomes theirs. Whoever waits in line leaves it. They, and those of whom we knew
    nothing, have `walked_in`: such a booking holds none of the session's places, so that nobody else loses one by it.
    Doing it twice, or two people doing it at once, changes nothing the second time.
    Refusals: SessionCancelled.
    """
    for _ in range(TRIES - 1):
        try:
            with transaction.atomic():
                return _walk_in(session_id, person, organisation, by, at)
        except (IntegrityError, _EndedMeanwhile):  # somebody books for them, or lets them in, at the same moment
            continue
    with transaction.atomic():
        return _walk_in(session_id, person, organisation, by, at)


def _walk_in(session_id: int, named: Colleague, organisation: Organisation, by: Person | None, at: datetime) -> Booking:
    person = open_account(email=named.email, by=by, at=at)
    theirs = _active_booking(session_id, person)
    booking = theirs or Booking(
        session_id=session_id, person=person, email=person.email, name=" ".join(named.name.split()), role=named.role,
        organisation=organisation, status=BookingStatus.CONFIRMED, walked_in=True, booked_by=by, booked_at=at,
        confirmed_at=at,
    )  # fmt: skip
    if theirs is None or theirs.status != BookingStatus.CONFIRMED:
        introduce(person, booking, at=at)
    if theirs is None:
        booking.save(force_insert=True)
    session = _lock_where_held(session_id)
    if theirs is not None and not _becomes_theirs(theirs.pk, session, person, by, at):
        return _fresh(theirs.pk)
    log(instance=booking, action="training.booking.walk_in", user=by, data={"session": session_id})
    booking = _fresh(booking.pk)
    owe(booking, NoticeKind.WALKED_IN, at=at)
    return booking


def _active_booking(session_id: int, person: Person) -> Booking | None:
    """Their own: a confirmed one before any other, one that is known to be theirs before one of the same address."""
    nearest = Case(When(status=BookingStatus.CONFIRMED, then=0), When(person=person, then=1), default=2)
    theirs = Booking.objects.active().filter(Q(person=person) | Q(person=None, email=person.email))
    return theirs.filter(session=session_id).select_related("role", "organisation").order_by(nearest, "pk").first()


def _lock_where_held(session_id: int) -> Session:
    session = lock_session(session_id=session_id)
    if session.status != SessionStatus.SCHEDULED:
        raise SessionCancelled
    return session


def _becomes_theirs(booking_id: int, session: Session, person: Person, by: Person | None, at: datetime) -> bool:
    """Confirm a booking that was in line, or that a place was held for; False where it is confirmed already. Whoever
    gave it back in this very moment is let in anew. The rest of a group that waits for all or none needs fewer places
    from now on, and may be next."""
    booking = Booking.objects.select_for_update(no_key=True).get(pk=booking_id)
    if booking.status == BookingStatus.CONFIRMED:
        return False
    if not booking.is_active() or booking.session_id != session.pk:
        raise _EndedMeanwhile
    Booking.objects.filter(pk=booking_id).update(
        status=BookingStatus.CONFIRMED,
        confirmed_at=at,
        walked_in=booking.status == BookingStatus.WAITING,
        person=booking.person or person,
    )
    if booking.status == BookingStatus.WAITING:
        offer_places(session, by, at)
    return True


def _fresh(booking_id: int) -> Booking:
    return with_session(Booking.objects.all()).select_related("person").get(pk=booking_id)
