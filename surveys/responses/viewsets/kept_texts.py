"""The reviewer's list of what was read and kept."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from wagtail.admin.auth import permission_denied

from surveys.questionnaires.models import Survey
from surveys.questionnaires.policies import may_read_texts
from surveys.responses.queries.reading import kept_texts
from surveys.responses.viewsets.texts import ON_A_PAGE, shown, unkept


def texts_kept(request: HttpRequest, survey_id: int) -> HttpResponse:
    """What was kept of a survey, in no order; what may be quoted comes first."""
    survey = get_object_or_404(Survey, pk=survey_id)
    if not may_read_texts(request.user, survey):
        return permission_denied(request)
    page = Paginator(kept_texts(survey), ON_A_PAGE).get_page(request.GET.get("p"))
    context = {"survey": survey, "page": page, "rows": [shown(text) for text in page]}
    return unkept(render(request, "surveys/texts_kept.html", context, using="django"))
