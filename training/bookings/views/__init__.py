"""Pages of booking: taking a place, looking after a booking, and the pages of training leads and line managers."""

from training.bookings.views.approvals import approval_decide
from training.bookings.views.booking import booking_create, booking_sent
from training.bookings.views.changing import booking_move, booking_swap, booking_way
from training.bookings.views.interest import interest_detail, undated_detail, undated_sent
from training.bookings.views.leading import group_create, group_detail
from training.bookings.views.managing import (
    booking_cancel,
    booking_confirm,
    booking_detail,
    booking_invitation,
    booking_list,
)
from training.bookings.views.pools import pool_create, pool_detail, pool_fill

__all__ = [
    "approval_decide",
    "booking_cancel",
    "booking_confirm",
    "booking_create",
    "booking_detail",
    "booking_invitation",
    "booking_list",
    "booking_move",
    "booking_sent",
    "booking_swap",
    "booking_way",
    "group_create",
    "group_detail",
    "interest_detail",
    "pool_create",
    "pool_detail",
    "pool_fill",
    "undated_detail",
    "undated_sent",
]
