"""Booking a place, or standing in line for one."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.accounts.policies import signed_in_person
from people.models import Person
from training.bookings import operations
from training.bookings.forms import NeedsForm, booking_form
from training.bookings.models import Booking, BookingStatus
from training.bookings.policies import may_be_reminded, may_book_without_account
from training.bookings.queries import active_booking, has_lapsed_hold
from training.sessions.models import Session
from training.sessions.operations import SessionFull, SessionRefusal, refuse_unless_open
from training.sessions.queries import other_dates
from training.sessions.views import closed_to_others, cohort_key, visible_session

TOO_MANY = "Many places were booked from your network in the last hour. Please try again a little later, or sign in."


@require_http_methods(["GET", "HEAD", "POST"])
@closed_to_others
def booking_create(request: HttpRequest, session_id: int) -> HttpResponseBase:
    """The form to book a place, or to join the waiting list of a full session. A refusal keeps what was typed wherever
    there is something to go on with."""
    session = visible_session(request, session_id)
    person = signed_in_person(request)
    form = booking_form(request.POST or None, person=person, session=session, cohort_key=cohort_key(request))
    if request.method != "POST":
        return _first_look(request, session, form)
    if form.is_from_a_robot():
        return redirect(sent_address(session, waits="wait" in request.POST))
    if "offered" in request.POST and "wait" not in request.POST:
        form.offer_other_dates(list(other_dates(session, at=timezone.now(), online=form.joins_online)))
    if not form.is_valid():
        return _show_again(request, session, form, status=200)
    if person is None and not may_book_without_account(request):
        form.add_error(None, TOO_MANY)
        return _show_form(request, session, form, status=429)
    return _book(request, form.cleaned_data.get("other_session") or session, form)


def _first_look(request: HttpRequest, session: Session, form: NeedsForm) -> HttpResponseBase:
    at = timezone.now()
    if form.person is not None:
        mine = active_booking(session_id=session.pk, email=form.person.email, person=form.person)
        if mine is not None:
            messages.info(request, _already(mine))
            return redirect("training:booking-detail", mine.key)
    try:
        refuse_unless_open(session, at=at)
    except SessionRefusal as refusal:
        return _show_refusal(request, session, refusal, status=200)
    if _is_full(session, at):
        return _show_full(request, session, form, SessionFull(), status=200)
    return _show_form(request, session, form, status=200)


def _already(mine: Booking) -> str:
    waits = mine.status == BookingStatus.WAITING
    return "You are already on the waiting list." if waits else str(operations.AlreadyBooked(mine))


def _is_full(session: Session, at: datetime) -> bool:
    return session.places_left() < 1 and not has_lapsed_hold(session_id=session.pk, at=at)


def _book(request: HttpRequest, session: Session, form: NeedsForm) -> HttpResponseBase:
    at, person, waits = timezone.now(), form.person, "wait" in request.POST
    try:
        if not waits:
            _refuse_full(session, form, at)
        booking = _take_or_wait(session, form, at, waits=waits)
    except operations.AlreadyBooked as refusal:
        return _show_existing(request, session, form, refusal, at)
    except SessionFull as refusal:
        return _show_full(request, session, form, refusal, status=409)
    except operations.TooManyUnconfirmed as refusal:
        form.add_error("email", str(refusal))
        return _show_again(request, session, form, status=409)
    except operations.ManagerNeeded as refusal:
        return _ask_for_manager(request, session, form, refusal)
    except SessionRefusal as refusal:
        return _show_refusal(request, session, refusal, status=409)
    if person is None:
        return _sent(request, session, form)
    # Said by the page itself, not kept in the session: in a rush that would be two more writes for everybody.
    return redirect(f"{reverse('training:booking-detail', args=[booking.key])}?booked")


def _ask_for_manager(
    request: HttpRequest, session: Session, form: NeedsForm, refusal: operations.ManagerNeeded
) -> HttpResponse:
    """Whom to ask: a next step where it follows from the organisation that was chosen, an error where it was asked."""
    is_next_step = "manager_email" not in form.fields
    if is_next_step:
        form.ask_for_manager()
    else:
        form.add_error("manager_email", str(refusal))
    return _show_again(request, session, form, status=409, asks_manager_next=is_next_step)


def _refuse_full(session: Session, form: NeedsForm, at: datetime) -> None:
    """Answer a rush for a session that was full already when the request came, without a transaction."""
    if not _is_full(session, at):
        return
    email = form.person.email if form.person else Person.objects.normalize_email(form.cleaned_data["email"])
    holder = active_booking(session_id=session.pk, email=email, person=form.person)
    raise SessionFull if holder is None else operations.AlreadyBooked(holder)


def _take_or_wait(session: Session, form: NeedsForm, at: datetime, *, waits: bool) -> Booking:
    """Stand in line where that was asked for and there is need to; else take a place."""
    facts = {"session_id": session.pk, **form.facts(at=at), "by": form.person, "at": at}
    if waits:
        try:
            return operations.wait(**facts)
        except operations.PlacesFree:
            pass
    return operations.book(**facts)


def _show_existing(
    request: HttpRequest, session: Session, form: NeedsForm, refusal: operations.AlreadyBooked, at: datetime
) -> HttpResponseBase:
    if form.person is not None:
        messages.info(request, _already(refusal.booking))
        return redirect("training:booking-detail", refusal.booking.key)
    # Whoever typed the address is not told that it has a place: the address itself is, by email.
    if may_be_reminded(refusal.booking):
        operations.send_existing_link(booking=refusal.booking, by=None, at=at)
    if _is_full(session, at) and "wait" not in request.POST:  # any other address is told so
        return _show_full(request, session, form, SessionFull(), status=409)
    return _sent(request, session, form)


def _sent(request: HttpRequest, session: Session, form: NeedsForm) -> HttpResponseBase:
    # Shown once, so that a slip in the address is seen, and forgotten when it was.
    messages.info(request, f"We have sent an email to {form.cleaned_data['email']}.")
    return redirect(sent_address(session, waits="wait" in request.POST))


def sent_address(session: Session, *, waits: bool) -> str:
    """The page that says what happens next, by what was asked for: never by what was found."""
    query = session.link_query()
    asked = ("&wait" if query else "?wait") if waits else ""
    return reverse("training:booking-sent", args=[session.pk]) + query + asked


def _show_again(
    request: HttpRequest, session: Session, form: NeedsForm, *, status: int, asks_manager_next: bool = False
) -> HttpResponse:
    """The form with what is still to be answered: for the waiting list where that was asked for."""
    if "wait" not in request.POST:
        return _show_form(request, session, form, status=status, asks_manager_next=asks_manager_next)
    full = SessionFull()
    return _show_full(request, session, form, full, status=status, is_new=False, asks_manager_next=asks_manager_next)


def _show_form(
    request: HttpRequest, session: Session, form: NeedsForm, *, status: int, asks_manager_next: bool = False
) -> HttpResponse:
    context = {"session": session, "form": form, "person": form.person, "asks_manager_next": asks_manager_next}
    return render(request, "training/bookings/booking_form.html", context, status=status)


def _show_full(
    request: HttpRequest,
    session: Session,
    form: NeedsForm,
    refusal: SessionFull,
    *,
    status: int,
    is_new: bool = True,
    asks_manager_next: bool = False,
) -> HttpResponse:
    """The same form with the waiting list, other dates to choose from, and all that was typed kept. Who asked to wait
    knows that it is full: to them it is not new.

    A refused booking is answered as 409 (conflict): the request was right and the state of the session stands against
    it. Browsers show it as any page, and no script or monitor takes it for a booking that was made.
    """
    form.offer_other_dates(list(other_dates(session, at=timezone.now(), online=form.joins_online)))
    context = {
        "session": session,
        "form": form,
        "person": form.person,
        "refusal": refusal,
        "was_quicker": status == 409 and is_new,
        "asks_manager_next": asks_manager_next,
    }
    return render(request, "training/bookings/booking_form.html", context, status=status)


def _show_refusal(request: HttpRequest, session: Session, refusal: SessionRefusal, *, status: int) -> HttpResponse:
    context = {
        "session": session,
        "refusal": refusal,
        "other_dates": list(other_dates(session, at=timezone.now())),
    }
    return render(request, "training/bookings/booking_refused.html", context, status=status)


@require_safe
@closed_to_others
def booking_sent(request: HttpRequest, session_id: int) -> HttpResponse:
    """What happens next, the same page whether or not the address had a place already."""
    session = visible_session(request, session_id)
    again = reverse("training:booking-create", args=[session.pk]) + session.link_query()
    context = {"session": session, "again": again, "waits": "wait" in request.GET}
    return render(request, "training/bookings/booking_sent.html", context)
