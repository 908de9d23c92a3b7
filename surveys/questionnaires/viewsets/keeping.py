"""The staff screen on which an approver has the answers of a published survey deleted sooner."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from surveys.questionnaires.forms import KeepLessForm
from surveys.questionnaires.operations import keep_for_less_long
from surveys.questionnaires.viewsets.deciding import decide


def keep_less(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Ask for fewer months and for certainty, then keep answers for that long."""
    return decide(
        request,
        survey_id,
        ask=KeepLessForm,
        do=keep_for_less_long,
        template="surveys/keep_less.html",
        done="Saved. Answers are deleted sooner.",
    )


urlpatterns = [path("surveys/survey/<int:survey_id>/keep-less/", keep_less, name="surveys_keep_less")]
