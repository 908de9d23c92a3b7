"""The public page of one session, and what those find who are not let in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.accounts.policies import leads_training, signed_in_person
from training.sessions.models import Session, SessionStatus
from training.sessions.operations import SessionRefusal, refuse_unless_open
from training.sessions.policies import may_see_cohort, may_see_draft
from training.sessions.queries import other_dates, own_place


class CohortClosed(Http404):
    """The session is one organisation's, and this person did not come by its link."""


def closed_to_others(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Tell those who are not let into a closed cohort who can let them in, and nothing of the session."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except CohortClosed:
            return render(request, "training/sessions/session_closed.html", status=404)

    return answer


def visible_session(request: HttpRequest, session_id: int) -> Session:
    """The session with its course, series, venue and area. A draft is not there for the public; one of a closed cohort
    is for those who have its link, and others are told so by `closed_to_others`."""
    found = Session.objects.select_related("course", "series__organisation", "venue__local_authority")
    session = get_object_or_404(found, pk=session_id)
    if session.status == SessionStatus.DRAFT and not may_see_draft(request.user, session):
        raise Http404
    if not may_see_cohort(request.user, session, cohort_key(request)):
        raise CohortClosed
    return session


def cohort_key(request: HttpRequest) -> str:
    """What the link of a closed cohort carries from page to page."""
    return (request.POST.get("cohort") or request.GET.get("cohort") or "")[:32]


@require_safe
@closed_to_others
def session_detail(request: HttpRequest, session_id: int) -> HttpResponse:
    """What anyone may know of a session, and the way to book it or the reason why not. Never the joining link."""
    session = visible_session(request, session_id)
    person, at = signed_in_person(request), timezone.now()
    refusal: SessionRefusal | None = None
    try:
        refuse_unless_open(session, at=at)
    except SessionRefusal as reason:
        refusal = reason
    context = {
        "session": session,
        "refusal": refusal,
        "mine": own_place(session, person) if person is not None and session.starts_at > at else None,
        "leads_training": leads_training(request.user),
        "is_full": session.places_left() < 1,
        "other_dates": list(other_dates(session, at=at)),
    }
    return render(request, "training/sessions/session_detail.html", context)
