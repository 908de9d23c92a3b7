"""Finding bookings, the order of the line, and whom a session is for."""

from training.bookings.queries.finding import (
    active_booking,
    bookings_in,
    bookings_of,
    has_lapsed_hold,
    lapsed,
    with_session,
)
from training.bookings.queries.waiting import offer_ends_at, place_in_line

__all__ = [
    "active_booking",
    "bookings_in",
    "bookings_of",
    "has_lapsed_hold",
    "lapsed",
    "offer_ends_at",
    "place_in_line",
    "with_session",
]
