"""Pools: places that an organisation reserves without names, and its colleagues fill by a link."""

from datetime import datetime, timedelta

from django.db import transaction
from wagtail.log_actions import log

from people.models import Organisation, Person
from training.bookings import emails
from training.bookings.models import Pool
from training.bookings.operations.refusals import NotEligible, NothingToChange
from training.bookings.operations.waiting import offer_places
from training.bookings.queries.eligibility import organisation_is_full
from training.sessions.models import Session
from training.sessions.operations import SessionFull, free_places, lock_session, refuse_unless_open, take_places


class NotEnoughPlaces(SessionFull):
    """Fewer places are left than are asked for; `left` says how many."""

    def __init__(self, left: int) -> None:
        places = "one place is" if left == 1 else f"{left} places are"
        super().__init__(f"Only {places} left in this session." if left else SessionFull.message)
        self.left = left


class TooLateToReserve(NothingToChange):
    """The day on which unfilled places return has passed already."""

    message = "It is too near the session to reserve places without names. You can still book colleagues by name."


def returns_at(session: Session) -> datetime:
    """When places that are reserved in a session and not filled return to everyone."""
    return session.starts_at - timedelta(days=session.pools_return_days_before)


@transaction.atomic
def reserve(
    *, session_id: int, organisation: Organisation, places: int, online: bool = False, by: Person, at: datetime
) -> Pool:
    """Reserve places for an organisation, to be filled by a link until they return. Access is the caller's to check.

    Refusals: those of a session that is not open; TooLateToReserve; NotEligible beyond the organisation's limit;
    NotEnoughPlaces.
    """
    session = Session.objects.select_related("course").get(pk=session_id)
    refuse_unless_open(session, at=at)
    if returns_at(session) <= at:
        raise TooLateToReserve
    pool = Pool.objects.create(
        session=session,
        organisation=organisation,
        lead=by,
        places=places,
        unfilled=places,
        online=online and session.is_hybrid(),
        reserved_at=at,
        returns_at=returns_at(session),
    )
    log(instance=pool, action="training.pool.reserve", user=by, data={"session": session_id, "places": places})
    try:
        take_places(session_id=session_id, number=places, online=pool.online)
    except SessionFull as full:
        session.refresh_from_db(fields=["places_held", "online_held"])
        raise NotEnoughPlaces(max(session.places_left(online=pool.online), 0)) from full
    reasons = organisation_is_full(session, organisation, more=0)
    if reasons:
        raise NotEligible(reasons)
    emails.tell_lead_of_pool(pool, "pool_reserved")
    return pool


@transaction.atomic
def return_pool(*, pool: Pool, by: Person | None, at: datetime) -> int:
    """Give the unfilled places of a pool back to everyone, the line first, and tell its lead. Returns how many there
    were. Doing it twice changes nothing."""
    session = lock_session(session_id=pool.session_id)
    kept = Pool.objects.select_for_update(of=("self",)).get(pk=pool.pk)
    if kept.returned_at is not None:
        return 0
    number = return_unfilled(kept, at)
    log(instance=kept, action="training.pool.return", user=by, data={"places": number})
    offer_places(session, by, at)
    return number


def return_unfilled(pool: Pool, at: datetime) -> int:
    """Close a pool whose row and session are locked; its unfilled places are the session's again. Returns how many."""
    number, pool.unfilled, pool.returned_at = pool.unfilled, 0, at
    pool.save(update_fields=["unfilled", "returned_at"])
    if number:
        free_places(session_id=pool.session_id, number=number, online=pool.online)
    emails.tell_lead_of_pool(pool, "pool_returned", returned=number)
    return number


def return_due_pools(*, at: datetime) -> int:
    """Return what is unfilled in every pool whose day has come. Returns how many places that were."""
    due = Pool.objects.filter(returned_at=None, returns_at__lte=at).order_by("pk")
    return sum(return_pool(pool=pool, by=None, at=at) for pool in due)


def move_returns(session: Session) -> None:
    """Let the day on which reserved places return follow a session that was moved. Called in the transaction that moves
    it."""
    Pool.objects.filter(session=session, returned_at=None).update(returns_at=returns_at(session))
