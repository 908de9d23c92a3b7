"""The public page of one session."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.accounts.policies import leads_training
from training.sessions.models import Session, SessionStatus
from training.sessions.operations import SessionRefusal, refuse_unless_open
from training.sessions.policies import may_see_cohort, may_see_draft
from training.sessions.queries import other_dates


def visible_session(request: HttpRequest, session_id: int) -> Session:
    """The session with its course, series, venue and area; a draft is not there for the public, and one of a closed
    cohort for those who have its link."""
    found = Session.objects.select_related("course", "series", "venue__local_authority")
    session = get_object_or_404(found, pk=session_id)
    if session.status == SessionStatus.DRAFT and not may_see_draft(request.user, session):
        raise Http404
    if not may_see_cohort(request.user, session, cohort_key(request)):
        raise Http404
    return session


def cohort_key(request: HttpRequest) -> str:
    """What the link of a closed cohort carries from page to page."""
    return (request.POST.get("cohort") or request.GET.get("cohort") or "")[:32]


@require_safe
def session_detail(request: HttpRequest, session_id: int) -> HttpResponse:
    """What anyone may know of a session, and the way to book it or the reason why not. Never the joining link."""
    session = visible_session(request, session_id)
    at = timezone.now()
    refusal: SessionRefusal | None = None
    try:
        refuse_unless_open(session, at=at)
    except SessionRefusal as reason:
        refusal = reason
    context = {
        "session": session,
        "refusal": refusal,
        "cohort_query": f"?{urlencode({'cohort': cohort_key(request)})}" if cohort_key(request) else "",
        "leads_training": leads_training(request.user),
        "is_full": session.places_left() < 1,
        "other_dates": list(other_dates(session, at=at)),
    }
    return render(request, "training/sessions/session_detail.html", context)
