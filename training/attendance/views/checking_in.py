"""Checking oneself in: the code on a room's screen, and the page where it is typed."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from documents.qr import qr_svg
from people.accounts.policies import signed_in_person
from training.attendance import operations
from training.attendance.forms import CheckInForm
from training.attendance.policies import count_wrong_address, may_check_in, may_name_address
from training.attendance.queries import room_codes
from training.attendance.queries.arriving import code_in
from training.attendance.queries.closing import closed_at
from training.attendance.views.running import session_to_run
from training.bookings.emails import absolute
from training.sessions.models import SessionStatus

TOO_MANY = "Many people have tried from where you are. Please ask the facilitator to check you in."
OF_THE_BOOKING = "This is the code of your booking: show it at the door. Here, type the code on the screen."


@require_safe
@never_cache
@login_required
def room_code(request: HttpRequest, session_id: int) -> HttpResponse:
    """The code for the whole screen, for whoever runs the session."""
    session = session_to_run(request, session_id)
    at = timezone.now()
    context: dict[str, object] = {
        "session": session,
        "opens_at": session.doors_open_at(),
        "is_early": at < session.doors_open_at(),
        "is_over": at >= room_codes.closes_at(session) or closed_at(session) is not None,
        "is_held": session.status == SessionStatus.SCHEDULED,
    }
    if context["is_held"] and not (context["is_early"] or context["is_over"]):
        code = room_codes.room_code(session, at=at)
        address = absolute("training:check-in")
        context |= {
            "code": code,
            "address": address.partition("://")[2].rstrip("/"),
            "left": room_codes.seconds_left(at),
            "qr": qr_svg(f"{address}?{urlencode({'code': code})}", f"QR code that leads to {address} with this code"),
        }
    return render(request, "training/attendance/room_code.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check_in(request: HttpRequest) -> HttpResponse:
    """Type the code on the screen, and be checked in. Opening the page, also by the QR code, changes nothing."""
    person = signed_in_person(request)
    if request.method != "POST":
        code = room_codes.canonical_room_code(request.GET.get("code", ""))
        return _asked(request, CheckInForm(asks_email=person is None, initial={"code": code}))
    form = CheckInForm(request.POST, asks_email=person is None)
    if not form.is_valid():
        return _asked(request, form)
    if not may_check_in(request) or (person is None and not may_name_address(request)):
        form.add_error(None, TOO_MANY)
        return _asked(request, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    code, email = form.cleaned_data["code"], form.cleaned_data.get("email", "")
    if code_in(code):
        form.add_error("code", OF_THE_BOOKING)
        return _asked(request, form)
    try:
        done = operations.check_in(code=code, person=person, email=email, by=person, at=timezone.now())
    except operations.WrongRoomCode as refusal:
        form.add_error("code", str(refusal))
    except operations.MarkRefused as refusal:
        if isinstance(refusal, operations.NoPlaceKnown) and person is None:
            count_wrong_address(request)
        form.add_error(None, str(refusal))
    else:
        context = {"done": done, "session": done.booking.session, "knows_them": person is not None}
        return render(request, "training/attendance/checked_in.html", context)
    return _asked(request, form, status=HTTPStatus.CONFLICT)


def _asked(request: HttpRequest, form: CheckInForm, *, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    person = signed_in_person(request)
    return render(request, "training/attendance/check_in.html", {"form": form, "person": person}, status=status)
