"""Asking to be told of a date that is not set yet, and the page by which that is taken back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.accounts.policies import signed_in_person
from people.models import Person
from training.bookings import operations
from training.bookings.forms.interest import KnownForm, interest_form
from training.bookings.models import Interest
from training.bookings.policies import may_ask_without_account, may_be_sent_again
from training.bookings.queries import active_interest, number_in_order, with_undated
from training.bookings.queries.eligibility import reasons_against_inviting, with_rules
from training.bookings.views.private import private
from training.sessions.models import UndatedSession
from training.sessions.operations import AlreadyDated, SessionRefusal, refuse_unless_collecting
from training.sessions.policies import may_plan_sessions
from training.sessions.queries import find_sessions

TOO_MANY = "Many people asked from your network in the last hour. Please try again a little later, or sign in."
DATES_SHOWN = 5


def visible_undated(request: HttpRequest, undated_id: int) -> UndatedSession:
    """The undated session with its course and area; one that is not announced is there for those who plan it."""
    found = UndatedSession.objects.select_related("course", "local_authority", "session")
    undated = get_object_or_404(found, pk=undated_id)
    if not undated.is_announced and not may_plan_sessions(request.user):
        raise Http404
    return undated


@require_http_methods(["GET", "HEAD", "POST"])
def undated_detail(request: HttpRequest, undated_id: int) -> HttpResponseBase:
    """What is known of a session without a date, and the form to be told of it. Once there is a date, the way to it."""
    undated, person = visible_undated(request, undated_id), signed_in_person(request)
    if request.method != "POST" and person is not None:
        mine = active_interest(undated, email=person.email, person=person)
        if mine is not None:
            return redirect("training:interest-detail", mine.key)
    form = interest_form(request.POST if request.method == "POST" else None, person=person)
    try:
        refuse_unless_collecting(undated)
    except SessionRefusal as refusal:
        return _show(request, undated, form, status=409 if request.method == "POST" else 200, refusal=refusal)
    if request.method != "POST":
        return _show(request, undated, form)
    if form.is_from_a_robot():
        return redirect("training:undated-sent", undated_id)
    if not form.is_valid():
        return _show(request, undated, form)
    if person is None and not may_ask_without_account(request):
        form.add_error(None, TOO_MANY)
        return _show(request, undated, form, status=429)
    return _ask(request, undated, form, person)


def _ask(request: HttpRequest, undated: UndatedSession, form: KnownForm, person: Person | None) -> HttpResponseBase:
    at = timezone.now()
    try:
        interest = operations.ask_to_be_told(undated=undated, **form.facts(at=at), by=person, at=at)
    except SessionRefusal as refusal:
        undated.refresh_from_db()
        return _show(request, undated, form, status=409, refusal=refusal)
    if person is not None:
        messages.success(request, "We have sent you an email with the way back to this page.")
        return redirect("training:interest-detail", interest.key)
    # Whoever typed the address is not told that it had asked already: the address itself is sent its link again.
    if may_be_sent_again(interest) and interest.asked_at != at:
        operations.send_interest_link(interest=interest, by=None, at=at)
    messages.info(request, f"We have sent an email to {form.cleaned_data['email']}.")
    return redirect("training:undated-sent", undated.pk)


def _show(
    request: HttpRequest,
    undated: UndatedSession,
    form: KnownForm,
    *,
    status: int = 200,
    refusal: SessionRefusal | None = None,
) -> HttpResponse:
    dates = find_sessions(at=timezone.now(), course=undated.course)[:DATES_SHOWN]
    context = {"undated": undated, "form": form, "person": form.person, "refusal": refusal, "dates": list(dates)}
    return render(request, "training/interest/undated_detail.html", context, status=status)


@require_safe
def undated_sent(request: HttpRequest, undated_id: int) -> HttpResponse:
    """What happens next, the same page whether or not the address had asked already."""
    return render(request, "training/interest/undated_sent.html", {"undated": visible_undated(request, undated_id)})


@private(has_form=True)
@require_http_methods(["GET", "HEAD", "POST"])
def interest_detail(request: HttpRequest, key: str) -> HttpResponseBase:
    """How it stands, and a button to take it back. Opening the page changes nothing. Once the date is set, the place in
    line has its own page."""
    found = with_undated(Interest.objects.select_related("person", "booking", "undated__session"))
    interest = get_object_or_404(found, key=key)
    if interest.booking is not None:
        return redirect("training:booking-detail", interest.booking.key)
    if request.method == "POST":
        try:
            operations.take_back_interest(interest=interest, by=signed_in_person(request), at=timezone.now())
        except AlreadyDated as refusal:
            messages.info(request, str(refusal))
        return redirect("training:interest-detail", key)
    return render(request, "training/interest/interest_detail.html", _context_of(interest))


def _context_of(interest: Interest) -> dict[str, object]:
    undated, person = interest.undated, interest.person or Person.objects.filter(email=interest.email).first()
    session = undated.session
    return {
        "interest": interest,
        "undated": undated,
        "session": session,
        "reasons": reasons_against_inviting(with_rules().get(pk=session.pk), interest, person) if session else [],
        "number": 0 if interest.withdrawn_at else number_in_order(interest),
        "dates": list(find_sessions(at=timezone.now(), course=undated.course)[:DATES_SHOWN]),
    }
