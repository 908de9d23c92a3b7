"""Leaving a survey for later with a code, and taking it up again."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from surveys.questionnaires.models import Mode, Survey, SurveyStatus, Version
from surveys.questionnaires.queries.versions import questionnaire_of
from surveys.responses import operations
from surveys.responses.forms.starting import MOST_LETTERS_OF_CODE
from surveys.responses.operations.saving import DAYS_KEPT
from surveys.responses.queries.launched import launched_survey
from surveys.responses.queries.limits import may_try_a_code, note_wrong_code
from surveys.responses.queries.occasions import find_about
from surveys.responses.queries.papers import Paper, seal
from surveys.responses.queries.spent import page_is_sent
from surveys.responses.views import refusing
from surveys.responses.views.drawing import Place, action_of, draw, take_up_of
from surveys.responses.views.starting import words_of
from surveys.responses.views.steps import draw_paper
from surveys.responses.words import InterfaceWords, words_in


# As for a page of answers: no cookie, and nothing that could be done in somebody else's name.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def paper_take_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the code of a page that was saved, and draw that page where it was left."""
    return _take_up(request, slug, is_named=False)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paper_take_up_named(request: HttpRequest, slug: str) -> HttpResponse:
    """The same where names are kept."""
    return _take_up(request, slug, is_named=True)


def _take_up(request: HttpRequest, slug: str, *, is_named: bool) -> HttpResponse:
    survey = launched_survey(slug, timezone.now())
    if survey is None or (survey.mode == Mode.NAMED and not is_named):
        return refusing.unknown(request, words_in(request.GET.get("language", "")))
    words = words_of(request, survey)
    if survey.status_at(timezone.now()) != SurveyStatus.OPEN:
        return refusing.closed(request, survey, words)
    if request.method != "POST":
        return _ask(request, survey, words)
    code = request.POST.get("code", "").strip()[:MOST_LETTERS_OF_CODE]
    if not code:
        return _ask(request, survey, words, error=words.code_missing)
    if not may_try_a_code(request):
        return _ask(request, survey, words, typed=code, error=words.too_many_codes)
    try:
        paper = operations.take_up(survey, code)
    except operations.NotASavedPage:
        note_wrong_code(request)
        return _ask(request, survey, words, typed=code, error=words.saved_code_wrong)
    return _draw_taken_up(request, survey, paper, words)


def _draw_taken_up(request: HttpRequest, survey: Survey, paper: Paper, words: InterfaceWords) -> HttpResponse:
    found = Version.objects.filter(pk=paper.version, survey=survey).annotate(is_sent=page_is_sent(paper))
    version = found.first()
    if version is None:
        return refusing.tampered(request, survey.slug, words)
    if version.is_sent:
        return refusing.already(request, survey, words)
    about = find_about(survey, paper.occasion)
    if about and about.is_over:
        return refusing.too_late(request, words)
    place = Place(survey, questionnaire_of(version), version, action_of(survey))
    return draw_paper(request, place, paper)


def _ask(
    request: HttpRequest, survey: Survey, words: InterfaceWords, *, typed: str = "", error: str = ""
) -> HttpResponse:
    told: dict[str, Any] = {"survey": survey, "typed": typed, "error": error, "knows_person": survey.mode == Mode.NAMED}
    return draw(request, "take_up.html", words, action=take_up_of(survey), **told)


def draw_saved(request: HttpRequest, place: Place, paper: Paper, code: str) -> HttpResponse:
    """The code of a page that was saved, large and to be printed. Whoever goes on at once, and
    saves again, gets the same one."""
    survey = place.survey
    last = timezone.localdate() + timedelta(days=DAYS_KEPT - 1)
    return draw(
        request,
        "saved.html",
        words_in(paper.language),
        knows_person=place.knows_person,
        place=place,
        paper=seal(paper),
        code=code,
        until=min(survey.closes_on, last) if survey.closes_on else last,
        take_up=f"{settings.SITE_URL}{take_up_of(survey)}",
    )
