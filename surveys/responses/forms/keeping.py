"""What an approver is asked before answers are deleted sooner."""

from django import forms

from surveys.questionnaires.forms import DecisionForm
from surveys.questionnaires.operations import SurveyRefusal
from surveys.responses.operations.keeping import DeletedTonight


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
