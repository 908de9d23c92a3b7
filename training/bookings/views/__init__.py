"""Pages of booking: taking a place, looking after a booking, and the pages of training leads and line managers."""

from training.bookings.views.approvals import approval_decide
from training.bookings.views.booking import booking_create, booking_sent
from training.bookings.views.calendars import calendar_feed, calendar_make, calendar_renew, calendar_stop
from training.bookings.views.changing import booking_cancel, booking_move, booking_swap, booking_way
from training.bookings.views.colleagues import (
    colleague_accept,
    colleague_cancel,
    colleague_move,
    colleague_swap,
    group_template,
    lead_dates,
    lead_overview,
)
from training.bookings.views.interest import interest_detail, undated_detail, undated_sent
from training.bookings.views.leading import group_create, group_detail
from training.bookings.views.managing import (
    booking_code,
    booking_confirm,
    booking_detail,
    booking_invitation,
    booking_list,
)
from training.bookings.views.needs import booking_needs, catering_detail
from training.bookings.views.pools import pool_create, pool_detail, pool_fill

__all__ = [
    "approval_decide",
    "booking_cancel",
    "booking_code",
    "booking_confirm",
    "booking_create",
    "booking_detail",
    "booking_invitation",
    "booking_list",
    "booking_move",
    "booking_needs",
    "booking_sent",
    "booking_swap",
    "booking_way",
    "calendar_feed",
    "calendar_make",
    "calendar_renew",
    "calendar_stop",
    "catering_detail",
    "colleague_accept",
    "colleague_cancel",
    "colleague_move",
    "colleague_swap",
    "group_create",
    "group_detail",
    "group_template",
    "interest_detail",
    "lead_dates",
    "lead_overview",
    "pool_create",
    "pool_detail",
    "pool_fill",
    "undated_detail",
    "undated_sent",
]
