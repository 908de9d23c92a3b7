"""Counting the places that are held. The row of a session is the scarce one: everybody wants it in a rush."""

from django.db.models import F

from training.sessions.models import Session
from training.sessions.operations.refusals import SessionCancelled, SessionFull


def take_places(*, session_id: int, number: int = 1, online: bool = False) -> None:
    """Hold so many places more, all or none, in one statement that counts and takes together.

    `online` asks for the online part of a hybrid session. Refuses with SessionFull or, where it was cancelled
    meanwhile, SessionCancelled. Call it last in a transaction; from then until the end the session's row is locked.
    """
    scheduled = Session.objects.scheduled().filter(pk=session_id)
    if scheduled.with_room_for(number, online=online).update(**_more(number, online)):
        return
    raise SessionFull if scheduled.exists() else SessionCancelled


def free_places(*, session_id: int, number: int, online: bool = False) -> None:
    """Give places back. The session's row must be locked by the caller's transaction."""
    Session.objects.filter(pk=session_id).update(**_more(-number, online))


def _more(number: int, online: bool) -> dict[str, object]:
    counters = ("places_held", "online_held") if online else ("places_held",)
    return {counter: F(counter) + number for counter in counters}


def lock_session(*, session_id: int) -> Session:
    """Lock a session's row until the transaction ends, without holding up foreign keys to it."""
    return Session.objects.select_for_update(no_key=True).get(pk=session_id)


def lock_sessions(*, session_ids: set[int]) -> dict[int, Session]:
    """Lock the rows of several sessions, in the order of their keys, so that no two of us wait for each other."""
    return {session_id: lock_session(session_id=session_id) for session_id in sorted(session_ids)}
