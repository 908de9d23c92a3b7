"""The reviewer's screens of what was read and kept: the list, and removing a text or quoting it no more."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from surveys.questionnaires.models import Survey
from surveys.questionnaires.policies import may_read_texts
from surveys.responses import operations
from surveys.responses.models import HeldText
from surveys.responses.queries.reading import kept_texts
from surveys.responses.viewsets.texts import ON_A_PAGE, reader_of, shown, unkept


class Deed(NamedTuple):
    """What is asked before it is done, and said once it is."""

    heading: str
    follows: str
    button: str
    done: str
    verb: Callable[..., HeldText]


REMOVE = Deed(
    "Remove this text",
    "It is deleted for good, and no page quotes it any more. Nobody can bring it back.",
    "Remove it for good",
    "Removed.",
    operations.remove_kept_text,
)
WITHDRAW = Deed(
    "Quote this text no more",
    "Pages that quote it show nothing in its place. It stays among what was kept. Its writer said that it may be "
    "quoted, and nobody knows whom to ask again: this cannot be undone.",
    "Quote it no more",
    "It is not quoted any more.",
    operations.withdraw_quotation,
)


def texts_kept(request: HttpRequest, survey_id: int) -> HttpResponse:
    """What was kept of a survey, in no order; what may be quoted comes first."""
    survey = get_object_or_404(Survey, pk=survey_id)
    if not may_read_texts(request.user, survey):
        return permission_denied(request)
    page = Paginator(kept_texts(survey), ON_A_PAGE).get_page(request.GET.get("p"))
    context = {"survey": survey, "page": page, "rows": [shown(text) for text in page]}
    return unkept(render(request, "surveys/texts_kept.html", context, using="django"))


def text_remove(request: HttpRequest, survey_id: int, key: UUID) -> HttpResponse:
    """Ask once, then remove a text that was kept."""
    return _ask_then_do(request, survey_id, key, REMOVE)


def text_withdraw(request: HttpRequest, survey_id: int, key: UUID) -> HttpResponse:
    """Ask once, then quote a text no more."""
    return _ask_then_do(request, survey_id, key, WITHDRAW)


def _ask_then_do(request: HttpRequest, survey_id: int, key: UUID, deed: Deed) -> HttpResponse:
    survey = get_object_or_404(Survey, pk=survey_id)
    if not may_read_texts(request.user, survey):
        return permission_denied(request)
    text = kept_texts(survey).filter(pk=key).first()
    if text is not None and request.method != "POST":
        context = {"survey": survey, "deed": deed, **shown(text)}
        return unkept(render(request, "surveys/text_kept.html", context, using="django"))
    try:
        if text is None:
            raise operations.NotKept
        deed.verb(text=text, by=reader_of(request.user), at=timezone.now())
    except operations.TextRefusal as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, deed.done)
    return redirect("survey_texts:kept", survey.pk)
