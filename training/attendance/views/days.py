"""The facilitator's day, and the sessions around it: small pages, for a phone and a weak signal."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from training.attendance import queries
from training.attendance.views.running import whose_sessions

SESSIONS_ON_A_PAGE = 20


@require_safe
@never_cache
@login_required
def session_today(request: HttpRequest) -> HttpResponse:
    """Today's sessions of a facilitator, of everyone for a programme manager; registers that wait to be marked; and how
    many people wait to be decided on."""
    facilitator, at = whose_sessions(request), timezone.now()
    context = {
        "at": at,
        "sessions": list(queries.sessions_on_day_of(at, facilitator=facilitator)),
        "unmarked": list(queries.unmarked_sessions(at, facilitator=facilitator)[:20]),
        "disagreements": queries.number_of_disagreements(facilitator=facilitator),
        "sees_all": facilitator is None,
    }
    return render(request, "training/attendance/today.html", context)


@require_safe
@never_cache
@login_required
def session_near(request: HttpRequest) -> HttpResponse:
    """Sessions of the next two weeks, or of the last thirty days, a page at a time."""
    facilitator, at, past = whose_sessions(request), timezone.now(), "past" in request.GET
    found = queries.sessions_near(at, past=past, facilitator=facilitator)
    page = Paginator(found, SESSIONS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "past": past, "sees_all": facilitator is None}
    return render(request, "training/attendance/near.html", context)
