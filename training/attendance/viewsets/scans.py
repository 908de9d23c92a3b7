"""The staff screen of a session's scans that checked nobody in."""

from collections import Counter

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from wagtail.admin.auth import permission_denied

from training.attendance.models import ScanAnswer
from training.attendance.policies import may_mark
from training.attendance.queries.scans import failed_scans
from training.sessions.models import Session

SCANS_ON_A_PAGE = 100


def session_failed_scans(request: HttpRequest, session_id: int) -> HttpResponse:
    """How often a code checked nobody in at a session, why, and when. Whose codes they were is not said: who may see
    the bookings finds a code there."""
    session = get_object_or_404(Session.objects.select_related("course", "venue"), pk=session_id)
    if not may_mark(request.user, session):
        return permission_denied(request)
    kinds = Counter(failed_scans(session).order_by().values_list("kind", flat=True))
    page = Paginator(failed_scans(session), SCANS_ON_A_PAGE).get_page(request.GET.get("p"))
    context = {
        "session": session,
        "scans": list(page),
        "page": page,
        "number": kinds.total(),
        "kinds": [(kind.label, kinds[kind]) for kind in ScanAnswer if kinds[kind]],
    }
    return render(request, "training/session_failed_scans.html", context, using="django")


urlpatterns = [
    path("sessions/<int:session_id>/failed-scans/", session_failed_scans, name="training_session_failed_scans"),
]
