"""Who may see bookings and needs, and how often a stranger may ask."""

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest

from people.accounts.policies import StaffRole, has_staff_role, holds_staff_role, leads_training_of
from people.accounts.rates import within_rate
from people.models import Person
from training.bookings.models import Booking, Interest
from training.sessions.models import Session
from training.sessions.policies import facilitates, may_plan_sessions

# A school of a hundred staff behind one address books in one hour without meeting this; a robot does.
UNCONFIRMED_AN_HOUR_FROM_ONE_PLACE = 120
SECONDS_BETWEEN_REMINDERS = 300


def may_see_bookings(viewer: Person | AnonymousUser, session: Session) -> bool:
    """Programme managers, and the facilitators of this session."""
    return has_staff_role(viewer, StaffRole.PROGRAMME_MANAGER) or facilitates(viewer, session)


def may_see_needs(viewer: Person | AnonymousUser, session: Session) -> bool:
    """The same people without administrators: needs are told in confidence to those who run training. An administrator
    who must see them gives themselves the role through a colleague, and that stays in the log."""
    return holds_staff_role(viewer, StaffRole.PROGRAMME_MANAGER) or facilitates(viewer, session)


def may_write_messages(viewer: Person | AnonymousUser) -> bool:
    """Programme managers choose the words of messages, as they answer for what people are told."""
    return has_staff_role(viewer, StaffRole.PROGRAMME_MANAGER)


def is_own_booking(viewer: Person | AnonymousUser, booking: Booking) -> bool:
    """Whether a booking is the viewer's own: who has its link alone may be somebody whom it was passed on to."""
    return isinstance(viewer, Person) and booking.person_id == viewer.pk


def may_change_for(viewer: Person | AnonymousUser, booking: Booking) -> bool:
    """Training leads of the organisation that a booking is for: until the cut-off, as its person may."""
    return leads_training_of(viewer, booking.organisation_id)


def may_change_as_staff(viewer: Person | AnonymousUser) -> bool:
    """Programme managers give back, move and pass on anybody's place, and put people on, up to the start."""
    return may_plan_sessions(viewer)


def may_book_without_account(request: HttpRequest) -> bool:
    """Count one more booking from this place on the network, and say whether there were not too many this hour."""
    return within_rate(request, action="book", most=UNCONFIRMED_AN_HOUR_FROM_ONE_PLACE, seconds=3600)


def may_see_interest(viewer: Person | AnonymousUser) -> bool:
    """Programme managers plan sessions by what people ask for; no facilitator is named before there is a date."""
    return has_staff_role(viewer, StaffRole.PROGRAMME_MANAGER)


def may_ask_without_account(request: HttpRequest) -> bool:
    """The same as for booking, counted apart: nobody who asks keeps a colleague from booking."""
    return within_rate(request, action="ask", most=UNCONFIRMED_AN_HOUR_FROM_ONE_PLACE, seconds=3600)


def may_be_sent_again(interest: Interest) -> bool:
    """Whether some minutes have passed since the link of this wish was last sent."""
    return cache.add(f"interest-reminded:{interest.pk}", True, SECONDS_BETWEEN_REMINDERS)


def may_be_reminded(booking: Booking) -> bool:
    """Whether some minutes have passed since the link of this booking was last sent again."""
    return cache.add(f"booking-reminded:{booking.pk}", True, SECONDS_BETWEEN_REMINDERS)
