"""Finding a certificate by its number, naming its holder, and what is asked of those who change or withdraw it."""

from typing import Any

from django import forms

from training.certificates.models import ReplacementReason, WithdrawalReason
from training.certificates.operations.replacing import MOST_OF_A_NAME
from training.certificates.queries import Choice, canonical_number, sessions_with_certificates, template_versions
from training.courses.models import Course
from training.sessions.models import Session

# What the reason for a withdrawal decides: which other attendance earns the holder a certificate of the course.
_ONLY_LATER = "only a session that ends from now on earns them another"
FOLLOWS = {
    WithdrawalReason.ISSUED_IN_ERROR: _ONLY_LATER,
    WithdrawalReason.AT_HOLDERS_REQUEST: _ONLY_LATER,
    WithdrawalReason.REQUIREMENTS_NOT_MET: (
        "this session does not count. Another that they attended for long enough does, also an earlier one, and its "
        "certificate is sent by itself"
    ),
}


class FindForm(forms.Form):
    """A number as it was read off paper."""

    number = forms.CharField(
        label="Certificate number",
        max_length=60,
        help_text="12 letters and numbers, like 7K3M-9QXT-4HPW. Capitals, spaces and hyphens do not matter.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "Enter the number printed on the certificate"},
    )

    def clean_number(self) -> str:
        """The number as it is printed."""
        number = canonical_number(self.cleaned_data["number"])
        if not number:
            raise forms.ValidationError("A certificate number has 12 letters and numbers, like 7K3M-9QXT-4HPW")
        return number


class SurnameForm(forms.Form):
    """What the holder's surname is thought to be."""

    surname = forms.CharField(
        label="Holder’s surname",
        max_length=150,
        help_text="The last part of their name, as they told you.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the surname of the person who gave you this certificate"},
    )


class NameForm(forms.Form):
    """How a holder's name should be."""

    name = forms.CharField(
        label="Your name, as it should be",
        max_length=MOST_OF_A_NAME,
        help_text="In whatever letters you write it.",
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your name as it should be",
            "max_length": f"A certificate has room for {MOST_OF_A_NAME} characters",
        },
    )


class CorrectNameForm(forms.Form):
    """The name that the new certificate bears, as staff type it."""

    name = forms.CharField(
        label="Name as it should be",
        max_length=MOST_OF_A_NAME,
        help_text="Begins with the name that the person's profile has now, which stays as it is.",
        error_messages={"required": "Enter the name as it should be."},
    )


class DeclineForm(forms.Form):
    """Why the name stays as it is."""

    answer = forms.CharField(
        label="Why the name stays as it is",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Sent to the holder in these words.",
        error_messages={"required": "Write why: the holder is sent these words."},
    )


class ReplaceForm(forms.Form):
    """Why a certificate is made anew."""

    reason = forms.ChoiceField(
        choices=[
            (
                ReplacementReason.DETAILS_CORRECTED.value,
                "Details of the course were corrected: take them as they are now",
            ),
            (ReplacementReason.NEW_DOCUMENT.value, "The document is made anew, and says the same as before"),
        ],
        widget=forms.RadioSelect,
        help_text="Shown, with the date, to anyone who checks the old number.",
        error_messages={"required": "Choose a reason for making the certificate anew."},
    )


class ChooseForm(forms.Form):
    """Which certificates a batch makes anew, and why. What is left open does not narrow."""

    reason = forms.ChoiceField(
        label="Why",
        choices=[
            (ReplacementReason.NAME_CORRECTED.value, "Names: those whose profile has another name by now"),
            (ReplacementReason.DETAILS_CORRECTED.value, "Details: those whose course or attendance was corrected"),
            (ReplacementReason.NEW_DOCUMENT.value, "Document: the same words on the present template"),
            (ReplacementReason.REINSTATED.value, "Reinstate: those that were withdrawn in error"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why they are made anew."},
    )
    course = forms.ModelChoiceField(Course.objects.order_by("title"), required=False, empty_label="All courses")
    session = forms.ModelChoiceField(
        Session.objects.none(),
        required=False,
        empty_label="All sessions of the course",
        help_text="Choose the course and look once; then its sessions are here.",
    )
    since = forms.DateField(label="Attended from", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="Attended until", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    template_version = forms.ChoiceField(label="Made with the template", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template_version"].choices = [  # type: ignore[attr-defined]
            ("", "Any"),
            *((each, f"{each} ({number} certificates)") for each, number in template_versions()),
        ]
        course = self.data.get("course", "")
        if course.isdecimal() and len(course) < 19:
            self.fields["session"].queryset = sessions_with_certificates(int(course))  # type: ignore[attr-defined]

    def choice(self) -> Choice:
        """What was chosen, of a form that is valid."""
        return Choice(**self.cleaned_data)


class WithdrawalForm(forms.Form):
    """Why a certificate is withdrawn."""

    reason = forms.ChoiceField(
        choices=[(reason.value, f"{reason.label}: {FOLLOWS[reason]}") for reason in WithdrawalReason],
        widget=forms.RadioSelect,
        help_text="What stands before the colon is shown, with the date, to anyone who checks the certificate.",
        error_messages={"required": "Choose a reason for withdrawing the certificate."},
    )
