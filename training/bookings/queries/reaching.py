"""Whose an address is, and what it is booked in, for staff who mend addresses that email does not reach."""

from collections.abc import Iterable

from django.utils import timezone

from people.models import Person
from training.bookings.models import Booking


def names_of(emails: Iterable[str]) -> dict[str, str]:
    """The names of the accounts with these addresses."""
    return dict(Person.objects.filter(email__in=set(emails)).values_list("email", "name"))


def booked_with(emails: Iterable[str]) -> dict[str, list[Booking]]:
    """The bookings to come by address, soonest first: those that hold a place or wait for one."""
    active = Booking.objects.active().filter(email__in=set(emails), session__ends_at__gt=timezone.now())
    found: dict[str, list[Booking]] = {}
    for booking in active.select_related("session__course", "session__venue").order_by("session__starts_at", "pk"):
        found.setdefault(booking.email, []).append(booking)
    return found
