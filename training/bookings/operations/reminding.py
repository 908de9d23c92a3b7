"""Telling people again about bookings that they have."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from wagtail.log_actions import log

from people.models import Person
from training.bookings import emails
from training.bookings.models import Booking
from training.bookings.queries import with_session
from training.sessions.models import Session


@transaction.atomic
def send_existing_link(*, booking: Booking, by: Person | None, at: datetime) -> None:
    """Send the link of a booking to its own address, for whoever asked for a second place with that address."""
    log(instance=booking, action="training.booking.remind", user=by)
    emails.tell(booking, "booking_existing", at=at)


def tell_holders_of_change(session: Session, by: Person | None, at: datetime) -> None:
    """Tell every holder of a place that time, place or link changed, with a sequence that calendars follow."""
    holders = Booking.objects.holding_a_place().filter(session=session)
    holders.update(invitation_sequence=F("invitation_sequence") + 1)
    for booking in with_session(holders).order_by("pk"):
        emails.tell(booking, "booking_changed", at=at)
