"""What people are asked when they book, for themselves and for others."""

from training.bookings.forms.booking import BookingForm, NeedsForm, booking_form
from training.bookings.forms.changing import MoveForm, SwapForm

__all__ = ["BookingForm", "MoveForm", "NeedsForm", "SwapForm", "booking_form"]
