"""Looking after a booking by the link that was sent for it, and the list of a person's own.

Pages with a key in their address are kept by no cache and named to no other site.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_safe

from people.accounts.policies import signed_in_person
from training.bookings import operations
from training.bookings.emails import calendar_entry
from training.bookings.models import Booking, BookingStatus
from training.bookings.queries import bookings_of, with_session
from training.sessions.operations import SessionRefusal
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


def _booking(key: str) -> Booking:
    return get_object_or_404(with_session(Booking.objects.all()), key=key)


def _joining_link(booking: Booking, at: datetime) -> str:
    shows = booking.status == BookingStatus.CONFIRMED and booking.session.shows_joining_link(at)
    return booking.session.joining_link if shows else ""


def _context(booking: Booking, **more: object) -> dict[str, object]:
    at = timezone.now()
    return {
        "booking": booking,
        "session": booking.session,
        "has_started": booking.session.starts_at <= at,
        "other_dates": list(other_dates(booking.session, at=at)),
        # Only here, and only for a confirmed place, does the link leave the session.
        "joining_link": _joining_link(booking, at),
        **more,
    }


@private(has_form=False)
@require_safe
def booking_detail(request: HttpRequest, key: str) -> HttpResponse:
    """How the booking stands, how to join, and what can be done with it."""
    return render(request, "training/bookings/booking_detail.html", _context(_booking(key)))


@private(has_form=True)
@require_http_methods(["GET", "HEAD", "POST"])
def booking_confirm(request: HttpRequest, key: str) -> HttpResponseBase:
    """A button that confirms. Opening the page changes nothing, since programs that scan email open every link."""
    booking = _booking(key)
    if booking.status in (BookingStatus.CONFIRMED, BookingStatus.CANCELLED):
        return redirect("training:booking-detail", key)
    if request.method != "POST":
        return render(request, "training/bookings/booking_confirm.html", _context(booking))
    try:
        operations.confirm(booking=booking, by=signed_in_person(request), at=timezone.now())
    except operations.AlreadyBooked as refusal:
        messages.info(request, str(refusal))
        return redirect("training:booking-detail", refusal.booking.key)
    except SessionRefusal as refusal:
        context = _context(booking, refusal=refusal)
        return render(request, "training/bookings/booking_refused.html", context, status=409)
    messages.success(request, "We have sent you an email with all you need.")
    return redirect("training:booking-detail", key)


@private(has_form=True)
@require_http_methods(["GET", "HEAD", "POST"])
def booking_cancel(request: HttpRequest, key: str) -> HttpResponseBase:
    """A button that gives the place back. Pressing it twice changes nothing."""
    booking = _booking(key)
    if booking.status in (BookingStatus.CANCELLED, BookingStatus.LAPSED):
        return redirect("training:booking-detail", key)
    if request.method != "POST":
        return render(request, "training/bookings/booking_cancel.html", _context(booking))
    try:
        operations.cancel(booking=booking, by=signed_in_person(request), at=timezone.now())
    except SessionRefusal as refusal:
        context = _context(booking, refusal=refusal)
        return render(request, "training/bookings/booking_cancel.html", context, status=409)
    messages.success(request, "Your place has been given back.")
    return redirect("training:booking-detail", key)


@private(has_form=False)
@require_safe
def booking_invitation(request: HttpRequest, key: str) -> HttpResponse:
    """The session as a calendar file, for a confirmed place."""
    booking = _booking(key)
    if booking.status != BookingStatus.CONFIRMED:
        raise Http404
    return HttpResponse(
        calendar_entry(booking, sequence=booking.invitation_sequence, cancelled=False),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="session.ics"'},
    )


@require_safe
def booking_list(request: HttpRequest) -> HttpResponseBase:
    """A person's own bookings: those to come, then those that are over."""
    person = signed_in_person(request)
    if person is None:
        return redirect_to_login(request.get_full_path())
    at = timezone.now()
    mine = list(bookings_of(person))
    context = {
        "coming": [booking for booking in mine if not booking.session.is_over(at) and booking.holds_a_place()],
        "past": [booking for booking in reversed(mine) if booking.session.is_over(at) or not booking.holds_a_place()],
    }
    return render(request, "training/bookings/booking_list.html", context)
