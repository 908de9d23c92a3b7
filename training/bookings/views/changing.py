"""Changing a booking: another date, the other way to join, a colleague, giving it back. By the link that was sent for
it, or by a training lead for somebody else."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.accounts.policies import signed_in_person
from people.models import Person
from training.bookings import operations
from training.bookings.forms import MoveForm, SwapForm
from training.bookings.forms.changing import ManagerForm
from training.bookings.models import Booking, BookingStatus
from training.bookings.queries import needs_manager, swap_asks_manager
from training.bookings.views.private import booking_of, context_of, private
from training.bookings.views.whose import Whose, holders
from training.sessions.operations import SessionRefusal
from training.sessions.queries import other_dates

GIVEN_BACK = {
    BookingStatus.WAITING: ("You have left the waiting list.", "has left the waiting list, and we have told them."),
    BookingStatus.OFFERED: (
        "Thank you. The next person in line is offered the place.",
        "is off the list, and we have told them. The next person in line is offered the place.",
    ),
}
PLACE_GIVEN_BACK = (
    "We have cancelled your booking, and sent you an email.",
    "has no place in this session any more, and we have told them.",
)
ACCEPTED = "has the place now, and we have written to them."
ENDED = (BookingStatus.CANCELLED, BookingStatus.LAPSED)


def _show(
    request: HttpRequest, page: str, booking: Booking, whose: Whose, refusal: SessionRefusal | None = None, **more: Any
) -> HttpResponseBase:
    """A page of a booking for whoever may change it. Whoever acts for a colleague is shown no joining link."""
    context = context_of(booking, refusal=refusal, **more) | {"whose": whose}
    if whose.colleague:
        context["joining_link"] = ""
    return render(request, f"training/bookings/{page}.html", context, status=409 if refusal else 200)


def move(request: HttpRequest, booking: Booking, whose: Whose, by: Person | None) -> HttpResponseBase:
    """Choose another date of the same course; the old place is kept until the new one is held."""
    at = timezone.now()
    if booking.status != BookingStatus.CONFIRMED:
        return redirect(whose.back)
    sent = request.POST if request.method == "POST" else None
    online = booking.joins_online()
    dates = list(other_dates(booking.session, at=at, online=online))
    form = MoveForm(sent, sessions=dates, online=online, who="They" if whose.colleague else "You")
    if request.method != "POST" or not form.is_valid():
        return _show(request, "booking_move", booking, whose, form=form, other_dates=dates)
    target = form.cleaned_data["session"]
    try:
        moved = operations.move(booking=booking, session_id=target.pk, by=by, at=at)
    except SessionRefusal as refusal:
        return _show(request, "booking_move", booking, whose, refusal, form=form, other_dates=dates)
    messages.success(request, _said_of_move(moved, whose))
    return redirect(whose.back)


def _said_of_move(moved: Booking, whose: Whose) -> str:
    """That the place has moved, and into which part of a hybrid session."""
    mine, theirs = "", ""
    if moved.session.is_hybrid():
        mine, theirs = (": you join online", " online") if moved.online else (": you come to the room", " in the room")
    own = f"Your place has moved{mine}. We have sent you an email that changes your calendar."
    return whose.said(own, f"has a place{theirs} on the other date now, and we have told them.")


def swap(request: HttpRequest, booking: Booking, whose: Whose, by: Person | None) -> HttpResponseBase:
    """Name a colleague of the same organisation, who has the place from then on and is told so."""
    if booking.status != BookingStatus.CONFIRMED:
        return redirect(whose.back)
    asks_manager = swap_asks_manager(booking, by)
    form = SwapForm(request.POST if request.method == "POST" else None, booking=booking, asks_manager=asks_manager)
    if request.method != "POST" or not form.is_valid():
        return _show(request, "booking_swap", booking, whose, form=form)
    try:
        operations.swap(booking=booking, **form.cleaned_data, by=by, at=timezone.now())
    except operations.AlreadyBooked:
        form.add_error("email", "This colleague has a place in this session already, or waits for one.")
        return _show(request, "booking_swap", booking, whose, form=form)
    except operations.ManagerNeeded:
        form.add_error("manager_email", "Enter your colleague's line manager: somebody other than either of you.")
        return _show(request, "booking_swap", booking, whose, form=form)
    except SessionRefusal as refusal:
        return _show(request, "booking_swap", booking, whose, refusal, form=form)
    own = "Your colleague has your place now, and we have told them."
    if asks_manager:
        own = "Your colleague has your place once their manager agrees. We have written to both."
    messages.success(request, whose.said(own, f"has passed the place to {form.cleaned_data['name']}. Both are told."))
    return redirect(whose.back)


def cancel(request: HttpRequest, booking: Booking, whose: Whose, by: Person | None) -> HttpResponseBase:
    """A button that gives the place back. Pressing it twice changes nothing."""
    if booking.status in ENDED:
        return redirect(whose.back)
    if request.method != "POST":
        return _show(request, "booking_cancel", booking, whose)
    try:
        operations.cancel(booking=booking, by=by, at=timezone.now())
    except SessionRefusal as refusal:
        return _show(request, "booking_cancel", booking, whose, refusal)
    messages.success(request, whose.said(*GIVEN_BACK.get(BookingStatus(booking.status), PLACE_GIVEN_BACK)))
    return redirect(whose.back)


def accept(request: HttpRequest, booking: Booking, whose: Whose, by: Person | None) -> HttpResponseBase:
    """A button that accepts an offer for a colleague. Where nobody has proved the address, only its own link does that:
    accepting opens an account and says who its person is."""
    if booking.status != BookingStatus.OFFERED or booking.person_id is None:
        return redirect(whose.back)
    form = ManagerForm(request.POST or None, whose="their") if needs_manager(booking) else None
    if request.method != "POST" or (form and not form.is_valid()):
        return _show(request, "booking_confirm", booking, whose, form=form)
    manager = {"manager_email": form.cleaned_data["manager_email"]} if form else {}
    try:
        accepted = operations.confirm(booking=booking, **manager, by=by, at=timezone.now())
    except SessionRefusal as refusal:
        return _show(request, "booking_confirm", booking, whose, refusal, form=form)
    waits = accepted.status == BookingStatus.AWAITING_APPROVAL
    done = "has the place once their manager agrees. We have written to both." if waits else ACCEPTED
    messages.success(request, whose.said("The place is yours.", done))
    return redirect(whose.back)


@private(has_form=True)
@require_http_methods(["GET", "HEAD", "POST"])
def booking_move(request: HttpRequest, key: str) -> HttpResponseBase:
    """Another date, for whoever has the booking's link."""
    booking = booking_of(key)
    return move(request, booking, holders(booking), signed_in_person(request))


@private(has_form=True)
@require_http_methods(["GET", "HEAD", "POST"])
def booking_swap(request: HttpRequest, key: str) -> HttpResponseBase:
    """A colleague comes instead, for whoever has the booking's link."""
    booking = booking_of(key)
    return swap(request, booking, holders(booking), signed_in_person(request))


@private(has_form=True)
@require_http_methods(["GET", "HEAD", "POST"])
def booking_cancel(request: HttpRequest, key: str) -> HttpResponseBase:
    """Giving the place back, for whoever has the booking's link."""
    booking = booking_of(key)
    return cancel(request, booking, holders(booking), signed_in_person(request))


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
