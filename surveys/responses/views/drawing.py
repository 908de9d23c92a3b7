"""How every page of a survey is drawn: in its language, around nothing but itself, and kept nowhere."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from people.models import Helpline
from surveys.questionnaires.definition import SOURCE, Questionnaire
from surveys.questionnaires.models import Mode, Survey, Version
from surveys.questionnaires.queries import Draft
from surveys.responses.forms.voice import Voice
from surveys.responses.queries.papers import Paper
from surveys.responses.words import InterfaceWords, words_in


@dataclass(frozen=True)
class Place:
    """Where somebody answers: which questions, as published or as drafted, and where their pages are sent.
    `knows_person` is said of pages that are sent with a session: of named surveys, and of a preview."""

    survey: Survey
    questionnaire: Questionnaire
    asked: Version | Draft
    action: str
    is_preview: bool = False

    @property
    def knows_person(self) -> bool:
        """Whether somebody is signed in here, so that forms prove that they are ours."""
        return self.is_preview or self.survey.mode == Mode.NAMED

    def voice(self, paper: Paper) -> Voice:
        """Who says the survey's words in the language of a paper, with its answers filled in."""
        return Voice(self.questionnaire, self.asked.words, words_in(paper.language), paper.answers)


def action_of(survey: Survey) -> str:
    """Where the pages of a survey are sent."""
    name = "surveys:response-create-named" if survey.mode == Mode.NAMED else "surveys:response-create"
    return reverse(name, args=[survey.slug])


def take_up_of(survey: Survey) -> str:
    """Where a page that was saved is taken up again."""
    name = "surveys:paper-take-up-named" if survey.mode == Mode.NAMED else "surveys:paper-take-up"
    return reverse(name, args=[survey.slug])


def results_of(survey: Survey) -> str:
    """Where the results of a survey will be, as a whole address to be noted down."""
    return f"{settings.SITE_URL}{reverse('surveys:publication-detail', args=[survey.slug])}"


def helplines() -> Any:
    """Where to turn, emergencies first; read only where a page shows them."""
    return Helpline.objects.order_by("-is_emergency", "position", "name")


def draw(
    request: HttpRequest, template: str, words: InterfaceWords, *, status: int = HTTPStatus.OK, **context: Any
) -> HttpResponse:
    """A page in a language. `knows_person` among the context says that its forms are proved by a session."""
    frame = {"w": words, "htmlLang": words.language, "htmlDir": words.direction, "helplines": helplines(),
             "lines_lang": "" if words.language == SOURCE else SOURCE}  # fmt: skip
    response = render(request, f"surveys/{template}", {**frame, **context}, status=status)
    # A browser that sends no referrer sends no origin either, and then a form of somebody signed in cannot be proved.
    knows_person = bool(context.get("knows_person"))
    return keep_nowhere(response, referrer="same-origin" if knows_person else "no-referrer")


def keep_nowhere(response: HttpResponse, *, referrer: str = "no-referrer") -> HttpResponse:
    """The same, to be kept by no browser and told to no other site."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = referrer
    return response
