"""What somebody types to check themselves in."""

from django import forms


class CheckInForm(forms.Form):
    """The code on the screen and, for who is not signed in, the address they booked with."""

    code = forms.CharField(
        label="The code on the screen",
        help_text="Six letters and digits. It changes every 30 seconds.",
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "class": "govuk-input--width-10 check-in__code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": "Enter the code on the screen"},
    )
    email = forms.EmailField(
        label="Your email address",
        help_text="The one that you booked with",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Enter the email address that you booked with",
            "invalid": "Enter an email address in the right form, such as name@example.org",
        },
    )

    def __init__(self, *args: object, asks_email: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not asks_email:
            del self.fields["email"]
