"""Forms of signing in and of the profile."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm
from allauth.core import ratelimit
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest

from people.accounts.choices import role_choices
from people.accounts.models import Person, Role
from people.accounts.names import readable
from people.organisations.forms import OrganisationPickerMixin


def check_address(text: str) -> None:
    """Refuse what is no email address, or one that no mail library sends to: quoted, or beyond ASCII before the @."""
    validate_email(text)
    if '"' in text or not text.rpartition("@")[0].isascii():
        raise ValidationError("Enter an email address.", code="invalid")


class AddressField(forms.EmailField):
    """An email address that mail can be sent to, no longer than we keep."""

    default_validators = [check_address]
    default_error_messages = {"invalid": "Enter an email address in full, like name@example.org."}

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=254, **options)


class NameField(forms.CharField):
    """A person's name, in one line and in any alphabet, as it is read: it comes to stand on a certificate."""

    def to_python(self, value: Any) -> str:
        """Without what cannot be seen, and with single spaces."""
        return readable(super().to_python(value) or "")


class SignInForm(forms.Form):
    """An email address, and how often a code may be asked for: by this address, and from this place."""

    email = AddressField(
        label="Your email address",
        help_text="Your work address, if you have one",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": "Enter your email address."},
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_email(self) -> str:
        """The address in lower case, unless a code was asked for too often."""
        email = Person.objects.normalize_email(self.cleaned_data["email"])
        if not ratelimit.consume(self.request, action="request_login_code", key=email):
            raise get_adapter().validation_error("rate_limited")
        return email


class CodeFieldMixin(forms.Form):
    """A short box for a code, with a label that says which."""

    code_label = "Code"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = self.code_label
        self.fields["code"].error_messages["required"] = "Enter the code."
        self.fields["code"].widget.attrs = {
            "autocomplete": "one-time-code",
            "spellcheck": "false",
            "class": "govuk-input--width-10",
        }


class EnterCodeForm(CodeFieldMixin, ConfirmLoginCodeForm):
    """The code that was sent by email."""

    code_label = "Code from the email"


class EnterAppCodeForm(CodeFieldMixin, AuthenticateForm):
    """The code of the app, or a recovery code, when signing in."""

    code_label = "Code from your app, or a recovery code"


class ShowAppCodeForm(CodeFieldMixin, ReauthenticateForm):
    """The same, before a change to how one signs in."""

    code_label = "Code from your app, or a recovery code"


class AddAppForm(CodeFieldMixin, ActivateTOTPForm):
    """The first code of a new app."""

    code_label = "Code from your app"


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey with a name that tells it from others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name this passkey"
        self.fields["name"].help_text = "For example the device it is on: my phone, office laptop"
        self.fields["name"].max_length = 100
        self.fields.pop("passwordless", None)


class ProfileForm(OrganisationPickerMixin, forms.Form):
    """What a person says of themselves: name, role, organisation."""

    organisation_required = False

    name = NameField(
        label="Your name",
        help_text="As it should appear on certificates",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your name."},
    )
    role = forms.ModelChoiceField(
        Role.objects.all(), label="Your role", required=False, empty_label="Choose the closest"
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        initial = {"name": person.name, "role": person.role_id, "organisation": person.organisation}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["role"].choices = role_choices(held=person.role)  # type: ignore[attr-defined]
