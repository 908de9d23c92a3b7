"""Finding bookings, the order of the line, and whom a session is for."""

from training.bookings.queries.finding import (
    active_booking,
    bookings_in,
    bookings_of,
    has_lapsed_hold,
    lapsed,
    place_of,
    with_session,
)
from training.bookings.queries.interest import (
    active_interest,
    interests_of,
    is_invited,
    needs_manager,
    number_in_order,
    swap_asks_manager,
    who_asked,
    with_undated,
)
from training.bookings.queries.waiting import offer_ends_at, place_in_line

__all__ = [
    "active_booking",
    "active_interest",
    "bookings_in",
    "bookings_of",
    "has_lapsed_hold",
    "interests_of",
    "is_invited",
    "lapsed",
    "needs_manager",
    "number_in_order",
    "offer_ends_at",
    "place_in_line",
    "place_of",
    "swap_asks_manager",
    "who_asked",
    "with_session",
    "with_undated",
]
