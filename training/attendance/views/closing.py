"""Closing a register once it is done, and opening it again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from training.attendance import operations, queries
from training.attendance.views.running import session_to_run, viewer


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def register_close(request: HttpRequest, session_id: int) -> HttpResponseBase:
    """Who came, who is not marked, and what happens next; then the register is closed. While somebody is not marked,
    that has to be agreed to."""
    session, refusal, agreed = session_to_run(request, session_id), "", "despite_unmarked" in request.POST
    if request.method == "POST":
        try:
            operations.close_register(
                session=session, despite_unmarked=agreed, by=viewer(request), at=timezone.now()
            )  # fmt: skip
            messages.success(request, "The register is closed.")
            return redirect("training:register-mark", session.pk)
        except operations.MarkRefused as refused:
            refusal = str(refused)
    context = {
        "session": session,
        "summary": queries.summary(session),
        "is_over": session.is_over(timezone.now()),
        "closing": queries.closing_of(session),
        "refusal": refusal,
    }
    return render(request, "training/attendance/register_close.html", context, status=409 if refusal else 200)


@require_POST
@never_cache
@login_required
def register_reopen(request: HttpRequest, session_id: int) -> HttpResponseBase:
    """Let the register be marked again."""
    session = session_to_run(request, session_id)
    operations.reopen_register(session=session, by=viewer(request), at=timezone.now())
    messages.success(request, "The register is open again.")
    return redirect("training:register-mark", session.pk)
