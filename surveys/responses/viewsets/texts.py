"""The reviewer's screens: which surveys have texts to read, the texts of one, and taking words out of a text."""

from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from people.models import Person
from surveys.questionnaires.definition.words import SOURCE, Wording, question_key
from surveys.questionnaires.models import Survey
from surveys.questionnaires.policies import may_read_texts
from surveys.responses import operations
from surveys.responses.models import HeldText
from surveys.responses.queries.marking import Part, marked
from surveys.responses.queries.reading import kept_texts, piles_of, texts_to_read

ON_A_PAGE = 20
DONE = {"keep": "Kept as it was written.", "shorten": "Kept without those words."}


def texts_index(request: HttpRequest) -> HttpResponse:
    """The surveys whose texts the viewer reads, with how many wait. Whoever reads none is told so."""
    piles = piles_of(reader_of(request.user))
    return render(request, "surveys/texts_index.html", {"piles": piles}, using="django")


def texts_of_survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    """What waits to be read, in no order and without any time. A text is kept here; all else is asked first."""
    survey = get_object_or_404(Survey, pk=survey_id)
    if not may_read_texts(request.user, survey):
        return permission_denied(request)
    if request.method == "POST":
        return _keep(request, survey)
    page = Paginator(texts_to_read(survey), ON_A_PAGE).get_page(request.GET.get("p"))
    rows = [shown(text) for text in page]
    context = {"survey": survey, "page": page, "rows": rows, "kept": kept_texts(survey).count()}
    return unkept(render(request, "surveys/texts.html", context, using="django"))


def text_shorten(request: HttpRequest, survey_id: int, key: UUID) -> HttpResponse:
    """Take words out of one text: what goes is shown before it does."""
    survey = get_object_or_404(Survey, pk=survey_id)
    if not may_read_texts(request.user, survey):
        return permission_denied(request)
    text = texts_to_read(survey).filter(pk=key).first()
    if text is None:
        messages.info(request, str(operations.AlreadyRead()))
        return redirect("survey_texts:survey", survey.pk)
    shortened, refusal = request.POST.get("shortened", text.text), ""
    if request.method == "POST":
        try:
            if "keep" in request.POST:
                by = reader_of(request.user)
                operations.keep_shortened(text=text, shortened=shortened, by=by, at=timezone.now())
                messages.success(request, DONE["shorten"])
                return redirect("survey_texts:survey", survey.pk)
            operations.refuse_additions(text.text, shortened)
        except operations.TextRefusal as refused:
            refusal = str(refused)
    context = {
        "survey": survey, **shown(text), "shortened": shortened, "refusal": refusal,
        "difference": difference(text.text, shortened) if request.method == "POST" and not refusal else [],
    }  # fmt: skip
    status = 409 if refusal else 200
    return unkept(render(request, "surveys/text_shorten.html", context, status=status, using="django"))


def difference(written: str, shortened: str) -> list[Part]:
    """What was written in stretches, those that go marked as "gone"."""
    parts = []
    for how, start, end, *_ in SequenceMatcher(None, written, shortened, autojunk=False).get_opcodes():
        if end > start:
            parts.append(Part(written[start:end], "" if how == "equal" else "gone"))
    return parts


def _keep(request: HttpRequest, survey: Survey) -> HttpResponse:
    by = reader_of(request.user)
    try:
        text = texts_to_read(survey).filter(pk=UUID(request.POST.get("key", ""))).first()
    except ValueError as error:
        raise Http404 from error
    if request.POST.get("action") != "keep":
        raise Http404
    try:
        if text is None:
            raise operations.AlreadyRead
        operations.keep_text(text=text, by=by, at=timezone.now())
    except operations.TextRefusal as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, DONE["keep"])
    return redirect("survey_texts:survey", survey.pk)


def shown(text: HeldText) -> dict[str, Any]:
    """A text with its question in words, and in parts of which some may tell who is meant."""
    words = Wording(text.version.words, SOURCE)
    question = words.text(question_key(text.question)) or text.question
    return {"text": text, "question": question, "parts": marked(text.text)}


def reader_of(viewer: Person | AnonymousUser) -> Person:
    """Whoever is signed in."""
    assert isinstance(viewer, Person)  # noqa: S101  (the admin lets in nobody else)
    return viewer


def unkept(response: HttpResponse) -> HttpResponse:
    """What people wrote is kept by no browser and no cache."""
    response.headers["Cache-Control"] = "no-store, private"
    return response
