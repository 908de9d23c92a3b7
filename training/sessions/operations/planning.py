"""Scheduling, changing and cancelling sessions."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from documents.dates import clock, day
from people.models import Person
from training.sessions.models import Session, SessionMode, SessionStatus
from training.sessions.operations.places import lock_session
from training.sessions.operations.refusals import (
    CourseStays,
    FewerPlacesThanHeld,
    SessionCancelled,
    SessionOver,
    SessionRefusal,
)

# What must happen in the same transaction when a session is cancelled, or changed in a way that people who hold a
# place must hear of; it may refuse. Bookings put theirs in when the app starts: sessions do not know bookings.
on_cancelled: list[Callable[[Session, Person | None, datetime], object]] = []
on_moved: list[Callable[[Session, Person | None, datetime], object]] = []
# And when it may have room for people who were waiting: more places, or rules that let more of them in.
on_room_made: list[Callable[[Session, Person | None, datetime], object]] = []

# The facts that stand in people's calendars.
TOLD_TO_HOLDERS = frozenset({"starts_at", "ends_at", "mode", "venue", "joining_link"})
MAKES_ROOM = frozenset({"capacity", "online_capacity", "places_per_organisation", "refuses_clashes", "status"})
# Facts of which there can be several.
LISTS = ("facilitators", "sectors", "role_groups", "areas")


@transaction.atomic
def schedule_session(*, by: Person | None, at: datetime, **facts: Any) -> Session:
    """Make a session from its facts, as a draft or scheduled. Refuses one that has already started (SessionOver).

    The facts are the fields of a session, with lists for `facilitators`, `sectors`, `role_groups` and `areas`; a venue
    of one that is held online is not kept. The database refuses facts that contradict each other: an end before the
    start, no venue in person, no capacity.
    """
    lists, facts = _apart(facts)
    session = Session(**{"status": SessionStatus.SCHEDULED, **facts, **_no_room_online(facts.get("mode"))})
    if session.starts_at <= at:
        raise SessionOver("A new session must start in the future.")
    session.save()
    run_by = _set_lists(session, lists)
    log(instance=session, action="training.session.schedule", user=by, data={"capacity": session.capacity, **run_by})
    return session


@transaction.atomic
def change_session(*, session: Session, by: Person | None, at: datetime, **facts: Any) -> Session:
    """Change some facts of a session. Whoever holds a place is told, once, when time, place or link changed; whoever
    waits is offered a place where the change makes room.

    Refusals: SessionCancelled; SessionOver when the start would change that has passed already, or would come to lie in
    the past, since attendance keeps its date; FewerPlacesThanHeld when a capacity would fall below the places held;
    CourseStays when places are held and the course would change; SessionRefusal when it would move to another day and
    somebody is marked in its register already.
    Status is not a fact to change here: `cancel_session` does that, and scheduling a draft is `status="scheduled"`
    while it is one.
    """
    lists, facts = _apart(facts)
    kept = lock_session(session_id=session.pk)
    facts |= _no_room_online(facts.get("mode", kept.mode))
    changed = {name for name, value in facts.items() if getattr(kept, name) != value}
    _refuse_change(kept, facts, changed, at)
    was = _as_told(kept) if changed & TOLD_TO_HOLDERS else {}
    for name in changed:
        setattr(kept, name, facts[name])
    changed |= _keep_counts_of_one_kind(kept)
    kept.save(update_fields=sorted(changed))
    run_by = _set_lists(kept, lists)
    if changed or run_by:
        data = {"changed": sorted(changed), **_until_now(was, kept, at), **run_by}
        log(instance=kept, action="training.session.change", user=by, data=data)
    if kept.starts_at > at and kept.status == SessionStatus.SCHEDULED:
        for tell in on_moved if changed & _told(kept.mode) else []:
            tell(kept, by, at)
        for tell in on_room_made if changed & MAKES_ROOM else []:
            tell(kept, by, at)
        kept.refresh_from_db(fields=["places_held", "online_held"])
    return kept


def tells_people(*, session: Session, at: datetime, **facts: Any) -> bool:
    """Whether saving these facts would tell whoever has a place, or waits for one. Refuses as `change_session` does."""
    kept, facts = Session.objects.get(pk=session.pk), _apart(facts)[1]
    mode = facts.get("mode", kept.mode)
    facts |= _no_room_online(mode)
    changed = {name for name, value in facts.items() if getattr(kept, name) != value}
    _refuse_change(kept, facts, changed, at)
    return kept.starts_at > at and kept.status == SessionStatus.SCHEDULED and bool(changed & _told(mode))


def moment_in_log(at: datetime) -> str:
    """By which the log of a change and what people are told of it find each other."""
    return at.astimezone(UTC).isoformat()


def _as_told(session: Session) -> dict[str, str]:
    hours = f"{clock(session.starts_at)} to {clock(session.ends_at)}"
    return {"date": day(session.starts_at), "time": hours, "where": session.where()}


def _until_now(was: dict[str, str], session: Session, at: datetime) -> dict[str, Any]:
    """What people knew of a session and is not so any more, for the log."""
    now = _as_told(session) if was else {}
    other = {name: fact for name, fact in was.items() if fact != now[name]}
    return {"at": moment_in_log(at), "was": other} if other else {}


def _told(mode: str) -> frozenset[str]:
    """What stands in people's calendars of a session that is held in that way."""
    return TOLD_TO_HOLDERS - _no_room_online(mode).keys()


