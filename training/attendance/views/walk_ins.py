"""Putting somebody on the register who came without a place."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from training.attendance import operations, queries
from training.attendance.forms import WalkInForm
from training.attendance.views.running import session_to_run, viewer


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def walk_in_add(request: HttpRequest, session_id: int) -> HttpResponseBase:
    """The short form for somebody at the door. What was chosen for the one before is chosen already."""
    session, by, at = session_to_run(request, session_id), viewer(request), timezone.now()
    form = WalkInForm(request.POST or None, session=session, last=queries.last_walk_in(session, by))
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            booking, _ = operations.put_on_register(session=session, **form.facts(by=by, at=at), by=by, at=at)
            had_a_place = booking.confirmed_at != at
            told = "had a place already, and is marked" if had_a_place else "is on the register, and is told by email"
            messages.success(request, f"{booking.name} {told}.")
            return redirect(f"{reverse('training:register-mark', args=[session.pk])}#person-{booking.pk}")
        except operations.MarkRefused as refused:
            refusal = str(refused)
    context = {"session": session, "form": form, "refusal": refusal}
    return render(request, "training/attendance/walk_in.html", context, status=409 if refusal else 200)
