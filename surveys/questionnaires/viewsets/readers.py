"""The staff screen on which an approver names the readers of a survey that was published."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from surveys.questionnaires.forms import ReadersForm
from surveys.questionnaires.operations import change_survey
from surveys.questionnaires.viewsets.deciding import decide


def name_readers(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Who reads what people wrote, when, and who may take single answers away; also once the survey is closed."""
    template = "surveys/readers.html"
    return decide(request, survey_id, ask=ReadersForm, do=change_survey, template=template, done=lambda _: "Saved.")


urlpatterns = [path("surveys/survey/<int:survey_id>/readers/", name_readers, name="surveys_readers")]
