"""Changing a confirmed place by the link that was sent for it: another date, the other way to join, a colleague."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.accounts.policies import signed_in_person
from training.bookings import operations
from training.bookings.forms import MoveForm, SwapForm
from training.bookings.models import Booking, BookingStatus
from training.bookings.views.private import booking_of, context_of, private
from training.sessions.operations import SessionRefusal
from training.sessions.queries import other_dates


def _show(
    request: HttpRequest, page: str, booking: Booking, form: Form, refusal: SessionRefusal | None = None
) -> HttpResponseBase:
    context = context_of(booking, form=form, refusal=refusal)
    return render(request, f"training/bookings/{page}.html", context, status=409 if refusal else 200)


@private(has_form=True)
@require_http_methods(["GET", "HEAD", "POST"])
def booking_move(request: HttpRequest, key: str) -> HttpResponseBase:
    """Choose another date of the same course; the old place is kept until the new one is held."""
    booking, at = booking_of(key), timezone.now()
    if booking.status != BookingStatus.CONFIRMED:
        return redirect("training:booking-detail", key)
    form = MoveForm(
        request.POST if request.method == "POST" else None, sessions=list(other_dates(booking.session, at=at))
    )
    if request.method != "POST" or not form.is_valid():
        return _show(request, "booking_move", booking, form)
    target = form.cleaned_data["session"]
    try:
        operations.move(booking=booking, session_id=target.pk, by=signed_in_person(request), at=at)
    except SessionRefusal as refusal:
        return _show(request, "booking_move", booking, form, refusal)
    messages.success(request, "Your place has moved. We have sent you an email that changes your calendar.")
    return redirect("training:booking-detail", key)


@private(has_form=True)
@require_http_methods(["GET", "HEAD", "POST"])
def booking_swap(request: HttpRequest, key: str) -> HttpResponseBase:
    """Name a colleague of the same organisation, who has the place from then on and is told so."""
    booking, at = booking_of(key), timezone.now()
    if booking.status != BookingStatus.CONFIRMED:
        return redirect("training:booking-detail", key)
    form = SwapForm(request.POST if request.method == "POST" else None, booking=booking)
    if request.method != "POST" or not form.is_valid():
        return _show(request, "booking_swap", booking, form)
    try:
        operations.swap(booking=booking, **form.cleaned_data, by=signed_in_person(request), at=at)
    except operations.AlreadyBooked:
        form.add_error("email", "This colleague has a place in this session already, or waits for one.")
        return _show(request, "booking_swap", booking, form)
    except SessionRefusal as refusal:
        return _show(request, "booking_swap", booking, form, refusal)
    messages.success(request, "Your colleague has your place now, and we have told them.")
    return redirect("training:booking-detail", key)


@private(has_form=True)
@require_http_methods(["GET", "HEAD", "POST"])
def booking_way(request: HttpRequest, key: str) -> HttpResponseBase:
    """Join online instead of in the room, or the other way round."""
    booking, at = booking_of(key), timezone.now()
    if booking.status != BookingStatus.CONFIRMED or not booking.session.is_hybrid():
        return redirect("training:booking-detail", key)
    context: dict[str, Any] = {"to_online": not booking.online}
    if request.method == "POST":
        try:
            # What the button said, so that pressing it twice does not undo it.
            to_online = request.POST.get("online") == "True"
            operations.change_way(booking=booking, online=to_online, by=signed_in_person(request), at=at)
        except SessionRefusal as refusal:
            context["refusal"] = refusal
        else:
            messages.success(request, "It is changed. We have sent you an email that changes your calendar.")
            return redirect("training:booking-detail", key)
    status = 409 if "refusal" in context else 200
    return render(request, "training/bookings/booking_way.html", context_of(booking, **context), status=status)
