"""Why a booking is refused, in words fit to show to the person who asked."""

from training.bookings.models import Booking
from training.sessions.operations import SessionRefusal

BookingRefused = SessionRefusal  # all that a booking can be refused for, in one name


class AlreadyBooked(BookingRefused):
    """The address or the person holds a place in this session already; `booking` is that one."""

    message = "You already have a place in this session."

    def __init__(self, booking: Booking) -> None:
        super().__init__()
        self.booking = booking


class TooManyUnconfirmed(BookingRefused):
    """The address has as many unconfirmed bookings as one may have at a time."""

    message = "Please confirm the bookings you have made already, using the links in our emails, before making another."


class NotYourAddress(BookingRefused):
    """A person who is signed in books with their own address."""

    message = "You can book with the email address you are signed in with."


class BookingEnded(BookingRefused):
    """The booking was cancelled: it does not come back, but a new one can be made."""

    message = "This booking has been cancelled. You are welcome to book again."
