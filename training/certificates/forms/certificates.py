"""Finding a certificate by its number, naming its holder, and withdrawing it."""

from django import forms

from training.certificates.models import WithdrawalReason
from training.certificates.queries import canonical_number


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


class WithdrawalForm(forms.Form):
    """Why a certificate is withdrawn."""

    reason = forms.ChoiceField(
        choices=WithdrawalReason.choices,
        widget=forms.RadioSelect,
        help_text="Shown, with the date, to anyone who checks the certificate.",
        error_messages={"required": "Choose a reason for withdrawing the certificate."},
    )
