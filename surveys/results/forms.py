"""Forms of results: looking closer, publishing, and giving a reason."""

from typing import Any

from django import forms

from surveys.models import Publication, Survey
from surveys.results.exports.files import Format
from surveys.results.operations.exporting import LEAST_REASON
from surveys.results.queries.choices import Choices
from surveys.results.queries.selections import Look

EVERYBODY = ("", "Everybody")
MOST_LETTERS = 10_000


class LookForm(forms.Form):
    """Whose answers, and compared by what."""

    groups = forms.ChoiceField(label="Compare by", required=False)
    questions = forms.ChoiceField(label="Which question", required=False)
    about = forms.ChoiceField(label="About", required=False)
    period = forms.ChoiceField(label="Answered in", required=False)
    version = forms.ChoiceField(label="Version of the questions", required=False)
    group = forms.ChoiceField(label="Only people who answered", required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "groups": [("", "Nothing: each question by itself"), *choices.groups],
            "questions": [("", "Every question"), *choices.questions],
            "about": [EVERYBODY, *choices.about] if choices.about else [],
            "period": [EVERYBODY, *choices.period] if choices.period else [],
            "version": [("", "All versions"), *choices.version] if choices.version else [],
            "group": [EVERYBODY, *choices.group] if choices.group else [],
        }
        for name, values in offered.items():
            if values:
                self.fields[name].choices = values  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def look(self) -> Look:
        """What was chosen."""
        return Look.from_fields(self.cleaned_data)


class PublishForm(forms.Form):
    """What the public reads."""

    findings = forms.CharField(
        label="What we heard",
        help_text="In plain words, the most important first. An empty line begins a new paragraph.",
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    response = forms.CharField(
        label="What we do because of it",
        help_text="What, who does it, and by when. Say as well what you cannot do, and why.",
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    questions = forms.MultipleChoiceField(label="Questions that are shown", widget=forms.CheckboxSelectMultiple)
    comparisons = forms.MultipleChoiceField(
        label="Comparisons that are shown", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        questions: list[tuple[str, str]],
        comparisons: list[tuple[str, str]],
        publication: Publication | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questions"].choices = questions  # type: ignore[attr-defined]
        self.fields["comparisons"].choices = comparisons  # type: ignore[attr-defined]
        self.initial = {"questions": [key for key, _words in questions]}
        if publication:
            self.initial |= {"findings": publication.findings, "response": publication.response}
        if not comparisons:
            del self.fields["comparisons"]


class TakeAnswersForm(forms.Form):
    """A reason for taking single answers away, and as what."""

    reason = forms.CharField(
        label="Why you need them, and what for",
        help_text=f"In {LEAST_REASON} letters or more. It is kept with your name.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    what = forms.ChoiceField(label="As", widget=forms.RadioSelect)

    def __init__(self, *args: Any, survey: Survey, keeps_rows: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = [(form.value, f"Single answers as {form.label}") for form in Format] if keeps_rows else []
        texts = ("texts", "What people wrote in their own words and its reader kept, as CSV")
        self.fields["what"].choices = [*answers, texts]  # type: ignore[attr-defined]
