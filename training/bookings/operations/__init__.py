"""The verbs of booking.

Order of locks, so that no two of them can wait for each other: the person's profile first, then a booking that becomes
active, and its session last (the scarce row is touched last and briefly); bookings that are active already are written
after their session's row is locked.
"""

from training.bookings.operations.confirming import confirm
from training.bookings.operations.ending import (
    cancel,
    delete_old_needs,
    end_bookings_of_cancelled_session,
    on_ended,
    release_lapsed,
)
from training.bookings.operations.refusals import (
    AlreadyBooked,
    BookingEnded,
    BookingRefused,
    NotYourAddress,
    TooManyUnconfirmed,
)
from training.bookings.operations.reminding import send_existing_link, tell_holders_of_change
from training.bookings.operations.taking import book
from training.sessions.operations import BookingClosed, BookingNotOpenYet, SessionCancelled, SessionFull, SessionOver

__all__ = [
    "AlreadyBooked",
    "BookingClosed",
    "BookingEnded",
    "BookingNotOpenYet",
    "BookingRefused",
    "NotYourAddress",
    "SessionCancelled",
    "SessionFull",
    "SessionOver",
    "TooManyUnconfirmed",
    "book",
    "cancel",
    "confirm",
    "delete_old_needs",
    "end_bookings_of_cancelled_session",
    "on_ended",
    "release_lapsed",
    "send_existing_link",
    "tell_holders_of_change",
]
