"""The public page of one session."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from training.sessions.models import Session, SessionStatus
from training.sessions.operations import SessionRefusal, refuse_unless_open
from training.sessions.policies import may_see_draft
from training.sessions.queries import other_dates


def visible_session(request: HttpRequest, session_id: int) -> Session:
    """The session with its course, venue and area; a draft is not there for the public."""
    session = get_object_or_404(Session.objects.select_related("course", "venue__local_authority"), pk=session_id)
    if session.status == SessionStatus.DRAFT and not may_see_draft(request.user, session):
        raise Http404
    return session


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
        "is_full": session.places_left() < 1,
        "other_dates": list(other_dates(session, at=at)),
    }
    return render(request, "training/sessions/session_detail.html", context)
