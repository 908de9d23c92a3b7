"""The staff screen on which an approver names the readers of a survey that was published."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from people.accounts.policies import signed_in_person
from surveys.questionnaires import operations
from surveys.questionnaires.forms import ReadersForm
from surveys.questionnaires.models import Survey
from surveys.questionnaires.operations import SurveyRefusal
from surveys.questionnaires.policies import may_publish_surveys


def name_readers(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Who reads what people wrote, when, and who may take single answers away; also once the survey is closed."""
    if not may_publish_surveys(request.user):
        return permission_denied(request)
    survey = get_object_or_404(Survey.objects.select_related("reviewer"), pk=survey_id)
    if survey.launched_at is None:
        messages.info(request, str(operations.NotLaunched()))
        return redirect("survey:index")
    form, status = ReadersForm(request.POST or None, survey=survey), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                by, at = signed_in_person(request), timezone.now()
                operations.change_survey(survey=survey, **form.cleaned_data, by=by, at=at)
            except SurveyRefusal as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                messages.success(request, "Saved.")
                return redirect("survey:index")
    return render(request, "surveys/readers.html", {"survey": survey, "form": form}, status=status, using="django")


urlpatterns = [path("surveys/survey/<int:survey_id>/readers/", name_readers, name="surveys_readers")]
