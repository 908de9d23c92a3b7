"""An organisation of the demonstration that asks line managers first, and a place that waits for one of them."""

from datetime import datetime, timedelta

from cms.starter.demo.loading import ATTENDERS_DOMAIN
from people.models import Organisation, Person
from training.bookings.operations import book
from training.models import Booking, Session
from training.sessions.operations import SessionRefusal
from training.sessions.queries import find_sessions

ASKS = "Example Solihull Council"
MANAGER = f"line-manager{ATTENDERS_DOMAIN}"
AHEAD = timedelta(weeks=3)  # so that the manager has all of the time that there is to answer


def load_approval(at: datetime) -> str:
    """One organisation asks for approval from now on, and one of its people has just asked for a place."""
    organisation = Organisation.objects.get(name=ASKS)
    organisation.asks_for_approval = True
    organisation.save(update_fields=["asks_for_approval"])
    theirs = Person.objects.filter(email__endswith=ATTENDERS_DOMAIN, organisation=organisation)
    booking = _ask(theirs.select_related("role").order_by("pk")[0], organisation, at)
    waits = "1 place waits for a line manager" if booking else "nobody waits for a line manager"
    return f"{ASKS} asks for approval, and {waits}"


def _ask(person: Person, organisation: Organisation, at: datetime) -> Booking | None:
    """A place in the emptiest session that lets the person in, so that none fills up; none where no session does."""
    coming = find_sessions(at=at, date_from=(at + AHEAD).date(), with_places=True)
    for session in sorted(coming, key=Session.places_left, reverse=True):
        booking = _book(session, person, organisation, at)
        if booking is not None:
            return booking
    return None


def _book(session: Session, person: Person, organisation: Organisation, at: datetime) -> Booking | None:
    if person.role is None:
        return None
    try:
        return book(
            session_id=session.pk,
            email=person.email,
            name=person.name,
            role=person.role,
            organisation=organisation,
            manager_email=MANAGER,
            by=person,
            at=at,
        )
    except SessionRefusal:
        return None
