"""The staff screen on which an approver has the answers of a published survey deleted sooner."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from documents.dates import day
from surveys.questionnaires.forms import DecisionForm
from surveys.questionnaires.models import Survey
from surveys.questionnaires.operations import SurveyRefusal
from surveys.questionnaires.viewsets.deciding import decide
from surveys.responses.operations.keeping import DeletedTonight, go_tonight, keep_for_less_long


class KeepLessForm(DecisionForm):
    """For how many months answers are kept, fewer than now, and that it was understood what follows."""

    months = forms.IntegerField(label="Months after closing", min_value=1)
    is_sure = forms.BooleanField(
        label="I know that what is deleted cannot be brought back, and that this is never made longer again",
        error_messages={"required": "Tick the box to say that you know this cannot be undone."},
    )
    at_once = forms.BooleanField(label="Delete all answers in the coming night", required=False)

    def asked(self) -> list[forms.BoundField]:
        """The last box stands there only where it is needed."""
        needed = self["at_once"].errors or self["at_once"].value()
        return [field for field in self if needed or field.name != "at_once"]

    def clean(self) -> dict[str, object]:
        """What is done, without the certainty."""
        facts: dict[str, object] = super().clean() or self.cleaned_data
        facts.pop("is_sure", None)
        return facts

    def refuse(self, refusal: SurveyRefusal) -> None:
        """Say why beside the number, or at the box that has to be ticked."""
        self.add_error("at_once" if isinstance(refusal, DeletedTonight) else "months", str(refusal))


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
