"""Pages of booking: taking a place, and looking after a booking."""

from training.bookings.views.booking import booking_create, booking_sent
from training.bookings.views.managing import (
    booking_cancel,
    booking_confirm,
    booking_detail,
    booking_invitation,
    booking_list,
)

__all__ = [
    "booking_cancel",
    "booking_confirm",
    "booking_create",
    "booking_detail",
    "booking_invitation",
    "booking_list",
    "booking_sent",
]
