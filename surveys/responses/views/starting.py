"""The start of a survey, in the way that its mode asks for, and what is kept of an answer."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from surveys.questionnaires.definition import Questionnaire
from surveys.questionnaires.models import Mode, Purpose, Survey, SurveyStatus
from surveys.questionnaires.queries.versions import current_version, questionnaire_of
from surveys.responses.forms.starting import StartForm, language_for, languages_of
from surveys.responses.forms.voice import Voice
from surveys.responses.models import Wave
from surveys.responses.queries.kept import kept_about
from surveys.responses.queries.launched import launched_survey
from surveys.responses.queries.occasions import NOTHING, About, find_about
from surveys.responses.views import refusing
from surveys.responses.views.drawing import Place, action_of, draw, take_up_of
from surveys.responses.words import InterfaceWords, words_in

SECONDS_A_QUESTION = 12  # to read it, or one row of a grid, think and answer


@require_safe
def survey_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is about, how private it is, who can help, and the way in."""
    return _start(request, slug, occasion="")


@require_safe
def response_create_for(request: HttpRequest, slug: str, occasion: str) -> HttpResponse:
    """The same for an occasion that was handed over: of it we know the course, and nobody."""
    return _start(request, slug, occasion=occasion)


@require_safe
def survey_kept(request: HttpRequest, slug: str) -> HttpResponse:
    """What is kept of an answer, read off the tables that it is kept in."""
    survey = launched_survey(slug, timezone.now())
    words = words_in(request.GET.get("language", ""))
    if survey is None:
        return refusing.unknown(request, words)
    words = language_for(survey, words.language)
    told: dict[str, Any] = {
        "tables": kept_about(Mode(survey.mode), words.language),
        "is_named": survey.mode == Mode.NAMED,
        "is_evaluation": survey.purpose == Purpose.EVALUATION,
    }
    return draw(request, "kept.html", words, survey=survey, **told)


def _start(request: HttpRequest, slug: str, *, occasion: str) -> HttpResponse:
    survey = launched_survey(slug, timezone.now())
    wanted = request.GET.get("language", "")
    if survey is None:
        return refusing.unknown(request, words_in(wanted))
    words = language_for(survey, wanted)
    if survey.status_at(timezone.now()) != SurveyStatus.OPEN:
        return refusing.closed(request, survey, words)
    version, about = current_version(survey), find_about(survey, occasion)
    if version is None or about is None:
        return refusing.unknown(request, words)
    if about.is_over:
        return refusing.too_late(request, words)
    place = Place(survey, questionnaire_of(version), version, action_of(survey))
    form = StartForm(survey, words, given_wave=about.wave)
    return draw_start(request, place, form, occasion=occasion, about=about)


def draw_start(
    request: HttpRequest, place: Place, form: StartForm, *, occasion: str = "", about: About = NOTHING
) -> HttpResponse:
    """The start page of a survey or of its preview, with what was filled in. `about` is what the occasion is about, as
    people call it."""
    words, survey = form.words, place.survey
    heading, text = words.privacy(Mode(survey.mode))
    return draw(
        request,
        "start.html",
        words,
        status=HTTPStatus.OK,
        survey=survey,
        place=place,
        knows_person=place.is_preview,
        voice=Voice(place.questionnaire, place.asked.words, words),
        start=form,
        mode=Mode(survey.mode).name,
        privacy_heading=heading,
        privacy_text=text,
        languages=languages_of(survey),
        here=request.path if not form.errors else _address(survey, occasion),
        minutes=minutes_of(place.questionnaire),
        occasion=occasion,
        course=about.title,
        is_noted=bool(occasion) and about.wave != Wave.BEFORE and survey.mode != Mode.NAMED,
        action=place.action,
        take_up=take_up_of(survey),
    )


def minutes_of(questionnaire: Questionnaire) -> int:
    """How long it takes, in minutes, to answer all of it."""
    asked = sum(max(1, len(question.rows)) for question in questionnaire.questions())
    return max(1, round(asked * SECONDS_A_QUESTION / 60))


def _address(survey: Survey, occasion: str) -> str:
    if occasion:
        return reverse("surveys:response-create-for", args=[survey.slug, occasion])
    return reverse("surveys:survey-detail", args=[survey.slug])


def words_of(request: HttpRequest, survey: Survey) -> InterfaceWords:
    """The language that a form was sent in, or that an address asks for."""
    return language_for(survey, request.POST.get("language") or request.GET.get("language", ""))
