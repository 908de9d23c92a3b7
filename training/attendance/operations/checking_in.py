"""Checking oneself in with the code on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from people.models import Person
from training.attendance.models import AttendanceStatus, ClaimSource
from training.attendance.operations.claims import Answer, Said
from training.attendance.operations.recording import record
from training.attendance.operations.refusals import MarkRefused, RegisterClosed
from training.attendance.queries.arriving import arrival
from training.attendance.queries.room_codes import canonical_room_code, closes_at, sessions_behind
from training.bookings.models import Booking
from training.sessions.models import Session


class WrongRoomCode(MarkRefused):
    """No screen shows this code now."""

    message = (
        "This is not the code on the screen now. It changes every 30 seconds, so please type the one that you see."
    )


class CheckInClosed(MarkRefused):
    """The code was right, and the time to check in has passed."""

    message = "Checking in to this session has closed. Please tell the facilitator that you were there."


OF_YOUR_ACCOUNT = (
    "Your account has no confirmed place in this session. If you booked with another address, ask the facilitator: "
    "they can check you in by name."
)


class NoPlaceKnown(MarkRefused):
    """Nobody with a confirmed place is known by that address: the same words, whatever the reason."""

    message = (
        "We could not check you in with this. Use the address that you booked with, or ask the facilitator: they can "
        "check you in by name."
    )


@dataclass(frozen=True)
class CheckedIn:
    """A booking whose person is checked in. `minutes` are what was left for whoever joined late, None for the whole
    session; `is_new` is false where they had checked themselves in before."""

    booking: Booking
    is_new: bool
    arrived_at: datetime
    minutes: int | None


def check_in(*, code: str, person: Person | None, email: str = "", by: Person | None, at: datetime) -> CheckedIn:
    """Check in a person who is signed in, or who typed the address they booked with, to the session whose screen shows
    the code. Late from ten minutes after the start on, with the minutes that remain; a second time changes nothing.

    Refusals: WrongRoomCode, CheckInClosed, NoPlaceKnown.
    """
    sessions = sessions_behind(canonical_room_code(code), at=at)
    if not sessions:
        raise WrongRoomCode
    still_open = [session for session in sessions if at < closes_at(session)]
    if not still_open:
        raise CheckInClosed
    booking = _booking_in(still_open, person, email)
    if booking is None:
        raise NoPlaceKnown(OF_YOUR_ACCOUNT if person else "")
    arrives = arrival(booking.session, at=at)
    said = Said(booking.pk, arrives.status, ClaimSource.SELF, minutes=arrives.minutes)
    [outcome] = record(session=booking.session, said=[said], by=by, at=at)
    if isinstance(outcome.refusal, RegisterClosed):
        raise CheckInClosed
    if outcome.refusal or outcome.attendance is None:  # given back between the two
        raise NoPlaceKnown
    if outcome.answer == Answer.KEPT:
        return CheckedIn(booking, True, at, arrives.minutes)
    theirs = [claim for claim in outcome.attendance.claims.all() if claim.source == ClaimSource.SELF]
    first = min(theirs, key=lambda claim: claim.pk)
    late = None if first.status == AttendanceStatus.PRESENT else first.minutes
    return CheckedIn(booking, False, first.made_at, late)


def _booking_in(sessions: Sequence[Session], person: Person | None, email: str) -> Booking | None:
    """The confirmed place of this person, or of whoever booked with this address, in one of the sessions."""
    confirmed = Booking.objects.confirmed().filter(session__in=sessions).select_related("session__course")
    whose = {"person": person} if person else {"email": email.strip().lower()}
    return confirmed.filter(**whose).first()
