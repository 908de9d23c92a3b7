"""What programme managers do with a session's bookings: cancel one, move it, pass it on, accept an offer, put somebody
on, and take the list away. Each asks once, and the person concerned is told."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from documents.exports import XLSX, csv_lines, log_export, workbook
from people.accounts.policies import signed_in_person
from training.bookings import operations
from training.bookings.forms.staff import (
    FindForm,
    PutOnForm,
    StaffCancelForm,
    StaffManagerForm,
    StaffMoveForm,
    StaffSwapForm,
)
from training.bookings.models import Booking, BookingStatus
from training.bookings.policies import may_change_as_staff, may_see_bookings
from training.bookings.queries import bookings_in, needs_manager, with_session
from training.bookings.queries.staff_words import (
    ACCEPT,
    BY_THEIR_LINK,
    ONCE_AGREED,
    STANDING,
    words_of,
    words_of_putting_on,
)
from training.sessions.models import Session
from training.sessions.operations import SessionFull, SessionRefusal
from training.sessions.queries import find_sessions

DATES_OFFERED = 50
HEADERS = ["Name", "Role", "Organisation", "Status", "Joins"]


def _form(verb: str, request: HttpRequest, booking: Booking) -> forms.Form:
    sent = request.POST if request.method == "POST" else None
    if verb == "move":
        course, series = booking.session.course, booking.session.series
        others = find_sessions(at=timezone.now(), course=course, series=series, with_places=True)
        return StaffMoveForm(sent, sessions=list(others.exclude(pk=booking.session_id)[:DATES_OFFERED]))
    return StaffSwapForm(sent, booking=booking) if verb == "swap" else StaffCancelForm(sent)


def _do(verb: str, request: HttpRequest, booking: Booking, told: dict[str, Any]) -> None:
    """Staff are not bound by the people's own cut-off; the start of the session binds everybody."""
    facts: dict[str, Any] = {"by": signed_in_person(request), "at": timezone.now(), "past_cut_off": True, **told}
    if verb == "move":
        facts["session_id"] = facts.pop("session").pk
    change: dict[str, Callable[..., object]] = {
        "cancel": operations.cancel,
        "move": operations.move,
        "swap": operations.swap,
    }
    change[verb](booking=booking, **facts)


def _change(verb: str) -> Callable[[HttpRequest, int], HttpResponse]:
    """The screen of one change, which asks before it does anything."""

    def view(request: HttpRequest, booking_id: int) -> HttpResponse:
        if not may_change_as_staff(request.user):
            return permission_denied(request)
        booking = get_object_or_404(with_session(Booking.objects.all()), pk=booking_id)
        if not booking.is_active() or (verb != "cancel" and booking.status != BookingStatus.CONFIRMED):
            messages.info(request, "This booking has changed meanwhile, so there was nothing to do.")
            return redirect("training_session_bookings", booking.session_id)
        words = words_of(verb, booking)
        form = _form(verb, request, booking)
        if request.method == "POST" and form.is_valid():
            try:
                _do(verb, request, booking, form.cleaned_data)
            except SessionRefusal as refusal:
                form.add_error(None, _of_them(refusal))
            else:
                messages.success(request, words.done.format(name=booking.name))
                return redirect("training_session_bookings", booking.session_id)
        is_past_cut_off = booking.session.changes_close_at() <= timezone.now()
        context = {"booking": booking, "words": words, "is_past_cut_off": is_past_cut_off}
        return _show(request, "session_booking_change", booking.session, form, **context)

    return view


def _of_them(refusal: SessionRefusal) -> str:
    """A refusal in words for staff, where it speaks to the person themselves."""
    if isinstance(refusal, operations.AlreadyBooked):
        return "This person has a place in that session already, or waits for one."
    return str(refusal)


