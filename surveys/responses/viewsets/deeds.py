"""What the reviewer does to a text for good: each is asked once before it is done."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from surveys.questionnaires.models import Survey
from surveys.questionnaires.policies import may_read_texts
from surveys.responses import operations
from surveys.responses.models import HeldText
from surveys.responses.queries.reading import kept_texts, texts_to_read
from surveys.responses.viewsets.texts import reader_of, shown, unkept


class Deed(NamedTuple):
    """What is asked before it is done, and said once it is; among which texts, what is said of one that is not there,
    and the screen that it leads back to."""

    heading: str
    follows: str
    button: str
    done: str
    verb: Callable[..., HeldText]
    among: Callable[[Survey], QuerySet[HeldText]]
    missing: type[operations.TextRefusal]
    back: str


REMOVE = Deed(
    "Remove this text",
    "It is deleted for good: nobody else will ever read it. If it tells of danger to somebody, follow your "
    "safeguarding procedure first.",
    "Remove it for good",
    "Removed.",
    operations.remove_text,
    texts_to_read,
    operations.AlreadyRead,
    "survey_texts:survey",
)
REMOVE_KEPT = Deed(
    "Remove this text",
    "It is deleted for good, and no page quotes it any more. Nobody can bring it back.",
    "Remove it for good",
    "Removed.",
    operations.remove_kept_text,
    kept_texts,
    operations.NotKept,
    "survey_texts:kept",
)
WITHDRAW = Deed(
    "Quote this text no more",
    "Pages that quote it show nothing in its place. It stays among what was kept. Its writer said that it may be "
    "quoted, and nobody knows whom to ask again: this cannot be undone.",
    "Quote it no more",
    "It is not quoted any more.",
    operations.withdraw_quotation,
    kept_texts,
    operations.NotKept,
    "survey_texts:kept",
)


def text_remove(request: HttpRequest, survey_id: int, key: UUID) -> HttpResponse:
    """Ask once, then remove a text that waits to be read."""
    return _ask_then_do(request, survey_id, key, REMOVE)


def kept_text_remove(request: HttpRequest, survey_id: int, key: UUID) -> HttpResponse:
    """Ask once, then remove a text that was kept."""
    return _ask_then_do(request, survey_id, key, REMOVE_KEPT)


def kept_text_withdraw(request: HttpRequest, survey_id: int, key: UUID) -> HttpResponse:
    """Ask once, then quote a text no more."""
    return _ask_then_do(request, survey_id, key, WITHDRAW)


def _ask_then_do(request: HttpRequest, survey_id: int, key: UUID, deed: Deed) -> HttpResponse:
    survey = get_object_or_404(Survey, pk=survey_id)
    if not may_read_texts(request.user, survey):
        return permission_denied(request)
    text = deed.among(survey).filter(pk=key).first()
    if text is not None and request.method != "POST":
        context = {"survey": survey, "deed": deed, **shown(text)}
        return unkept(render(request, "surveys/text_deed.html", context, using="django"))
    try:
        if text is None:
            raise deed.missing
        deed.verb(text=text, by=reader_of(request.user), at=timezone.now())
    except operations.TextRefusal as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, deed.done)
    return redirect(deed.back, survey.pk)
