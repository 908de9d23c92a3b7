"""The verbs of booking.

Order of locks, so that no two of them can wait for each other: the person's profile first, then a booking that becomes
active, and its session last (the scarce row is touched last and briefly); bookings that are active already are written
after their session's row is locked, and pools after both. Several sessions are locked in the order of their keys."""

from training.bookings.operations.adding import put_on
from training.bookings.operations.approving import approve, decline, remind_managers
from training.bookings.operations.changing import change_way, move, on_changing, swap
from training.bookings.operations.confirming import confirm
from training.bookings.operations.dating import Dated, set_date
from training.bookings.operations.ending import (
    cancel,
    close_lines,
    delete_old_needs,
    end_bookings_of_cancelled_session,
    on_ended,
    release_lapsed,
)
from training.bookings.operations.feeds import make_feed, renew_feed, revoke_feed
from training.bookings.operations.grouping import RowsRefused, accept_for_group, book_group
from training.bookings.operations.interest import (
    ask_to_be_told,
    send_interest_link,
    take_back_interest,
    tell_of_withdrawal,
)
from training.bookings.operations.introducing import Colleague
from training.bookings.operations.needing import change_needs
from training.bookings.operations.pools import NotEnoughPlaces, TooLateToReserve, reserve, return_due_pools, return_pool
from training.bookings.operations.reasons import StaffReason
from training.bookings.operations.refusals import (
    AlreadyBooked,
    AlreadyDecided,
    BookingEnded,
    BookingRefused,
    ChangesClosed,
    CohortOnly,
    ManagerNeeded,
    NotEligible,
    NothingToChange,
    NothingToConfirm,
    NotYourAddress,
    OfferPassedOn,
    PlacesFree,
    PoolReturned,
    TooManyUnconfirmed,
)
from training.bookings.operations.reminding import send_existing_link, tell_holders_of_change
from training.bookings.operations.taking import book, wait
from training.bookings.operations.telling import make_emails
from training.bookings.operations.timing import owe_timed_messages
from training.bookings.operations.waiting import offer_places
from training.bookings.operations.walking_in import walk_in
from training.bookings.operations.wording import WordsRefused, reset_message, send_test_message, write_message
from training.bookings.queries.eligibility import has_done
from training.bookings.queries.overview import marks_of, waits_for_evaluation
from training.bookings.queries.timing import came
from training.sessions.operations import BookingClosed, BookingNotOpenYet, SessionCancelled, SessionFull, SessionOver

__all__ = [
    "AlreadyBooked",
    "AlreadyDecided",
    "BookingClosed",
    "BookingEnded",
    "BookingNotOpenYet",
    "BookingRefused",
    "ChangesClosed",
    "CohortOnly",
    "Colleague",
    "Dated",
    "ManagerNeeded",
    "NotEligible",
    "NotEnoughPlaces",
    "NotYourAddress",
    "NothingToChange",
    "NothingToConfirm",
    "OfferPassedOn",
    "PlacesFree",
    "PoolReturned",
    "RowsRefused",
    "SessionCancelled",
    "SessionFull",
    "SessionOver",
    "StaffReason",
    "TooLateToReserve",
    "TooManyUnconfirmed",
    "WordsRefused",
    "accept_for_group",
    "approve",
    "ask_to_be_told",
    "book",
    "book_group",
    "came",
    "cancel",
    "change_needs",
    "change_way",
    "close_lines",
    "confirm",
    "decline",
    "delete_old_needs",
    "end_bookings_of_cancelled_session",
    "has_done",
    "make_emails",
    "make_feed",
    "marks_of",
    "move",
    "offer_places",
    "on_changing",
    "on_ended",
    "owe_timed_messages",
    "put_on",
    "release_lapsed",
    "remind_managers",
    "renew_feed",
    "reserve",
    "reset_message",
    "return_due_pools",
    "return_pool",
    "revoke_feed",
    "send_existing_link",
    "send_interest_link",
    "send_test_message",
    "set_date",
    "swap",
    "take_back_interest",
    "tell_holders_of_change",
    "tell_of_withdrawal",
    "wait",
    "waits_for_evaluation",
    "walk_in",
    "write_message",
]
