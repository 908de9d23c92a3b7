"""The staff screen on which an approver has the answers of a published survey deleted sooner."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from documents.dates import day
from surveys.questionnaires.models import Survey
from surveys.questionnaires.viewsets.deciding import decide
from surveys.responses.forms.keeping import KeepLessForm
from surveys.responses.operations.keeping import go_tonight, keep_for_less_long


def keep_less(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Ask for fewer months and for certainty, then keep answers for that long."""
    template = "surveys/keep_less.html"
    return decide(request, survey_id, ask=KeepLessForm, do=keep_for_less_long, template=template, done=_done)


def _done(survey: Survey) -> str:
    goes_on = survey.answers_go_on()
    if goes_on is None:
        months = survey.months_of_keeping()
        return f"Saved. Answers are deleted {months} month{'' if months == 1 else 's'} after the survey closes."
    is_tonight = go_tonight(survey, timezone.now())
    return f"Saved. Answers are deleted {'in the coming night' if is_tonight else f'on {day(goes_on)}'}."


urlpatterns = [path("surveys/survey/<int:survey_id>/keep-less/", keep_less, name="surveys_keep_less")]
