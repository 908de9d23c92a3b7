"""What can be answered now, and what others said before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from surveys.questionnaires.models import Mode, Purpose, Survey
from surveys.responses.forms.starting import languages_of
from surveys.responses.queries.launched import with_results
from surveys.responses.views.drawing import keep_nowhere
from surveys.responses.words import words_in

MOST_RESULTS = 50


@require_safe
def survey_list(request: HttpRequest) -> HttpResponse:
    """Surveys that are open to everybody, the first to close first, then published results, the newest first.

    Evaluations of courses are not listed: whoever attended is led to them.
    """
    now, privacy = timezone.now(), words_in("en").privacy
    listed = Survey.objects.exclude(purpose=Purpose.EVALUATION).defer("content")
    open_now = list(listed.open(now).order_by("closes_on", "title"))
    published = with_results(listed)
    context = {
        "surveys": [(survey, languages_of(survey), privacy(Mode(survey.mode))[0]) for survey in open_now],
        "published": published.select_related("publication").order_by("-publication__published_at")[:MOST_RESULTS],
    }
    return keep_nowhere(render(request, "surveys/list.html", context), referrer="same-origin")
