"""Bookings, the groups and pools they belong to, and what people are told of them."""

from training.bookings.models.approvals import Approval
from training.bookings.models.bookings import (
    ACTIVE,
    HELD_FOR_A_TIME,
    HOLDS_A_PLACE,
    IN_LINE,
    Booking,
    BookingQuerySet,
    BookingStatus,
)
from training.bookings.models.groups import GroupBooking, GroupTakes, Pool
from training.bookings.models.interest import Interest
from training.bookings.models.needs import BookingNeeds, Diet, DietaryNeed
from training.bookings.models.notices import CalendarFeed, MessageText, Notice, NoticeKind

__all__ = [
    "ACTIVE",
    "HELD_FOR_A_TIME",
    "HOLDS_A_PLACE",
    "IN_LINE",
    "Approval",
    "Booking",
    "BookingNeeds",
    "BookingQuerySet",
    "BookingStatus",
    "CalendarFeed",
    "Diet",
    "DietaryNeed",
    "GroupBooking",
    "GroupTakes",
    "Interest",
    "MessageText",
    "Notice",
    "NoticeKind",
    "Pool",
]
