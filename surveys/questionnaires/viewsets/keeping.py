"""The staff screen on which an approver has the answers of a published survey deleted sooner."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from people.accounts.policies import signed_in_person
from surveys.questionnaires import operations
from surveys.questionnaires.forms import KeepLessForm
from surveys.questionnaires.models import Survey
from surveys.questionnaires.operations import SurveyRefusal
from surveys.questionnaires.policies import may_publish_surveys


def keep_less(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Ask for fewer months and for certainty, then keep answers for that long. A refusal stands beside the number."""
    if not may_publish_surveys(request.user):
        return permission_denied(request)
    survey = get_object_or_404(Survey, pk=survey_id)
    if survey.launched_at is None:
        messages.info(request, str(operations.NotLaunched()))
        return redirect("survey:index")
    form, status = KeepLessForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                months, by = form.cleaned_data["months"], signed_in_person(request)
                operations.keep_for_less_long(survey=survey, months=months, by=by, at=timezone.now())
            except SurveyRefusal as refusal:
                form.add_error("months", str(refusal))
                status = 409
            else:
                messages.success(request, "Saved. Answers are deleted sooner.")
                return redirect("survey:index")
    return render(request, "surveys/keep_less.html", {"survey": survey, "form": form}, status=status, using="django")


urlpatterns = [path("surveys/survey/<int:survey_id>/keep-less/", keep_less, name="surveys_keep_less")]
