"""Pages that say kindly why something cannot be done, and what can."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from surveys.questionnaires.models import Survey
from surveys.responses.operations import AlreadySent, CodeSpent, NotACode, ResponseRefusal, SurveyClosed
from surveys.responses.views.drawing import draw
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
    shown = Survey.objects.filter(pk=survey.pk, publication__isnull=False, publication__withdrawn_at__isnull=True)
    return draw(request, "closed.html", words, status=status, survey=survey, unsent=unsent, has_results=shown.exists())


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
    return _say(request, words, words.already_heading, words.already_text, status=HTTPStatus.CONFLICT, survey=survey)


def not_taken(request: HttpRequest, survey: Survey, words: InterfaceWords, refusal: ResponseRefusal) -> HttpResponse:
    """Why answers were not taken, in the language in which they were given."""
    if isinstance(refusal, SurveyClosed):
        return closed(request, survey, words, unsent=True)
    if isinstance(refusal, CodeSpent | NotACode):
        text = words.printed_code_spent if isinstance(refusal, CodeSpent) else words.printed_code_wrong
        told = (words.refused_heading, f"{text}.")
        return _say(request, words, *told, status=HTTPStatus.CONFLICT, start=_start(survey.slug, words))
    if isinstance(refusal, AlreadySent):
        return already(request, survey, words)
    return tampered(request, survey.slug, words)


def _start(slug: str, words: InterfaceWords) -> str:
    return f"{reverse('surveys:survey-detail', args=[slug])}?language={words.language}"


def _say(
    request: HttpRequest, words: InterfaceWords, heading: str, text: str, *, status: int, start: str = "",
    survey: Survey | None = None,
) -> HttpResponse:  # fmt: skip
    told = {"heading": heading, "text": text, "start": start, "survey": survey}
    return draw(request, "refused.html", words, status=status, **told)
