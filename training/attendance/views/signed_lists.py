"""Entering the list that an organisation signed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.models import Organisation
from training.attendance import operations, queries
from training.attendance.forms import SignedListForm
from training.attendance.views.running import session_to_run, viewer
from training.sessions.models import Session


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def signed_list_enter(request: HttpRequest, session_id: int) -> HttpResponseBase:
    """First whose list it is, then who is on it; where one organisation alone has people there, that one."""
    session = session_to_run(request, session_id)
    offered = queries.organisations_in(session)
    chosen = _chosen(request, [organisation for organisation, _ in offered])
    if chosen is None:
        context = {"session": session, "offered": offered, "lists": list(queries.lists_of(session))}
        return render(request, "training/attendance/signed_list_choose.html", context)
    people = list(queries.people_of(session, chosen))
    before = queries.lists_of(session).filter(organisation=chosen).first()
    sent = request.POST if request.method == "POST" else None
    form = SignedListForm(sent, organisation=chosen, people=people, was_entered=before is not None)
    if request.method == "POST" and form.is_valid():
        return _enter(request, session, chosen, form)
    context = {"session": session, "organisation": chosen, "form": form, "before": before, "alone": len(offered) == 1}
    return render(request, "training/attendance/signed_list.html", context)


def _enter(request: HttpRequest, session: Session, organisation: Organisation, form: SignedListForm) -> HttpResponse:
    listed, signed_by = form.cleaned_data["people"], form.cleaned_data["signed_by"]
    try:
        news = operations.enter_signed_list(
            session=session, organisation=organisation, listed=listed, signed_by=signed_by, by=viewer(request),
            at=timezone.now(),
        )  # fmt: skip
    except operations.MarkRefused as refusal:
        form.add_error("people" if str(refusal).startswith("Nobody") else None, str(refusal))
        context = {"session": session, "organisation": organisation, "form": form}
        return render(request, "training/attendance/signed_list.html", context, status=409)
    people = "1 person" if len(listed) == 1 else f"{len(listed)} people"
    known = "" if news else " Nothing in it was new."
    messages.success(request, f"The list of {organisation} is entered: {people} on it.{known}")
    return redirect("training:register-mark", session.pk)


def _chosen(request: HttpRequest, offered: list[Organisation]) -> Organisation | None:
    """The organisation that the address names, of those that have people there; the only one there is."""
    if len(offered) == 1:
        return offered[0]
    return next((each for each in offered if str(each.pk) == request.GET.get("organisation")), None)
