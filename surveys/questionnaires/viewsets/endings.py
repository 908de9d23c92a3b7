"""The staff screens for what cannot be undone: making a survey more private, and closing it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from people.accounts.policies import signed_in_person
from surveys.questionnaires import operations
from surveys.questionnaires.forms import MODES, MorePrivateForm
from surveys.questionnaires.models import Mode, Survey
from surveys.questionnaires.operations import SurveyRefusal
from surveys.questionnaires.policies import may_publish_surveys


def make_more_private(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Ask for the mode and for certainty, then do it."""
    if not may_publish_surveys(request.user):
        return permission_denied(request)
    survey = get_object_or_404(Survey, pk=survey_id)
    form = MorePrivateForm(request.POST or None, survey=survey)
    if request.method == "POST" and form.is_valid():
        try:
            mode, by = form.cleaned_data["mode"], signed_in_person(request)
            operations.make_more_private(survey=survey, mode=mode, by=by, at=timezone.now())
        except SurveyRefusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"From now on: {mode.label}.")
        return redirect("survey:index")
    context = {
        "survey": survey,
        "form": form,
        "now": MODES[Mode(survey.mode)],
        "is_most_private": survey.mode == Mode.COUNTED,
        "is_draft": survey.launched_at is None,
    }
    status = 400 if form.errors else 200
    return render(request, "surveys/more_private.html", context, status=status, using="django")


def close_survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Ask once, then take no more answers. Where there is nothing to close, lead back and say why."""
    if not may_publish_surveys(request.user):
        return permission_denied(request)
    survey = get_object_or_404(Survey, pk=survey_id)
    if request.method == "POST":
        try:
            operations.close_survey(survey=survey, by=signed_in_person(request), at=timezone.now())
        except SurveyRefusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The survey is closed. Nobody can answer it any more.")
        return redirect("survey:index")
    if survey.launched_at is None or survey.closed_at is not None:
        why_not = operations.NotLaunched() if survey.launched_at is None else operations.AlreadyClosed()
        messages.info(request, str(why_not))
        return redirect("survey:index")
    context = {"survey": survey, "back": reverse("survey:index")}
    return render(request, "surveys/close.html", context, using="django")


urlpatterns = [
    path("surveys/survey/<int:survey_id>/more-private/", make_more_private, name="surveys_more_private"),
    path("surveys/survey/<int:survey_id>/close/", close_survey, name="surveys_close"),
]
