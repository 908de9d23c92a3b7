"""The staff screen that says what keeps a survey from being published, what would be frozen, and publishes it."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from people.accounts.policies import signed_in_person
from surveys.questionnaires import operations
from surveys.questionnaires.forms import MODES, MendForm
from surveys.questionnaires.models import Mode, Survey, Version
from surveys.questionnaires.operations import SurveyRefusal
from surveys.questionnaires.policies import may_build_surveys, may_open_surveys, may_publish_surveys
from surveys.questionnaires.queries import changes
from surveys.questionnaires.queries.differences import Differences, differences
from surveys.questionnaires.queries.drafts import Draft, agreed, checked_draft_of
from surveys.questionnaires.queries.translations import progress
from surveys.questionnaires.queries.versions import current_version
from surveys.questionnaires.viewsets.outlines import change_lines, joined_lines, outline, problem_lines

PUBLISHED = "Version {number} is published. People answer it from now on."
LAUNCHED = "The survey is open. People can answer it until the end of {day}."


def check_survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Show the checks to those who build or publish; publish, or mend words, for those who publish."""
    if not may_open_surveys(request.user):
        return permission_denied(request)
    survey = get_object_or_404(Survey.objects.select_related("reviewer").prefetch_related("translations"), pk=survey_id)
    if request.method != "POST":
        return _show(request, survey)
    if not may_publish_surveys(request.user):
        return permission_denied(request)
    form = MendForm(request.POST) if "mend" in request.POST else None
    if form is not None and not form.is_valid():
        return _show(request, survey, form=form, status=400)
    try:
        said = _mend(request, survey, form) if form else _publish(request, survey)
    except SurveyRefusal as refusal:
        return _show(request, survey, refusal=str(refusal), status=409)
    messages.success(request, said)
    return redirect("surveys_publish", survey.pk)


def _publish(request: HttpRequest, survey: Survey) -> str:
    made = operations.publish(
        survey=survey,
        others=frozenset(request.POST.getlist("other")),
        seen=request.POST.get("seen", ""),
        by=signed_in_person(request),
        at=timezone.now(),
    )
    if made.number == 1:
        return LAUNCHED.format(day=f"{survey.closes_on:%-d %B %Y}")
    return PUBLISHED.format(number=made.number)


def _mend(request: HttpRequest, survey: Survey, form: Form) -> str:
    fixes = operations.mend_words(
        survey=survey,
        reason=form.cleaned_data["reason"],
        seen=request.POST.get("seen", ""),
        by=signed_in_person(request),
        at=timezone.now(),
    )
    return "1 text is mended." if len(fixes) == 1 else f"{len(fixes)} texts are mended."


def _show(
    request: HttpRequest, survey: Survey, *, form: Form | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    draft, version = checked_draft_of(survey), current_version(survey)
    may_publish = may_publish_surveys(request.user)
    is_alone = may_publish and changes.is_alone(survey, request.user)
    found = differences(version, draft) if version else None
    context: dict[str, Any] = {
        "survey": survey,
        "status": survey.status_at(timezone.now()).label,
        "mode": MODES[Mode(survey.mode)],
        "problems": problem_lines(draft, reverse("survey:edit", args=[survey.pk])),
        "notes": draft.notes,
        "translations": progress(survey, draft),
        "outline": outline(draft),
        "seen": agreed(survey, draft),
        "refusal": refusal,
        "may_build": may_build_surveys(request.user),
        "may_publish": may_publish and not is_alone,
        "is_alone": is_alone,
        "raw_readers": survey.raw_readers.order_by("name", "pk"),
        "form": form or MendForm(),
        "version": version,
    }
    if version is not None and found is not None:
        context |= _changes(version, draft, found)
    return render(request, "surveys/check.html", context, status=status, using="django")


def _changes(version: Version, draft: Draft, found: Differences) -> dict[str, Any]:
    next_on = changes.next_version_on(version)
    return {
        "changes": found,
        "waits_until": next_on if next_on > timezone.localdate() else None,
        "words": change_lines(version, draft, found),
        "joined": joined_lines(version, draft, found),
    }


urlpatterns = [path("surveys/survey/<int:survey_id>/publish/", check_survey, name="surveys_publish")]
