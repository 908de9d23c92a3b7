"""The words of a message, as staff write them."""

from typing import Any

from django import forms
from wagtail.admin.widgets import AdminAutoHeightTextInput

from training.bookings.operations import WordsRefused
from training.bookings.operations.wording import refuse_words
from training.bookings.queries.wording import PLACEHOLDERS, Words

NAMED = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)


class MessageForm(forms.Form):
    """Subject, heading and paragraphs in plain text. What stands in braces must be a placeholder."""

    subject = forms.CharField(max_length=150, required=False, help_text="Empty: the usual subject")
    heading = forms.CharField(max_length=150, required=False, help_text="Empty: the usual heading")
    words = forms.CharField(
        max_length=5000,
        widget=AdminAutoHeightTextInput,
        help_text=(
            "Leave an empty line between paragraphs. Lines that begin with a dash and a space become a list. "
            f"You can use {NAMED}: see below."
        ),
        error_messages={"required": "Enter the words of the message, or go back to the usual ones."},
    )

    def __init__(self, data: Any = None, *, words: Words, usual: Words) -> None:
        self.usual = usual
        super().__init__(data, initial={"subject": words.subject, "heading": words.heading, "words": words.body})

    def clean_subject(self) -> str:
        """Only placeholders that there are."""
        return self._known("subject")

    def clean_heading(self) -> str:
        """The same for the heading."""
        return self._known("heading")

    def clean_words(self) -> str:
        """The same for the paragraphs."""
        return self._known("words")

    def _known(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        try:
            refuse_words(text)
        except WordsRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return text

    def written(self) -> Words:
        """What was typed. A usual subject or heading that was left as it was stays the usual one: what it says can
        depend on the booking."""
        subject, heading = (
            "" if self.cleaned_data[name] == getattr(self.usual, name) else self.cleaned_data[name]
            for name in ("subject", "heading")
        )
        return Words(subject, heading, self.cleaned_data["words"])

    def facts(self) -> dict[str, str]:
        """The same, to be kept."""
        words = self.written()
        return {"subject": words.subject, "heading": words.heading, "body": words.body}
