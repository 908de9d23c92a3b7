"""Putting somebody on a session for them, as staff do who are asked by telephone."""

from datetime import datetime

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from people.accounts.operations import open_account
from people.models import Organisation, Person
from training.bookings.models import Booking, BookingStatus, NoticeKind
from training.bookings.operations.ending import release_lapsed_of
from training.bookings.operations.introducing import Colleague, introduce
from training.bookings.operations.places import take_place_for
from training.bookings.operations.refusals import AlreadyBooked, NotEligible
from training.bookings.operations.telling import owe
from training.bookings.operations.waiting import stand_in_line
from training.bookings.queries import active_booking
from training.bookings.queries.eligibility import reasons_against, with_rules
from training.sessions.operations import SessionFull, refuse_unless_to_come


def put_on(
    *,
    session_id: int,
    person: Colleague,
    organisation: Organisation,
    online: bool = False,
    waits: bool = False,
    by: Person,
    at: datetime,
) -> Booking:
    """Give somebody a place, confirmed at once without asking their line manager; or, with `waits`, put them in line.
    They are told by email. Who may do so is the caller's to check. The time in which people book by themselves does not
    bind staff.

    Refusals: SessionCancelled, SessionOver, BookingClosed of a draft; AlreadyBooked; NotEligible; SessionFull, after
    the holds that have lapsed are released once; and with `waits` PlacesFree.
    """
    facts = (session_id, person, organisation, online, waits, by, at)
    try:
        return _put_on(*facts)
    except SessionFull:
        if not release_lapsed_of(session_id, at):
            raise
    except IntegrityError as error:
        email = Person.objects.normalize_email(person.email)
        holder = active_booking(session_id=session_id, email=email, person=None)
        if holder is None:
            raise
        raise AlreadyBooked(holder) from error
    return _put_on(*facts)


@transaction.atomic
def _put_on(
    session_id: int, named: Colleague, organisation: Organisation, online: bool, waits: bool, by: Person, at: datetime
) -> Booking:
    session = with_rules().get(pk=session_id)
    refuse_unless_to_come(session, at=at)
    person = open_account(email=named.email, by=by, at=at)
    holder = active_booking(session_id=session_id, email=person.email, person=person)
    if holder is not None:
        raise AlreadyBooked(holder)
    more = 0 if waits else 1
    reasons = reasons_against(
        session, person=person, role=named.role, organisation=organisation, more=more, told_to_others=True
    )
    if reasons:
        raise NotEligible(reasons)
    booking = Booking(
        session=session, person=person, email=person.email, name=" ".join(named.name.split()), role=named.role,
        organisation=organisation, online=online and session.is_hybrid(), booked_by=by, booked_at=at,
        status=BookingStatus.WAITING if waits else BookingStatus.CONFIRMED, confirmed_at=None if waits else at,
    )  # fmt: skip
    introduce(person, booking, at=at)
    if waits:
        stand_in_line(booking, by=by, at=at)
        return booking
    booking.save(force_insert=True)
    log(instance=booking, action="training.booking.book", user=by, data={"session": session_id, "for_them": True})
    owe(booking, NoticeKind.CONFIRMED, at=at)
    take_place_for(booking)
    return booking
