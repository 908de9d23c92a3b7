"""People of whom claims disagree, and deciding."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from training.attendance import operations, queries
from training.attendance.views.running import key_in, session_to_run, viewer, whose_sessions


@require_safe
@never_cache
@login_required
def disagreement_list(request: HttpRequest) -> HttpResponse:
    """One's sessions in which somebody waits to be decided on; everyone's for a programme manager."""
    facilitator = whose_sessions(request)
    sessions = list(queries.sessions_with_disagreements(facilitator=facilitator))
    return render(request, "training/attendance/disagreement_list.html", {"sessions": sessions})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def disagreement_decide(request: HttpRequest, session_id: int) -> HttpResponseBase:
    """Everybody in one session of whom claims disagree, with each claim in words; decided by one touch."""
    session = session_to_run(request, session_id)
    if request.method == "POST":
        try:
            attendance = operations.decide(
                session=session, claim_id=key_in(request.POST.get("believe")), saw=key_in(request.POST.get("saw")),
                by=viewer(request), at=timezone.now(),
            )  # fmt: skip
            name = attendance.booking.name
            words = queries.stands_as(attendance.status, attendance.minutes, session)
            messages.success(request, f"Decided for {name}: {words.lower()}.")
        except operations.MarkRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("training:disagreement-decide", session.pk)
    context = {"session": session, "disagreements": queries.disagreements(session)}
    return render(request, "training/attendance/disagreements.html", context)
