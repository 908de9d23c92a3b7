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


class NotEligible(BookingRefused):
    """The session is not for this person; `reasons` says why, a sentence for each rule."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class CohortOnly(BookingRefused):
    """The session belongs to a closed cohort, and the link of that cohort was not followed."""

    message = "This session is for one organisation's people. Please use the link that your organisation sent you."


class ManagerNeeded(BookingRefused):
    """The organisation asks line managers first, and no manager was named."""

    message = "Your organisation asks line managers to approve training. Enter your manager's email address."


class PlacesFree(BookingRefused):
    """There is no need to wait: places are free."""

    message = "There are places in this session, so you do not need to wait. You can book one now."


class NothingToConfirm(BookingRefused):
    """The booking waits in line, and no place has been offered yet."""

    message = "You are on the waiting list. We will email you as soon as there is a place for you."


class OfferPassedOn(BookingRefused):
    """The time to accept an offer has passed, and the place went to the next in line."""

    message = "The time to accept this place has passed, and it was offered to the next person."


class ChangesClosed(BookingRefused):
    """The time until which people change their bookings by themselves has passed."""

    message = "It is too near the session to change this booking here. Please get in touch with us instead."


class NothingToChange(BookingRefused):
    """The booking is not in a state in which this can be done, or it is so already."""

    message = "This booking cannot be changed in that way."


class PoolReturned(BookingRefused):
    """Every place in the pool is taken, or its places have returned to everyone."""

    message = "All the places behind this link have been taken. Please ask the colleague who sent it to you."


class AlreadyDecided(BookingRefused):
    """A manager answers twice, or the booking ended before they did."""

    message = "This has been answered already, so there is nothing more to do."
