"""Where a booking's place comes from, and where it goes back to: the session, or the pool that it fills."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import F

from training.bookings.models import Booking, Pool
from training.bookings.operations.refusals import NotEligible, PoolReturned
from training.bookings.queries.eligibility import organisation_is_full
from training.sessions.models import Session
from training.sessions.operations import free_places, take_places


def take_place_for(booking: Booking) -> None:
    """Take the place that a booking holds, last in its transaction. Refuses with SessionFull, SessionCancelled or
    PoolReturned, and with NotEligible where its organisation has as many places as it may: from here on the session's
    row is locked, so that the count is exact."""
    if booking.pool_id is None:
        take_places(session_id=booking.session_id, online=booking.online)
        refuse_beyond_limit(booking.session, booking)
        return
    filled = Pool.objects.filter(pk=booking.pool_id, unfilled__gt=0, returned_at=None)
    if not filled.update(unfilled=F("unfilled") - 1):
        raise PoolReturned


def refuse_beyond_limit(session: Session, booking: Booking) -> None:
    """Refuse where the organisation of a booking, which counts already, holds more places than it may. The session's
    row must be locked."""
    reasons = organisation_is_full(session, booking.organisation, more=0)
    if reasons:
        raise NotEligible(reasons)


def give_back(session: Session, bookings: Iterable[Booking]) -> None:
    """Give back the places of bookings that have just ended or left: to their pool until its places return, else to the
    session, whose row must be locked."""
    to_pools: Counter[int] = Counter()
    to_session: Counter[bool] = Counter()
    bookings = list(bookings)
    open_pools = set(
        Pool.objects.filter(
            pk__in={booking.pool_id for booking in bookings if booking.pool_id}, returned_at=None
        ).values_list("pk", flat=True)
    )
    for booking in bookings:
        if booking.pool_id in open_pools:
            to_pools[booking.pool_id] += 1
        else:
            to_session[booking.online] += 1
    for pool_id, number in to_pools.items():
        Pool.objects.filter(pk=pool_id).update(unfilled=F("unfilled") + number)
    for online, number in to_session.items():
        free_places(session_id=session.pk, number=number, online=online)
