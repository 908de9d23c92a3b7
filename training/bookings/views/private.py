"""What every page behind a booking's link shares: it is private, found by its key, and shows the same facts."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from training.bookings.models import Booking, BookingStatus
from training.bookings.queries import place_in_line, with_session
from training.bookings.views.whose import holders
from training.sessions.queries import other_dates
from training.sessions.views.private import private

__all__ = ["booking_of", "context_of", "private"]


def booking_of(key: str) -> Booking:
    """The booking that a link names, with all that a page tells of it; 404 for a link that was tampered with."""
    return get_object_or_404(with_session(Booking.objects.all()), key=key)


def _joining_link(booking: Booking, at: datetime) -> str:
    shows = booking.status == BookingStatus.CONFIRMED and booking.session.shows_joining_link(at)
    return booking.session.joining_link if shows else ""


def context_of(booking: Booking, **more: object) -> dict[str, object]:
    """What each page about a booking shows."""
    at = timezone.now()
    return {
        "booking": booking,
        "session": booking.session,
        "has_started": booking.session.starts_at <= at,
        "is_over": booking.session.is_over(at),
        "changes_closed": booking.session.changes_close_at() <= at,
        "offer_is_over": booking.status == BookingStatus.OFFERED and booking.has_lapsed(at),
        "place_in_line": place_in_line(booking) if booking.status == BookingStatus.WAITING else 0,
        "other_dates": SimpleLazyObject(lambda: list(other_dates(booking.session, at=at))),
        # Only here, and only for a confirmed place, does the link leave the session.
        "joining_link": _joining_link(booking, at),
        "whose": holders(booking),
        **more,
    }
