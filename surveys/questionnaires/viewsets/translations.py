"""The staff screens on which a survey is translated: side by side, in parts, or in a sheet for a translator."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from documents.exports import XLSX, log_export
from documents.spreadsheets import Refused, read_spreadsheet
from people.accounts.policies import signed_in_person
from surveys.questionnaires import operations
from surveys.questionnaires.forms import SheetForm
from surveys.questionnaires.models import Survey, SurveyStatus
from surveys.questionnaires.operations import SurveyRefusal, TranslatedMeanwhile
from surveys.questionnaires.policies import may_build_surveys
from surveys.questionnaires.queries.drafts import draft_of
from surveys.questionnaires.queries.languages import direction, language_name
from surveys.questionnaires.queries.sheets import MOST_ROWS, NotASheet, sheet_of, texts_of
from surveys.questionnaires.queries.translations import Section, State, progress, sections

# What is said besides, once a translation is saved.
SAVED = {
    SurveyStatus.DRAFT: "",
    SurveyStatus.OPEN: " Publish, or mend, to show it to people.",
    SurveyStatus.CLOSED: " An approver can mend the words with it.",
}
TEXT, STILL, READ = "text:", "still:", "read"


def survey_translations(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Each language with how far it is."""
    if not may_build_surveys(request.user):
        return permission_denied(request)
    survey = get_object_or_404(Survey.objects.prefetch_related("translations"), pk=survey_id)
    languages = [{"code": each.language, "name": each.name, "progress": each}
                 for each in progress(survey, draft_of(survey))]  # fmt: skip
    context = {"survey": survey, "languages": languages}
    return render(request, "surveys/translations.html", context, using="django")


def translate(request: HttpRequest, survey_id: int, language: str) -> HttpResponse:
    """One language beside the English. What is filled in is saved, however much is missing; where it is not, all that
    was typed stays, beside what somebody else wrote meanwhile."""
    if not may_build_surveys(request.user):
        return permission_denied(request)
    survey = _survey_in(survey_id, language)
    if request.method != "POST":
        return _show(request, survey, language)
    texts = {name.removeprefix(TEXT): str(text) for name, text in request.POST.items() if name.startswith(TEXT)}
    still = frozenset(name.removeprefix(STILL) for name in request.POST if name.startswith(STILL))
    refusal = _save(request, survey, language, texts, read=_read(request), still_right=still)
    if refusal is None:
        return redirect("surveys_translate", survey.pk, language)
    return _show(request, survey, language, refusal=refusal, typed=texts)


def translation_sheet(request: HttpRequest, survey_id: int, language: str) -> HttpResponse:
    """Every text with its English, as a spreadsheet for a translator."""
    if not may_build_surveys(request.user):
        return permission_denied(request)
    survey = _survey_in(survey_id, language)
    content, number = sheet_of(survey, language, draft_of(survey))
    log_export(
        action="surveys.translation.export",
        title=str(survey),
        of=survey,
        by=signed_in_person(request),
        rows=number,
        form="xlsx",
        language=language,
    )
    name = f"{survey.slug}-{language}.xlsx"
    return HttpResponse(content, XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def take_in_sheet(request: HttpRequest, survey_id: int, language: str) -> HttpResponse:
    """Take the translations out of a sheet that came back. Rows whose English has changed since are said; where
    somebody else wrote the same texts since, nothing is saved, and what the sheet says stands beside theirs."""
    if not may_build_surveys(request.user):
        return permission_denied(request)
    survey, form = _survey_in(survey_id, language), SheetForm(request.POST, request.FILES)
    if request.method != "POST":
        return redirect("surveys_translate", survey.pk, language)
    if not form.is_valid():
        return _show(request, survey, language, sheet=form)
    try:
        table = read_spreadsheet(form.cleaned_data["sheet"], most_rows=MOST_ROWS)
        found = texts_of(table, survey, language, draft_of(survey))
    except (Refused, NotASheet) as refused:
        form.add_error("sheet", str(refused))
        return _show(request, survey, language, sheet=form)
    refusal = _save(request, survey, language, found.texts, read=found.read)
    if found.outdated:
        texts = "1 text was" if found.outdated == 1 else f"{found.outdated} texts were"
        messages.warning(request, f"{texts} left out: the English has changed since the sheet was made.")
    if refusal is None:
        return redirect("surveys_translate", survey.pk, language)
    return _show(request, survey, language, refusal=refusal, typed=found.texts)


def _survey_in(survey_id: int, language: str) -> Survey:
    survey = get_object_or_404(Survey.objects.prefetch_related("translations"), pk=survey_id)
    if language not in survey.languages:
        raise Http404
    return survey


def _read(request: HttpRequest) -> dict[str, str]:
    """What the texts were when the page was drawn, as the page itself says."""
    try:
        told = json.loads(request.POST.get(READ, "{}"))
    except ValueError:
        return {}
    return {key: str(text) for key, text in told.items()} if isinstance(told, dict) else {}


def _save(
    request: HttpRequest, survey: Survey, language: str, texts: Mapping[str, str], **facts: Any
) -> SurveyRefusal | None:
    """The refusal, if there is one."""
    by, at = signed_in_person(request), timezone.now()
    try:
        operations.save_translation(survey=survey, language=language, texts=texts, by=by, at=at, **facts)
    except SurveyRefusal as refusal:
        return refusal
    messages.success(request, f"Saved.{SAVED[survey.status_at(at)]}")
    return None


def _show(
    request: HttpRequest,
    survey: Survey,
    language: str,
    *,
    refusal: SurveyRefusal | None = None,
    typed: Mapping[str, str] | None = None,
    sheet: SheetForm | None = None,
) -> HttpResponse:
    draft = draft_of(survey)
    shown = sections(survey, language, draft)
    theirs = refusal.theirs if isinstance(refusal, TranslatedMeanwhile) else {}
    context: dict[str, Any] = {
        "survey": survey,
        "code": language,
        "name": language_name(language),
        "dir": direction(language),
        "sections": [_as_typed(section, typed or {}, theirs) for section in shown],
        "read": json.dumps({line.key: line.text for section in shown for line in section.lines}),
        "progress": next(each for each in progress(survey, draft) if each.language == language),
        "changed": State.CHANGED,
        "missing": State.MISSING,
        "name_of_area": State.NAME,
        "refusal": refusal or "",
        "sheet": sheet or SheetForm(),
    }
    status = 409 if refusal else 400 if sheet else 200
    return render(request, "surveys/translate.html", context, status=status, using="django")


def _as_typed(section: Section, typed: Mapping[str, str], theirs: Mapping[str, str]) -> Section:
    lines = (replace(each, text=typed.get(each.key, each.text), theirs=theirs.get(each.key)) for each in section.lines)
    return replace(section, lines=tuple(lines))


_ONE = "surveys/survey/<int:survey_id>/translations/<slug:language>/"
urlpatterns = [
    path("surveys/survey/<int:survey_id>/translations/", survey_translations, name="surveys_translations"),
    path(_ONE, translate, name="surveys_translate"),
    path(f"{_ONE}sheet/", translation_sheet, name="surveys_translation_sheet"),
    path(f"{_ONE}sheet/take-in/", take_in_sheet, name="surveys_take_in_sheet"),
]
