"""What is held in a venue still, and how many people would hear of a change to it or to a session."""

from collections.abc import Callable
from datetime import datetime

from training.sessions.models import Session, SessionMode, SessionQuerySet, Venue

# How many people have a place in some sessions, or wait for one. Bookings put theirs in when the app starts: sessions
# do not know bookings.
counts_of_people: list[Callable[[SessionQuerySet], int]] = []


def sessions_to_come_in(venue: Venue, *, at: datetime) -> SessionQuerySet:
    """Scheduled sessions that start later and for which people, some or all, come to this venue."""
    return Session.objects.scheduled().filter(venue=venue, starts_at__gt=at).exclude(mode=SessionMode.ONLINE)


def people_to_tell(venue: Venue, *, at: datetime) -> int:
    """How many people are told when what they know of a venue changes: each once, however many of its sessions they
    have a place in or wait for."""
    return sum(count(sessions_to_come_in(venue, at=at)) for count in counts_of_people)


def people_in(session: Session) -> int:
    """How many people are told when what they know of a session changes: those with a place, and those who wait."""
    return sum(count(Session.objects.filter(pk=session.pk)) for count in counts_of_people)
