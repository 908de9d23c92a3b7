"""Scheduling, changing and cancelling sessions, and counting the places that are held."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from wagtail.log_actions import log

from people.models import Person
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


# What must happen in the same transaction when a session is cancelled, or changed in a way that people who hold a
# place must hear of. Bookings put theirs in when the app starts: sessions do not know bookings.
on_cancelled: list[Callable[[Session, Person | None, datetime], object]] = []
on_moved: list[Callable[[Session, Person | None, datetime], object]] = []

# The facts that stand in people's calendars.
TOLD_TO_HOLDERS = frozenset({"starts_at", "ends_at", "mode", "venue", "joining_link"})


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


def take_place(*, session_id: int) -> None:
    """Hold one place more, in one statement that counts and takes together. Refuses with SessionFull or, where it was
    cancelled meanwhile, SessionCancelled. Call it last in a transaction: everybody wants this row."""
    scheduled = Session.objects.scheduled().filter(pk=session_id)
    if scheduled.with_places().update(places_held=F("places_held") + 1):
        return
    raise SessionFull if scheduled.exists() else SessionCancelled


def free_places(*, session_id: int, number: int) -> None:
    """Give places back. The session's row must be locked by the caller's transaction."""
    Session.objects.filter(pk=session_id).update(places_held=F("places_held") - number)


def lock_session(*, session_id: int) -> Session:
    """Lock a session's row until the transaction ends, without holding up foreign keys to it."""
    return Session.objects.select_for_update(no_key=True).get(pk=session_id)


@transaction.atomic
def schedule_session(
    *, facilitators: list[Person] | None = None, by: Person | None, at: datetime, **facts: Any
) -> Session:
    """Make a session from its facts, as a draft or scheduled. Refuses one that has already started (SessionOver).

    The database refuses facts that contradict each other: an end before the start, no venue in person, no capacity.
    """
    session = Session(**{"status": SessionStatus.SCHEDULED, **facts})
    if session.starts_at <= at:
        raise SessionOver("A new session must start in the future.")
    session.save()
    run_by = _put_in_charge(session, facilitators or [])
    log(instance=session, action="training.session.schedule", user=by, data={"capacity": session.capacity, **run_by})
    return session


@transaction.atomic
def change_session(
    *, session: Session, facilitators: list[Person] | None = None, by: Person | None, at: datetime, **facts: Any
) -> Session:
    """Change some facts of a session. Whoever holds a place is told, once, when time, place or link changed.

    Refusals: SessionCancelled; SessionOver when the start would change that has passed already, or would come to lie in
    the past, since attendance keeps its date; FewerPlacesThanHeld when the capacity would fall below the places held;
    CourseStays when places are held and the course would change.
    Status is not a fact to change here: `cancel_session` does that, and scheduling a draft is `status="scheduled"`
    while it is one.
    """
    kept = lock_session(session_id=session.pk)
    if kept.status == SessionStatus.CANCELLED:
        raise SessionCancelled("This session has been cancelled and can no longer be changed.")
    changed = {name for name, value in facts.items() if getattr(kept, name) != value}
    if "starts_at" in changed and min(kept.starts_at, facts["starts_at"]) <= at:
        raise SessionOver("The start can be changed only before the session starts, and only to a time to come.")
    if "course" in changed and kept.places_held:
        raise CourseStays
    if facts.get("capacity", kept.capacity) < kept.places_held:
        raise FewerPlacesThanHeld(f"{kept.places_held} places are already held, so there cannot be fewer than that.")
    if "status" in changed and kept.status != SessionStatus.DRAFT:
        raise SessionRefusal("A scheduled session stays scheduled. To call it off, cancel it: everyone will be told.")
    for name in changed:
        setattr(kept, name, facts[name])
    kept.save(update_fields=sorted(changed))
    run_by = {} if facilitators is None else _put_in_charge(kept, facilitators)
    if changed or run_by:
        log(instance=kept, action="training.session.change", user=by, data={"changed": sorted(changed), **run_by})
    if changed & TOLD_TO_HOLDERS and kept.starts_at > at and kept.status == SessionStatus.SCHEDULED:
        for tell in on_moved:
            tell(kept, by, at)
    return kept


def _put_in_charge(session: Session, facilitators: list[Person]) -> dict[str, list[int]]:
    """Let exactly these people run the session. Returns their keys for the log where that is a change: whoever runs a
    session sees what its people told in confidence."""
    keys = sorted(person.pk for person in facilitators)
    if keys == sorted(session.facilitators.values_list("pk", flat=True)):
        return {}
    session.facilitators.set(facilitators)
    return {"facilitators": keys}


@transaction.atomic
def cancel_session(*, session: Session, by: Person | None, at: datetime) -> Session:
    """Call a session off. Every booking in it ends, and everyone who held a place is told once, in the same
    transaction. Doing it twice changes nothing. Refuses one that has started (SessionOver)."""
    kept = lock_session(session_id=session.pk)
    if kept.status == SessionStatus.CANCELLED:
        return kept
    if kept.starts_at <= at:
        raise SessionOver("This session has already started, so it can no longer be cancelled.")
    kept.status = SessionStatus.CANCELLED
    kept.save(update_fields=["status"])
    log(instance=kept, action="training.session.cancel", user=by, data={"places_held": kept.places_held})
    for tell in on_cancelled:
        tell(kept, by, at)
    kept.refresh_from_db()
    return kept
