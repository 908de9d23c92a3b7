"""People whom a colleague names: they have an account from then on, and their own word about themselves stands."""

from dataclasses import dataclass
from datetime import datetime

from people.accounts.operations import change_profile
from people.models import Person, Role
from training.bookings.models import Booking


@dataclass(frozen=True)
class Colleague:
    """One person whom somebody else names."""

    name: str
    email: str
    role: Role


def introduce(person: Person, booking: Booking, *, at: datetime) -> None:
    """Fill an empty profile with what a colleague said in a booking. What the person said before is not overwritten:
    nobody else's word is newer than their own."""
    if person.name and person.role_id and person.organisation_id:
        return
    change_profile(
        person=person,
        name=person.name or booking.name,
        role=person.role or booking.role,
        organisation=person.organisation or booking.organisation,
        by=person,
        at=at,
    )