def accept(request: HttpRequest, booking_id: int) -> HttpResponse:
    """Say yes to an offer for somebody who rings. Where nobody has proved the address, only its own link does that."""
    if not may_change_as_staff(request.user):
        return permission_denied(request)
    booking = get_object_or_404(with_session(Booking.objects.all()), pk=booking_id)
    if booking.status != BookingStatus.OFFERED or booking.person_id is None:
        is_offered = booking.status == BookingStatus.OFFERED
        messages.info(request, BY_THEIR_LINK if is_offered else "There is no offer to accept any more.")
        return redirect("training_session_bookings", booking.session_id)
    sent = request.POST if request.method == "POST" else None
    form = StaffManagerForm(sent) if needs_manager(booking) else forms.Form(sent)
    if request.method == "POST" and form.is_valid():
        facts = {"by": signed_in_person(request), "at": timezone.now(), **form.cleaned_data}
        try:
            accepted = operations.confirm(booking=booking, **facts)
        except SessionRefusal as refusal:
            form.add_error(None, _of_them(refusal))
        else:
            done = ACCEPT.done if accepted.status == BookingStatus.CONFIRMED else ONCE_AGREED
            messages.success(request, done.format(name=booking.name))
            return redirect("training_session_bookings", booking.session_id)
    return _show(request, "session_booking_change", booking.session, form, booking=booking, words=ACCEPT)


def put_on(request: HttpRequest, session_id: int) -> HttpResponse:
    """Book for somebody who asked in another way."""
    by = signed_in_person(request)
    if by is None or not may_change_as_staff(by):
        return permission_denied(request)
    session = get_object_or_404(Session.objects.select_related("course", "venue"), pk=session_id)
    form = PutOnForm(request.POST if request.method == "POST" else None, session=session)
    if request.method == "POST" and form.is_valid():
        facts = {"session_id": session_id, **form.facts(), "by": by, "at": timezone.now()}
        try:
            try:
                booking = operations.put_on(**facts)
            except SessionFull:
                if not form.cleaned_data["waits"]:
                    raise
                booking = operations.put_on(**facts, waits=True)
        except SessionRefusal as refusal:
            form.add_error(None, _of_them(refusal))
        else:
            waits = booking.status == BookingStatus.WAITING
            what = "is on the waiting list, and told" if waits else "has a place, and is told"
            messages.success(request, f"{booking.name} {what}.")
            return redirect("training_session_bookings", session_id)
    return _show(request, "session_put_on", session, form, about=words_of_putting_on(session))


def download(request: HttpRequest, session_id: int) -> HttpResponseBase:
    """The list as it is narrowed, as CSV or XLSX: names, roles, organisations and how each booking stands. What was
    told in confidence is not in it. Who took it away stays in the log."""
    session = get_object_or_404(Session.objects.select_related("course", "venue"), pk=session_id)
    if not may_see_bookings(request.user, session):
        return permission_denied(request)
    bookings = list(bookings_in(session, with_needs=False, **FindForm(request.GET).narrowed()))
    rows = [
        [
            booking.name,
            booking.role.name,
            booking.organisation.name,
            STANDING[booking.status],
            "Online" if booking.joins_online() else "In the room",
        ]
        for booking in bookings
    ]
    about: dict[str, Any] = {"Session": f"{session.course.title}: {session.when_and_where()}"}
    about["Made at"] = timezone.localtime().isoformat(timespec="minutes")
    as_xlsx = request.GET.get("format") == "xlsx"
    log_export(
        action="training.session.export", title=str(session), of=session, by=request.user, rows=len(rows),
        form="xlsx" if as_xlsx else "csv",
    )  # fmt: skip
    response: HttpResponseBase
    if as_xlsx:
        content = workbook("Bookings", HEADERS, rows, about, about_title="About this list")
        response = HttpResponse(content, content_type=XLSX)
    else:
        response = StreamingHttpResponse(csv_lines(HEADERS, rows, about), content_type="text/csv; charset=utf-8")
    ending = "xlsx" if as_xlsx else "csv"
    response["Content-Disposition"] = f'attachment; filename="bookings-of-session-{session_id}.{ending}"'
    return response


def _show(request: HttpRequest, page: str, session: Session, form: forms.Form, **context: Any) -> HttpResponse:
    context = {"session": session, "form": form, **context}
    return render(
        request, f"training/{page}.html", context, using="django", status=409 if form.non_field_errors() else 200
    )


urlpatterns = [
    path("sessions/<int:session_id>/bookings/add/", put_on, name="training_session_put_on"),
    path("sessions/<int:session_id>/bookings/download/", download, name="training_session_download"),
    path("bookings/<int:booking_id>/accept/", accept, name="training_booking_accept"),
    *(
        path(f"bookings/<int:booking_id>/{verb}/", _change(verb), name=f"training_booking_{verb}")
        for verb in ("cancel", "move", "swap")
    ),
]
