"""What staff are asked of a survey, and before something is done that cannot be undone."""

from collections.abc import Iterable
from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from people.models import Person
from surveys.questionnaires.models import Mode, Survey
from surveys.questionnaires.operations.readers import READING
from surveys.questionnaires.operations.refusals import NEVER_LESS, SurveyRefusal
from surveys.questionnaires.operations.surveys import FIXED_AT_LAUNCH, STILL_OPEN_ONCE_CLOSED
from surveys.questionnaires.policies import may_publish_surveys
from surveys.questionnaires.queries.languages import LANGUAGES

MODES = {
    Mode.COUNTED: (
        "Counted only. Each answer is added to totals at once, and no list of answers is kept. Choose this for the "
        "most sensitive questions. Say beforehand which two questions are to be counted together."
    ),
    Mode.ANONYMOUS: (
        "Anonymous. Each set of answers is kept with its week (about a course, with its quarter of the year), and with "
        "nothing that tells who gave it or how."
    ),
    Mode.PAIRED: (
        "Paired. Before and after are joined by a code that people make up themselves. When the survey closes, the "
        "code is deleted."
    ),
    Mode.NAMED: "Named. People sign in, and their answers are kept with their name. Say so in the introduction.",
}


def _raw_readers() -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        label="Who may take away single answers",
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Best nobody. Each time they give a reason, which is logged. You cannot name yourself.",
    )


class SurveyForm(WagtailAdminModelForm):
    """The facts of a survey and its questions. What was promised at launch can be read here and not changed."""

    languages = forms.MultipleChoiceField(
        choices=list(LANGUAGES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Besides English. Each gets a screen on which it is translated.",
    )
    mode = forms.TypedChoiceField(
        label="How private answers are",
        choices=list(MODES.items()),
        coerce=lambda value: Mode(int(value)),
        initial=Mode.ANONYMOUS,
        widget=forms.RadioSelect,
        help_text="Once published, a survey can become more private, and never less.",
    )
    reviewer = forms.ModelChoiceField(
        label="Who reads it",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Nobody: people are not asked for their own words",
        help_text="Reads what people write in their own words, before anybody else does",
    )
    raw_readers = _raw_readers()

    class Media:
        js = ["surveys/conditions.js"]

    class Meta:
        model = Survey
        fields = [
            "title",
            "slug",
            "purpose",
            "introduction",
            "thanks",
            "languages",
            "content",
            "mode",
            "is_by_invitation",
            "raw_readers",
            "months_kept",
            "closes_on",
            "results_on",
            *READING,
        ]
        labels = {"slug": "Address", "purpose": "What it is for"}
        widgets = {"introduction": forms.Textarea(attrs={"rows": 4}), "thanks": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_staff(self)
        if self.instance.closed_at is not None:
            self._fix(self.fields.keys() - STILL_OPEN_ONCE_CLOSED, "Stays as it was when the survey closed.")
        if self.instance.launched_at is not None:
            self._fix(FIXED_AT_LAUNCH, "Stays as it was when the survey was published.")
            if not may_publish_surveys(self.for_user):
                self._show_readers()

    def _fix(self, names: Iterable[str], why: str) -> None:
        for name in names:
            self.fields[name].disabled = True
            self.fields[name].help_text = why

    def _show_readers(self) -> None:
        """Once the survey is published, whoever builds it sees its readers, and an approver names others."""
        named = {"reviewer": [self.instance.reviewer_id], "raw_readers": self.instance.raw_readers.values("pk")}
        for name, keys in named.items():
            field: Any = self.fields[name]
            field.queryset = Person.objects.filter(pk__in=keys).order_by("name", "pk")
            field.disabled = True
            field.help_text = "Once the survey is published, an approver names others, under “Readers” in its menu."

    def clean(self) -> dict[str, Any]:
        """Refuse dates and hours that contradict one another. What is missing may be missing until it is published."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        closes, results = facts.get("closes_on"), facts.get("results_on")
        if closes and results and results <= closes:
            self.add_error("results_on", "Results appear after the last day to answer. Choose a later day.")
        check_hours(self, facts)
        return facts


def _hour() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class DecisionForm(forms.Form):
    """What an approver is asked before something is done with a published survey."""

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def asked(self) -> list[forms.BoundField]:
        """The fields that are drawn, in their order."""
        return list(self)

    def refuse(self, refusal: SurveyRefusal) -> None:
        """Say why it is not done."""
        self.add_error(None, str(refusal))


class ReadersForm(DecisionForm):
    """Who reads what people wrote in a published survey, and who may take single answers away."""

    reviewer = forms.ModelChoiceField(
        label="Who reads what people write",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Nobody",
        help_text="What waits to be read is then theirs, and nobody else’s.",
    )
    read_from = forms.TimeField(
        label="From", required=False, widget=_hour(), help_text="When they read it on working days"
    )
    read_until = forms.TimeField(label="Until", required=False, widget=_hour())
    raw_readers = _raw_readers()

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        named = {name: getattr(survey, name) for name in READING} | {"raw_readers": survey.raw_readers.all()}
        super().__init__(*args, survey=survey, **{"initial": named, **kwargs})
        offer_staff(self)

    def clean(self) -> dict[str, Any]:
        """A reader has hours."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        check_hours(self, facts)
        return facts


def offer_staff(form: forms.BaseForm) -> None:
    """Offer everybody of the staff as a reader."""
    staff = Person.objects.filter(is_staff=True, is_active=True).order_by("name", "pk")
    for name in ("reviewer", "raw_readers"):
        field: Any = form.fields[name]
        field.queryset = staff


def check_hours(form: forms.BaseForm, facts: dict[str, Any]) -> None:
    """Refuse a reader without hours, and hours without an order. Where nobody reads there are none."""
    if facts.get("reviewer") is None:
        facts["read_from"] = facts["read_until"] = None
    elif not (facts.get("read_from") and facts.get("read_until")):
        missing = "read_until" if facts.get("read_from") else "read_from"
        form.add_error(missing, "Say from when until when they read on working days. People are told it.")
    elif facts["read_from"] >= facts["read_until"]:
        form.add_error("read_until", "Choose an hour that is later than the first one.")


class MendForm(forms.Form):
    """Why words are mended."""

    reason = forms.CharField(max_length=200, help_text="For example: a spelling mistake. It is kept with each fix.")


class MorePrivateForm(DecisionForm):
    """The modes that are more private than the present one, and that it was understood what is lost."""

    mode = forms.TypedChoiceField(
        label="From now on",
        widget=forms.RadioSelect,
        coerce=lambda value: Mode(int(value)),
        choices=[],
        error_messages={"required": "Choose how private answers are from now on.", "invalid_choice": NEVER_LESS},
    )
    is_sure = forms.BooleanField(
        label="I know that what is taken away cannot be brought back",
        error_messages={"required": "Tick the box to say that you know this cannot be undone."},
    )

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, survey=survey, **kwargs)
        field: Any = self.fields["mode"]
        field.choices = [(mode.value, words) for mode, words in MODES.items() if mode > survey.mode]


class SheetForm(forms.Form):
    """A translator's sheet that comes back."""

    sheet = forms.FileField(label="The filled-in sheet", help_text="As .xlsx or .csv, with its first column unchanged")
