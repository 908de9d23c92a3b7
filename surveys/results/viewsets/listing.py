"""The staff list of surveys with what is known of their results."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from surveys.models import Survey
from surveys.results.policies import may_open_results, may_publish_results, may_see_results

SURVEYS_ON_A_PAGE = 50


def results_list(request: HttpRequest) -> HttpResponse:
    """Launched surveys, the last to close first, and where their results stand."""
    if not may_open_results(request.user):
        return permission_denied(request)
    found = Survey.objects.filter(launched_at__isnull=False).defer("content").select_related("publication")
    page = Paginator(found.order_by("-closes_on", "-pk"), SURVEYS_ON_A_PAGE).get_page(request.GET.get("p"))
    now = timezone.now()
    rows = [(survey, survey.status_at(now).label, getattr(survey, "publication", None)) for survey in page]
    context = {
        "page": page,
        "rows": rows,
        "today": timezone.localdate(now),
        "sees_results": may_see_results(request.user),
        "may_publish": may_publish_results(request.user),
    }
    return render(request, "surveys/results_list.html", context, using="django")


class ResultsMenuItem(MenuItem):
    """Shown to those who may open the list."""

    def is_shown(self, request: HttpRequest) -> bool:
        """As the page itself decides."""
        return may_open_results(request.user)


class ResultsViewSet(ViewSet):
    """Results of surveys."""

    name = "survey_results"
    icon = "view"
    menu_label = "Results"
    menu_item_class = ResultsMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """One page."""
        return [path("", results_list, name="index")]
