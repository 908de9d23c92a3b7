"""What people read once their answers are with us."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from surveys.questionnaires.models import Mode
from surveys.questionnaires.queries.versions import current_version, questionnaire_of
from surveys.responses.forms.starting import language_for
from surveys.responses.forms.voice import Voice
from surveys.responses.queries.launched import launched_survey
from surveys.responses.views import refusing
from surveys.responses.views.drawing import draw, results_of
from surveys.responses.words import words_in


@require_safe
def response_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks, what happens next and by when, and who can help. The same for everybody."""
    survey = launched_survey(slug, timezone.now())
    version = current_version(survey) if survey else None
    wanted = request.GET.get("language", "")
    if survey is None or version is None:
        return refusing.unknown(request, words_in(wanted))
    words = language_for(survey, wanted)
    voice = Voice(questionnaire_of(version), version.words, words)
    told: dict[str, Any] = {"voice": voice, "results": results_of(survey), "is_named": survey.mode == Mode.NAMED}
    return draw(request, "thanks.html", words, survey=survey, **told)
