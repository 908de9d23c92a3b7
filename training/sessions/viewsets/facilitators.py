"""The staff screen that shows who runs how much, and which sessions have too few people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from training.sessions.models import Session
from training.sessions.policies import may_plan_sessions
from training.sessions.queries.staffing import WEEKS_AHEAD, when, workload

ENOUGH_TO_COMPARE = 3  # of two people, one always has more than half of them


def facilitators(request: HttpRequest) -> HttpResponse:
    """Each facilitator with their sessions and hours in the weeks ahead, and what should be looked at."""
    if not may_plan_sessions(request.user):
        return permission_denied(request)
    weeks = next((weeks for weeks in WEEKS_AHEAD if request.GET.get("weeks") == str(weeks)), WEEKS_AHEAD[0])
    load = workload(at=timezone.now(), weeks=weeks)
    context = {
        "weeks": weeks,
        "choices": WEEKS_AHEAD,
        "median_hours": load.median_hours,
        "compares": len(load.facilitators) >= ENOUGH_TO_COMPARE,
        "loads": [
            {
                "load": each,
                "is_far_above": len(load.facilitators) >= ENOUGH_TO_COMPARE and load.is_far_above(each),
                "pairs": [(_entry(one), _entry(two)) for one, two in each.double_bookings],
            }
            for each in load.facilitators
        ],
        "without_anybody": [_entry(session) for session in load.without_anybody],
        "without_a_second": [_entry(session) for session in load.without_a_second],
    }
    return render(request, "training/facilitators.html", context, using="django")


def _entry(session: Session) -> dict[str, Any]:
    """A session to be named and linked."""
    return {"session": session, "when": when(session)}


class PlannersMenuItem(MenuItem):
    """Shown to those who plan sessions."""

    def is_shown(self, request: HttpRequest) -> bool:
        """As the page itself decides."""
        return may_plan_sessions(request.user)


class FacilitatorsViewSet(ViewSet):
    """Who runs what."""

    name = "facilitators"
    icon = "group"
    menu_label = "Facilitators"
    menu_item_class = PlannersMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """One page."""
        return [path("", facilitators, name="index")]
