"""Looking after a booking by the link that was sent for it, and the list of a person's own."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from documents.qr import qr_svg
from people.accounts.policies import signed_in_person
from training.bookings import operations
from training.bookings.emails import address_of_code, calendar_entry
from training.bookings.forms.changing import ManagerForm
from training.bookings.models import IN_LINE, Booking, BookingStatus, NoticeKind
from training.bookings.queries import bookings_of, interests_of, needs_manager
from training.bookings.queries.deeds import how_it_ended
from training.bookings.queries.evaluating import find_evaluation, find_questions_before
from training.bookings.queries.overview import waits_for_evaluation
from training.bookings.views.calendars import address_of_feed
from training.bookings.views.private import booking_of, context_of, private
from training.sessions.operations import SessionRefusal, refuse_unless_open

NOTHING_TO_CONFIRM = (
    BookingStatus.CONFIRMED,
    BookingStatus.CANCELLED,
    BookingStatus.WAITING,
    BookingStatus.AWAITING_APPROVAL,
)


LET_GO = (NoticeKind.CANCELLED, NoticeKind.CANCELLED_FOR, NoticeKind.LEFT_LINE)
MANAGER_ASKED = "We have written to your manager, and to you."


@private(has_form=False)
@require_safe
def booking_detail(request: HttpRequest, key: str) -> HttpResponse:
    """How the booking stands, how to join, and what can be done with it."""
    booking = booking_of(key)
    ending = _ending(booking) if booking.status == BookingStatus.CANCELLED else {}
    at = timezone.now()
    on_the_day = timezone.localdate(booking.session.starts_at) == timezone.localdate(at)
    waits = booking.status == BookingStatus.CONFIRMED and any(ask(booking, at) for ask in waits_for_evaluation)
    is_asked = booking.status == BookingStatus.CONFIRMED and booking.session.is_over(at)
    evaluation = find_evaluation(booking, at) if is_asked else None
    evaluated = {
        "waits_for_evaluation": waits,
        "evaluation": evaluation,
        "before": find_questions_before(booking, at),
    }
    more = {"qr": code_of(booking), "on_the_day": on_the_day, **evaluated, **ending}
    return render(request, "training/bookings/booking_detail.html", context_of(booking, **more))


@private(has_form=False)
@require_safe
def booking_code(request: HttpRequest, key: str) -> HttpResponseBase:
    """The code for the door, as large and bright as the screen, and fit for paper."""
    booking = booking_of(key)
    if not booking.carries_code():
        return redirect("training:booking-detail", key)
    return render(request, "training/bookings/booking_code.html", context_of(booking, qr=code_of(booking)))


def code_of(booking: Booking) -> str:
    """The QR code of a booking as a picture for a page; empty where it has none."""
    if not booking.carries_code():
        return ""
    return qr_svg(address_of_code(booking), f"QR code of your check-in code {booking.check_in_code}")


def _ending(booking: Booking) -> dict[str, object]:
    """How it ended, and whether the same date can be booked again by whoever had it and let it go."""
    ended_as = how_it_ended(booking)
    can_book_again = ended_as in LET_GO
    try:
        refuse_unless_open(booking.session, at=timezone.now())
    except SessionRefusal:
        can_book_again = False
    return {"ended_as": ended_as.value, "can_book_again": can_book_again}


@private(has_form=True)
@require_http_methods(["GET", "HEAD", "POST"])
def booking_confirm(request: HttpRequest, key: str) -> HttpResponseBase:
    """A button that confirms. Opening the page changes nothing, since programs that scan email open every link."""
    booking = booking_of(key)
    if booking.status in NOTHING_TO_CONFIRM:
        return redirect("training:booking-detail", key)
    form = ManagerForm(request.POST or None) if needs_manager(booking) else None
    if request.method != "POST" or (form and not form.is_valid()):
        return render(request, "training/bookings/booking_confirm.html", context_of(booking, form=form))
    manager = {"manager_email": form.cleaned_data["manager_email"]} if form else {}
    try:
        confirmed = operations.confirm(booking=booking, **manager, by=signed_in_person(request), at=timezone.now())
    except operations.ManagerNeeded as refusal:
        form = form or ManagerForm(request.POST)
        form.add_error("manager_email", str(refusal))
        return render(request, "training/bookings/booking_confirm.html", context_of(booking, form=form), status=409)
    except operations.AlreadyBooked as refusal:
        messages.info(request, str(refusal))
        return redirect("training:booking-detail", refusal.booking.key)
    except SessionRefusal as refusal:
        context = context_of(booking, refusal=refusal)
        return render(request, "training/bookings/booking_refused.html", context, status=409)
    waits = confirmed.status == BookingStatus.AWAITING_APPROVAL
    messages.success(request, MANAGER_ASKED if waits else "We have sent you an email with all you need.")
    return redirect("training:booking-detail", key)


@private(has_form=False)
@require_safe
def booking_invitation(request: HttpRequest, key: str) -> HttpResponse:
    """The session as a calendar file, for a confirmed place."""
    booking = booking_of(key)
    if booking.status != BookingStatus.CONFIRMED:
        raise Http404
    return HttpResponse(
        calendar_entry(booking, sequence=booking.invitation_sequence, cancelled=False),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="session.ics"'},
    )


@require_safe
def booking_list(request: HttpRequest) -> HttpResponseBase:
    """A person's own bookings: offers that want an answer, those to come, those that wait, then those that are over."""
    person = signed_in_person(request)
    if person is None:
        return redirect_to_login(request.get_full_path())
    at = timezone.now()
    mine = list(bookings_of(person))
    coming = [booking for booking in mine if not booking.session.is_over(at) and booking.is_active()]
    context = {
        "offered": [booking for booking in coming if booking.status == BookingStatus.OFFERED],
        "coming": [booking for booking in coming if booking.status not in IN_LINE],
        "waiting": [booking for booking in coming if booking.status == BookingStatus.WAITING],
        "interests": list(interests_of(person)),
        "past": [booking for booking in reversed(mine) if booking not in coming],
        "calendar_address": address_of_feed(person),
    }
    return render(request, "training/bookings/booking_list.html", context)
