"""What people are asked when they book, for themselves and for others."""

from training.bookings.forms.booking import BookingForm, NeedsForm, booking_form

__all__ = ["BookingForm", "NeedsForm", "booking_form"]
