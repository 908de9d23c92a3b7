"""The draft of a survey as somebody who answers would see it. Nothing of it is kept."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from surveys.questionnaires.models import Survey
from surveys.questionnaires.policies import may_open_surveys
from surveys.questionnaires.queries import draft_of
from surveys.responses.forms.starting import StartForm, language_for
from surveys.responses.queries.papers import Paper, Tampered, unseal
from surveys.responses.views import refusing
from surveys.responses.views.drawing import Place, draw
from surveys.responses.views.saving import draw_saved
from surveys.responses.views.starting import draw_start
from surveys.responses.views.steps import Step, draw_paper
from surveys.responses.words import words_in

NO_VERSION = 0  # no published version has this number, so that a page of a preview can never be sent
SAMPLE_CODE = "0000-0000-0000-0000"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def survey_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Walk through the draft, in each language, for those who build or publish surveys; refused to all others."""
    if not may_open_surveys(request.user):
        raise PermissionDenied
    survey = get_object_or_404(Survey, slug=slug)
    draft = draft_of(survey)
    address = reverse("surveys:survey-preview", args=[slug])
    place = Place(survey, draft.questionnaire, draft, address, is_preview=True)
    if request.method != "POST":
        words = language_for(survey, request.GET.get("language", ""))
        return draw_start(request, place, StartForm(survey, words))
    if request.POST.get("action") == "begin":
        words = language_for(survey, request.POST.get("language", ""))
        begun = int(timezone.now().timestamp())
        return draw_paper(request, place, Paper(survey.pk, NO_VERSION, language=words.language, begun_at=begun))
    return _step(request, place)


def _step(request: HttpRequest, place: Place) -> HttpResponse:
    try:
        paper = unseal(request.POST.get("paper", ""))
    except Tampered:
        return refusing.tampered(request, place.survey.slug, words_in("en"))

    def finish(sent: Paper) -> HttpResponse:
        words = words_in(sent.language)
        return draw(request, "preview_over.html", words, place=place, voice=place.voice(sent), knows_person=True)

    def save(left: Paper) -> HttpResponse:
        return draw_saved(request, place, left, SAMPLE_CODE)

    return Step(request, place, paper, finish, save).take()
