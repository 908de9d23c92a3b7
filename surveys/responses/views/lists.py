"""What can be answered now, and what others said before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from surveys.questionnaires.models import Purpose, Survey
from surveys.responses.forms.starting import languages_of
from surveys.responses.views.drawing import keep_nowhere

MOST_RESULTS = 50


@require_safe
def survey_list(request: HttpRequest) -> HttpResponse:
    """Surveys that are open to everybody, the first to close first, then published results, the newest first.

    Evaluations of courses are not listed: whoever attended is led to them.
    """
    now = timezone.now()
    listed = Survey.objects.exclude(purpose=Purpose.EVALUATION).defer("content")
    open_now = list(listed.open(now).order_by("closes_on", "title"))
    published = listed.filter(publication__isnull=False, publication__withdrawn_at__isnull=True)
    context = {
        "surveys": [(survey, languages_of(survey)) for survey in open_now],
        "published": published.select_related("publication").order_by("-publication__published_at")[:MOST_RESULTS],
    }
    return keep_nowhere(render(request, "surveys/list.html", context), referrer="same-origin")
