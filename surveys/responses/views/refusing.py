"""Pages that say kindly why something cannot be done, and what can."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from surveys.questionnaires.models import Survey
from surveys.responses.operations import AlreadySent, AnswerRefused, NotThisSurvey, ResponseRefusal, SurveyClosed
from surveys.responses.queries.launched import outcome_of
from surveys.responses.views.drawing import draw, results_of
from surveys.responses.words import InterfaceWords


def unknown(request: HttpRequest, words: InterfaceWords) -> HttpResponse:
    """There is no such survey, or it is not open yet: which of the two is nobody's business."""
    return _say(request, words, words.unknown_heading, words.unknown_text, status=HTTPStatus.NOT_FOUND)


def too_late(request: HttpRequest, words: InterfaceWords) -> HttpResponse:
    """The occasion was for before the course, and that time is over, or the place in it is not held any more."""
    return _say(request, words, words.too_late_heading, words.too_late_text, status=HTTPStatus.GONE)


def closed(request: HttpRequest, survey: Survey, words: InterfaceWords, *, unsent: bool = False) -> HttpResponse:
    """The survey is over; when its results appear, or where they are."""
    status = HTTPStatus.GONE if unsent else HTTPStatus.OK
    told: dict[str, Any] = {"unsent": unsent, "outcome": outcome_of(survey), "results": results_of(survey)}
    return draw(request, "closed.html", words, status=status, survey=survey, **told)


def tampered(request: HttpRequest, slug: str, words: InterfaceWords) -> HttpResponse:
    """Not a page of ours, not as we sent it, or of other questions."""
    told = (words.tampered_heading, words.tampered_text)
    return _say(request, words, *told, status=HTTPStatus.BAD_REQUEST, start=_start(slug, words))


def busy(request: HttpRequest, slug: str, words: InterfaceWords) -> HttpResponse:
    """Too many have begun from this place within the minute."""
    told = (words.busy_heading, words.busy_text)
    return _say(request, words, *told, status=HTTPStatus.TOO_MANY_REQUESTS, start=_start(slug, words))


def already(request: HttpRequest, survey: Survey, words: InterfaceWords) -> HttpResponse:
    """Sent before: it counts once."""
    told = (words.already_heading, words.already_text)
    return _say(request, words, *told, status=HTTPStatus.CONFLICT, survey=survey)


def not_taken(request: HttpRequest, survey: Survey, words: InterfaceWords, refusal: ResponseRefusal) -> HttpResponse:
    """Why answers were not taken, in the language in which they were given."""
    if isinstance(refusal, SurveyClosed):
        return closed(request, survey, words, unsent=True)
    if isinstance(refusal, AlreadySent):
        return already(request, survey, words)
    status = HTTPStatus.BAD_REQUEST if isinstance(refusal, NotThisSurvey | AnswerRefused) else HTTPStatus.CONFLICT
    told = (getattr(words, refusal.heading), getattr(words, refusal.text))
    return _say(request, words, *told, status=status, start=_start(survey.slug, words))


def _start(slug: str, words: InterfaceWords) -> str:
    return f"{reverse('surveys:survey-detail', args=[slug])}?language={words.language}"


def _say(
    request: HttpRequest, words: InterfaceWords, heading: str, text: str, *, status: int, start: str = "",
    survey: Survey | None = None,
) -> HttpResponse:  # fmt: skip
    results = results_of(survey) if survey else ""
    told: dict[str, Any] = {"heading": heading, "text": text, "start": start, "survey": survey, "results": results}
    return draw(request, "refused.html", words, status=status, **told)
