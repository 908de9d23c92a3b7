"""What a session does not allow, in words fit to show."""

from datetime import datetime

from training.sessions.models import Session, SessionStatus, UndatedSession


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


class AlreadyDated(SessionRefusal):
    """The date of an undated session is set; `session` is what became of it, where that is known."""

    message = "The date of this session has been set already."

    def __init__(self, session: Session | None = None) -> None:
        super().__init__()
        self.session = session


class UndatedWithdrawn(SessionRefusal):
    """The plan to hold it was given up."""

    message = "This session is no longer planned."


class NotAskedAbout(SessionRefusal):
    """The undated session is not announced, or its course is not offered at the moment."""

    message = "You cannot ask about this session at the moment."


class CannotBeDraft(SessionRefusal):
    """A date that is set is told at once, so it cannot be kept among staff."""

    message = "Setting the date tells everyone who asked, so the session is scheduled at once and cannot be a draft."


def refuse_unless_to_come(session: Session, *, at: datetime) -> None:
    """Refuse with the reason when nobody can be given a place any more, or yet, by anyone."""
    if session.status == SessionStatus.CANCELLED:
        raise SessionCancelled
    if session.starts_at <= at:
        raise SessionOver
    if session.status != SessionStatus.SCHEDULED:
        raise BookingClosed


def refuse_unless_open(session: Session, *, at: datetime) -> None:
    """Refuse with the reason when the session cannot be booked at that moment. Whether places are left is not asked."""
    refuse_unless_to_come(session, at=at)
    if not session.course.is_active:
        raise BookingClosed
    if session.booking_opens_at and session.booking_opens_at > at:
        raise BookingNotOpenYet
    if session.booking_closes_at and session.booking_closes_at <= at:
        raise BookingClosed


def refuse_unless_undated(undated: UndatedSession) -> None:
    """Refuse with the reason when an undated session has a date by now, or is no longer planned."""
    if undated.session_id is not None:
        raise AlreadyDated(undated.session)
    if undated.withdrawn_at is not None:
        raise UndatedWithdrawn


def refuse_unless_collecting(undated: UndatedSession) -> None:
    """Refuse with the reason when nobody can ask to be told of its date."""
    refuse_unless_undated(undated)
    if not undated.is_announced or not undated.course.is_active:
        raise NotAskedAbout
