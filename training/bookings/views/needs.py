"""What somebody needs, told anew by its person; and the counts that caterers are shown."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.accounts.policies import signed_in_person
from training.bookings import operations
from training.bookings.forms.needs import ChangeNeedsForm
from training.bookings.models import Booking, BookingNeeds
from training.bookings.policies import is_own_booking
from training.bookings.queries.catering import counts, is_forgotten, session_to_cater
from training.bookings.views.private import booking_of, context_of, private
from training.sessions.operations import SessionRefusal

NOTHING = {"access": "", "dietary": "", "diets": ()}


@private(has_form=True)
@require_http_methods(["GET", "HEAD", "POST"])
def booking_needs(request: HttpRequest, key: str) -> HttpResponseBase:
    """Tell us anew. What was told before is shown only to its person, signed in: others may have come by the link. To
    them what they write takes its place, and forgetting it is a button of its own, so that nothing goes unseen."""
    booking, at = booking_of(key), timezone.now()
    if not booking.is_active() or booking.session.starts_at <= at:
        return redirect("training:booking-detail", key)
    own = is_own_booking(request.user, booking)
    sent = request.POST if request.method == "POST" else None
    form = ChangeNeedsForm(sent, session=booking.session, told=_told(booking) if own else None)
    if sent is None or ("forget" not in sent and not form.is_valid()):
        return _show(request, booking, form, own)
    facts: dict[str, Any] = NOTHING if "forget" in sent else form.facts()
    try:
        operations.change_needs(booking=booking, **facts, by=signed_in_person(request), at=at)
    except SessionRefusal as refusal:
        return _show(request, booking, form, own, refusal)
    forgotten = not any(facts.values())
    messages.success(request, "We have forgotten what you told us." if forgotten else "Thank you for telling us.")
    return redirect("training:booking-detail", key)


def _told(booking: Booking) -> BookingNeeds:
    return BookingNeeds.objects.filter(booking=booking).first() or BookingNeeds(booking=booking)


def _show(
    request: HttpRequest, booking: Booking, form: ChangeNeedsForm, own: bool, refusal: SessionRefusal | None = None
) -> HttpResponse:
    context = context_of(booking, form=form, own=own, refusal=refusal)
    return render(request, "training/bookings/booking_needs.html", context, status=409 if refusal else 200)


@private(has_form=False)
@require_safe
def catering_detail(request: HttpRequest, key: str) -> HttpResponse:
    """How many are expected, and how many eat what, for whoever was sent the link by staff: no name, nothing on access,
    and nothing at all once it is deleted."""
    session, at = session_to_cater(key), timezone.now()
    if session is None or is_forgotten(session, at=at):
        raise Http404
    context = {"session": session, "counts": counts(session), "at": at}
    return render(request, "training/bookings/catering.html", context)