def _no_room_online(mode: str | None) -> dict[str, None]:
    """A session that everybody joins online has no venue, whatever venue it had; and nobody need be told so."""
    return {"venue": None} if mode == SessionMode.ONLINE else {}


def _refuse_change(kept: Session, facts: dict[str, Any], changed: set[str], at: datetime) -> None:
    if kept.status == SessionStatus.CANCELLED:
        raise SessionCancelled("This session has been cancelled and can no longer be changed.")
    if "starts_at" in changed and min(kept.starts_at, facts["starts_at"]) <= at:
        raise SessionOver("The start can be changed only before the session starts, and only to a time to come.")
    if "course" in changed and kept.places_held:
        raise CourseStays
    if "status" in changed and kept.status != SessionStatus.DRAFT:
        raise SessionRefusal("A scheduled session stays scheduled. To call it off, cancel it: everyone will be told.")
    _refuse_fewer_places(kept, facts)


def _refuse_fewer_places(kept: Session, facts: dict[str, Any]) -> None:
    """Refuse fewer places than are held, in all and in each part of a hybrid session."""
    capacity, mode = facts.get("capacity", kept.capacity), facts.get("mode", kept.mode)
    if capacity < kept.places_held:
        raise FewerPlacesThanHeld(f"{kept.places_held} places are already held, so there cannot be fewer than that.")
    if mode != SessionMode.HYBRID:
        return
    online = facts.get("online_capacity", kept.online_capacity)
    if online < kept.online_held:
        raise FewerPlacesThanHeld(f"{kept.online_held} places online are already held: there must be as many.")
    in_room = kept.places_held - kept.online_held
    if capacity - online < in_room:
        raise FewerPlacesThanHeld(f"{in_room} places in the room are already held: there must be as many.")


def _keep_counts_of_one_kind(session: Session) -> set[str]:
    """Where people can no longer choose between the room and online, nobody is counted apart. Returns what changed."""
    if session.is_hybrid() or not (session.online_capacity or session.online_held):
        return set()
    session.online_capacity = session.online_held = 0
    return {"online_capacity", "online_held"}


def _apart(facts: dict[str, Any]) -> tuple[dict[str, list[Any]], dict[str, Any]]:
    """The facts of which there can be several, then the others."""
    lists = {name: list(facts[name]) for name in LISTS if facts.get(name) is not None}
    return lists, {name: value for name, value in facts.items() if name not in LISTS}


def _set_lists(session: Session, lists: dict[str, list[Any]]) -> dict[str, list[int]]:
    """Let exactly these people run the session, and these be let in. Returns the keys of what changed, for the log:
    whoever runs a session sees what its people told in confidence."""
    changed = {}
    for name, chosen in lists.items():
        keys = sorted(each.pk for each in chosen)
        related = getattr(session, name)
        if keys != sorted(related.values_list("pk", flat=True)):
            related.set(chosen)
            changed[name] = keys
    return changed


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


@transaction.atomic
def delete_draft(*, session: Session, by: Person | None, at: datetime) -> None:
    """Delete a session that nobody but staff has seen. Refuses one that is no draft: people may have booked it, so it
    is cancelled and kept."""
    kept = lock_session(session_id=session.pk)
    if kept.status != SessionStatus.DRAFT:
        raise SessionRefusal("Only a draft can be deleted. To call this session off, cancel it: everyone will be told.")
    log(instance=kept, action="training.session.delete", user=by)
    kept.delete()
