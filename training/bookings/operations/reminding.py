"""Telling people again about bookings that they have."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from wagtail.log_actions import log

from people.models import Person
from training.bookings import emails
from training.bookings.models import Booking, NoticeKind, Pool
from training.bookings.operations.pools import move_returns
from training.bookings.operations.telling import owe_all
from training.bookings.operations.timing import tell_anew_how_to_join
from training.bookings.queries import with_session
from training.sessions.models import Session


@transaction.atomic
def send_existing_link(*, booking: Booking, by: Person | None, at: datetime) -> None:
    """Send the link of a booking to its own address, for whoever asked for a second place with that address."""
    log(instance=booking, action="training.booking.remind", user=by)
    emails.send_existing(with_session(Booking.objects.all()).get(pk=booking.pk), at=at)


def tell_holders_of_change(session: Session, by: Person | None, at: datetime) -> None:
    """Tell everyone who holds a place or waits for one that time, place or link changed, with a sequence that calendars
    follow. The session's row must be locked. Where nobody can choose how to join any more, nobody is counted apart."""
    active = Booking.objects.active().filter(session=session)
    facts = {} if session.is_hybrid() else {"online": False}
    active.update(invitation_sequence=F("invitation_sequence") + 1, **facts)
    if not session.is_hybrid():
        Pool.objects.filter(session=session).update(online=False)
    move_returns(session)
    tell_anew_how_to_join(active)
    owe_all(with_session(active).order_by("pk"), NoticeKind.CHANGED, at=at)
