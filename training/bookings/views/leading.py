"""Pages of a training lead: booking colleagues by name, and looking after them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.accounts.policies import leads_training_of, signed_in_person
from people.accounts.queries import flag_unreached
from people.models import Organisation, Person
from training.bookings import operations
from training.bookings.forms.colleagues import (
    MOST_COLLEAGUES,
    CheckForm,
    ColleagueFormSet,
    ListForm,
    Row,
    as_posted,
)
from training.bookings.models import BookingStatus, GroupBooking, GroupTakes
from training.sessions.models import Session
from training.sessions.operations import SessionRefusal, refuse_unless_open
from training.sessions.views import closed_to_others, visible_session

Lead = tuple[Person, list[Organisation]]


def for_leads(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let in training leads alone, with the organisations that they lead, by name."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person = signed_in_person(request)
        if person is None:
            return redirect_to_login(request.get_full_path())
        led = list(Organisation.objects.filter(training_leads__person=person).order_by("name"))
        if not led:
            raise PermissionDenied
        return view(request, (person, led), *args, **kwargs)

    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@for_leads
@closed_to_others
def group_create(request: HttpRequest, lead: Lead, session_id: int) -> HttpResponseBase:
    """Colleagues typed, pasted or in a spreadsheet; then each row checked and mended in place; then all are booked."""
    session = visible_session(request, session_id)
    try:
        refuse_unless_open(session, at=timezone.now())
    except SessionRefusal as refusal:
        return _show(request, "group_create", session, refusal=refusal)
    if "form-TOTAL_FORMS" in request.POST:
        return _check(request, lead, session)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ListForm(*sent, session=session, organisations=lead[1])
    if request.method != "POST" or not form.is_valid():
        return _show(request, "group_create", session, form=form)
    rows = ColleagueFormSet(as_posted(form.cleaned_data["rows"]))
    rows.is_valid()
    return _show(
        request, "group_check", session, form=CheckForm(request.POST, session=session, organisations=lead[1]), rows=rows
    )


def _check(request: HttpRequest, lead: Lead, session: Session) -> HttpResponseBase:
    form = CheckForm(request.POST, session=session, organisations=lead[1])
    rows = ColleagueFormSet(_changed_rows(request) or request.POST)
    complete = rows.is_valid()
    if not complete or not form.is_valid() or "change" in request.POST:
        return _show(request, "group_check", session, form=form, rows=rows)
    return _book(request, lead[0], session, form, rows)


def _changed_rows(request: HttpRequest) -> dict[str, Any] | None:
    """The rows with one more, or one less, where a button asked for that."""
    change = request.POST.get("change", "")
    if not change:
        return None
    sent = request.POST["form-TOTAL_FORMS"]
    # Its first digits are enough: a number that is longer than that of the most rows is cut short as well.
    number = int(sent[: len(str(MOST_COLLEAGUES)) + 1]) if sent.isdecimal() else 0
    rows = [
        Row(**{name: request.POST.get(f"form-{n}-{name}", "") for name in ("name", "email", "role")})
        for n in range(min(number, MOST_COLLEAGUES))
    ]
    kept = [row for n, row in enumerate(rows) if change != f"remove-{n}"]
    return as_posted([*kept, Row()] if change == "add" else kept)


def _book(request: HttpRequest, lead: Person, session: Session, form: CheckForm, rows: BaseFormSet) -> HttpResponseBase:
    colleagues = [(row, row.colleague()) for row in rows.forms if row.has_changed()]
    waits = GroupTakes(form.cleaned_data["waits"]) if form.cleaned_data.get("waits") else None
    try:
        group = operations.book_group(
            session_id=session.pk, **form.facts(), colleagues=[each for _, each in colleagues], waits=waits,
            by=lead, at=timezone.now(),
        )  # fmt: skip
    except operations.RowsRefused as refusal:
        for number, reason in refusal.reasons.items():
            colleagues[number][0].add_error("email", reason)
        return _show(request, "group_check", session, form=form, rows=rows, status=409)
    except operations.NotEnoughPlaces as refusal:
        return _show(request, "group_check", session, form=form, rows=rows, short=refusal, status=409)
    except SessionRefusal as refusal:
        return _show(request, "group_check", session, form=form, rows=rows, refusal=refusal, status=409)
    messages.success(request, "Each of them has an email from us.")
    return redirect("training:group-detail", group.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_leads
def group_detail(request: HttpRequest, lead: Lead, group_id: int) -> HttpResponseBase:
    """Who is in a group and how each booking stands; one button accepts every offer that the group has. Where somebody
    cannot be accepted, the page says who, and why."""
    groups = GroupBooking.objects.select_related(
        "session__course", "session__series", "session__venue__local_authority", "organisation"
    )
    group = get_object_or_404(groups, pk=group_id)
    if not leads_training_of(lead[0], group.organisation_id):
        raise PermissionDenied
    answer = None
    if request.method == "POST":
        answer = operations.accept_for_group(group=group, by=lead[0], at=timezone.now())
        if not answer.refused:
            _say_accepted(request, len(answer.accepted))
            return redirect("training:group-detail", group_id)
    bookings = list(group.bookings.select_related("role").order_by("name", "pk"))
    flag_unreached(bookings)
    offered = [booking for booking in bookings if booking.status == BookingStatus.OFFERED]
    return _show(
        request,
        "group_detail",
        group.session,
        status=409 if answer else 200,
        answer=answer,
        group=group,
        bookings=bookings,
        offered=offered,
        **closed(group.session),
    )


def _say_accepted(request: HttpRequest, number: int) -> None:
    if number:
        messages.success(request, f"Accepted: {number}.")
    else:
        messages.info(request, "There was nothing left to accept. Below you see how each booking stands.")


def closed(session: Session) -> dict[str, bool]:
    """Whether a session has started, and whether its bookings can be changed no longer."""
    at = timezone.now()
    return {"has_started": session.starts_at <= at, "changes_closed": session.changes_close_at() <= at}


def _show(request: HttpRequest, page: str, session: Session, *, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, f"training/leads/{page}.html", {"session": session, **context}, status=status)
