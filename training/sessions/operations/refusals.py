"""What a session does not allow, in words fit to show."""

from datetime import datetime

from training.sessions.models import Session, SessionStatus


class SessionRefusal(Exception):
    """Something a session does not allow. The text is fit to show to the person who asked."""

    message = "This session cannot be booked."

    def __init__(self, message: str = "") -> None:
        super().__init__(message or self.message)


class BookingClosed(SessionRefusal):
    """The booking window is not open, or the session is not announced."""

    message = "Booking for this session has closed."


class BookingNotOpenYet(BookingClosed):
    """The booking window opens later."""

    message = "Booking for this session has not opened yet."


class SessionOver(BookingClosed):
    """It has started, or ended."""

    message = "This session has already started, so it can no longer be booked or changed."


class SessionCancelled(SessionRefusal):
    """It will not be held."""

    message = "This session has been cancelled."


class SessionFull(SessionRefusal):
    """Every place is held."""

    message = "All the places in this session have been taken."


class FewerPlacesThanHeld(SessionRefusal):
    """The capacity asked for is smaller than the number of places that people hold."""


class CourseStays(SessionRefusal):
    """People hold places in a session of this course, and would find themselves in another."""

    message = "People have booked this course, so it stays. To teach another, cancel this session and add a new one."


def refuse_unless_open(session: Session, *, at: datetime) -> None:
    """Refuse with the reason when the session cannot be booked at that moment. Whether places are left is not asked."""
    if session.status == SessionStatus.CANCELLED:
        raise SessionCancelled
    if session.starts_at <= at:
        raise SessionOver
    if session.status != SessionStatus.SCHEDULED or not session.course.is_active:
        raise BookingClosed
    if session.booking_opens_at and session.booking_opens_at > at:
        raise BookingNotOpenYet
    if session.booking_closes_at and session.booking_closes_at <= at:
        raise BookingClosed
