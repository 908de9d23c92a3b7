"""What every page behind a booking's link shares: kept by no cache, named to no other site, found by its key."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from training.bookings.models import Booking, BookingStatus
from training.bookings.queries import lapsed, place_in_line, with_session
from training.bookings.views.whose import holders
from training.sessions.queries import other_dates

View = Callable[[HttpRequest, str], HttpResponseBase]


def private(*, has_form: bool) -> Callable[[View], View]:
    """Keep a page out of every cache and search engine, and its address out of what other sites are told.

    A page with a form says "same-origin", which tells other sites nothing either: under "no-referrer" browsers send
    `Origin: null` with the form, and the check against forged requests refuses it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, key: str) -> HttpResponseBase:
            response = view(request, key)
            add_never_cache_headers(response)
            response.headers["Referrer-Policy"] = "same-origin" if has_form else "no-referrer"
            response.headers["X-Robots-Tag"] = "noindex"
            return response

        return answer

    return decorate


def booking_of(key: str) -> Booking:
    """The booking that a link names, with all that a page tells of it; 404 for a link that was tampered with."""
    return get_object_or_404(with_session(Booking.objects.all()), key=key)


def _joining_link(booking: Booking, at: datetime) -> str:
    shows = booking.status == BookingStatus.CONFIRMED and booking.session.shows_joining_link(at)
    return booking.session.joining_link if shows else ""


def context_of(booking: Booking, **more: object) -> dict[str, object]:
    """What each page about a booking shows."""
    at = timezone.now()
    return {
        "booking": booking,
        "session": booking.session,
        "has_started": booking.session.starts_at <= at,
        "changes_closed": booking.session.changes_close_at() <= at,
        "offer_is_over": booking.status == BookingStatus.OFFERED and booking in lapsed(at=at),
        "place_in_line": place_in_line(booking) if booking.status == BookingStatus.WAITING else 0,
        "other_dates": list(other_dates(booking.session, at=at)),
        # Only here, and only for a confirmed place, does the link leave the session.
        "joining_link": _joining_link(booking, at),
        "whose": holders(booking),
        **more,
    }
