"""The page of a series, by its link, and the list of those that a training lead's organisation has."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from documents.dates import clock, day
from people.accounts.policies import leads_training, signed_in_person
from training.sessions.models import Series, Session, SessionStatus
from training.sessions.operations import BookingNotOpenYet, SessionRefusal, refuse_unless_open
from training.sessions.queries import dates_of
from training.sessions.views.private import private

COHORTS_PER_PAGE = 20
PAST_SHOWN = 12


@private(has_form=False)
@require_safe
def cohort_detail(request: HttpRequest, key: str) -> HttpResponseBase:
    """The dates of a series, for whoever has its link: those to come with the way to book, then those that are over."""
    series = get_object_or_404(Series.objects.select_related("course", "organisation"), key=key)
    at = timezone.now()
    coming, past = dates_of(series, at=at)
    context = {
        "series": series,
        "coming": [(session, _why_closed(session, at)) for session in coming],
        "past": past[:PAST_SHOWN],
        "earlier": max(len(past) - PAST_SHOWN, 0),
    }
    return render(request, "training/sessions/cohort_detail.html", context)


def _why_closed(session: Session, at: datetime) -> str:
    """Why a date cannot be booked just now; empty where it can, full or not."""
    try:
        refuse_unless_open(session, at=at)
    except BookingNotOpenYet:
        opens_at = session.booking_opens_at
        return f"Booking opens on {day(opens_at)} at {clock(opens_at)}." if opens_at else BookingNotOpenYet.message
    except SessionRefusal as refusal:
        return str(refusal)
    return ""


@require_safe
@never_cache
@login_required
def cohort_list(request: HttpRequest) -> HttpResponse:
    """The cohorts of the organisations that a training lead looks after, the next to be held first."""
    person = signed_in_person(request)
    if person is None or not leads_training(person):
        raise PermissionDenied
    to_come = Q(sessions__status=SessionStatus.SCHEDULED, sessions__starts_at__gt=timezone.now())
    cohorts = (
        Series.objects.filter(organisation__training_leads__person=person)
        .select_related("course", "organisation")
        .annotate(coming=Count("sessions", filter=to_come), next_at=Min("sessions__starts_at", filter=to_come))
        .order_by("next_at", "name", "pk")
    )
    page = Paginator(cohorts, COHORTS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "training/sessions/cohort_list.html", {"page": page})
