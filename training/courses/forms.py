"""What staff are asked of a course."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.db.models import Q
from wagtail.admin.forms import WagtailAdminModelForm

from surveys.models import Purpose, Survey
from training.courses.models import Course, DeliveryMode
from training.courses.queries import renewable_courses

CANNOT_RENEW = "This course cannot renew that one. Choose another course, which is no refresher itself."
MOST_WORDS = 300  # what a sheet has room for beside a long name and a long title


class SecureLinkField(forms.URLField):
    """A link that begins with https://, and says so once."""

    default_validators = [URLValidator(schemes=["https"])]


class CourseForm(WagtailAdminModelForm):
    """The facts of a course, and its rule for a certificate."""

    delivery_modes = forms.MultipleChoiceField(
        label="Ways it can be taught", choices=DeliveryMode.choices, widget=forms.CheckboxSelectMultiple
    )
    evaluation = forms.ModelChoiceField(
        label="Questionnaire of ours",
        queryset=Survey.objects.none(),
        required=False,
        empty_label="None",
        help_text=(
            "Those who came are asked to answer it, once it is open: our thanks and their booking lead there, and we "
            "note by ourselves, the next day, that they have answered. One that is paired also asks those who have a "
            "place, before the session. Nothing leads from an answer to a person or a "
            "booking, unless the questionnaire says that it keeps names."
        ),
    )
    evaluation_link = SecureLinkField(
        label="Link to the evaluation",
        required=False,
        assume_scheme="https",
        help_text=(
            "Where people say what they thought of it, if that is elsewhere: our thanks after the session lead there. "
            "A questionnaire of ours comes before it. It must begin with https://"
        ),
        error_messages={"invalid": "Enter a link that begins with https://."},
    )

    certificate_words = forms.CharField(
        label="Words on the certificate",
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"A sentence or two below the title of the course, in at most {MOST_WORDS} characters.",
    )

    class Meta:
        model = Course
        fields = [
            "code",
            "title",
            "themes",
            "learning_outcomes",
            "competencies",
            "audience",
            "duration_minutes",
            "cpd_hours",
            "delivery_modes",
            "certificate_minutes",
            "awards_certificate",
            "validity_months",
            "renews",
            "certificate_waits_for_evaluation",
            "certificate_heading",
            "certificate_words",
            "signatory_name",
            "signatory_post",
            "is_sensitive",
            "evaluation",
            "evaluation_link",
            "is_active",
        ]
        widgets = {"themes": forms.CheckboxSelectMultiple, "competencies": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_evaluations()
        renews: Any = self.fields["renews"]
        renews.queryset = renewable_courses(self.instance).order_by("title")
        renews.empty_label = "None: it is no refresher"
        renews.error_messages["invalid_choice"] = CANNOT_RENEW

    def _offer_evaluations(self) -> None:
        """Questionnaires that evaluate a course and can still be answered by a link; and the one that is chosen."""
        evaluation: Any = self.fields["evaluation"]
        to_answer = Q(purpose=Purpose.EVALUATION, closed_at__isnull=True, is_by_invitation=False)
        chosen = Q(pk=self.instance.evaluation_id)
        evaluation.queryset = Survey.objects.filter(to_answer | chosen).order_by("title", "pk")

    def clean(self) -> dict[str, Any]:
        """Refuse a rule for the certificate that nobody could meet."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        lasts, asked = facts.get("duration_minutes"), facts.get("certificate_minutes")
        if lasts is not None and asked is not None and asked > lasts:
            self.add_error("certificate_minutes", f"The course lasts {lasts} minutes, so it cannot ask for more.")
        renewed: Course | None = facts.get("renews")
        if renewed is not None and not renewed.validity_months:
            self.add_error("renews", f"Certificates of {renewed} do not expire, so there is nothing to renew.")
        return facts
