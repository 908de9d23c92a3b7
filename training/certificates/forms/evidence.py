"""What people are asked about something that they learned elsewhere."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from documents.figures import in_figures
from documents.received_files import MOST_BYTES, ReceivedFile, Refused, receive_file
from training.certificates.models import MOST_MINUTES, STEP, Evidence, EvidenceKind
from training.certificates.queries.record import MINUTES_IN_AN_HOUR, hours_of

EARLIEST = date(2000, 1, 1)
LONGEST_REFLECTION = 2_000
MEGABYTES = MOST_BYTES // 1024 // 1024


class EvidenceForm(forms.Form):
    """One thing that somebody learned, with what they make of it and, if they like, a file that shows it."""

    title = forms.CharField(
        label="What was it?",
        max_length=150,
        help_text="Such as the title of a book, a talk or a course.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter what it was.", "max_length": "Use 150 characters or fewer."},
    )
    kind = forms.ChoiceField(
        label="How did you learn?",
        choices=EvidenceKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you learned.", "invalid_choice": "Choose how you learned."},
    )
    provider = forms.CharField(
        label="Who provided it?",
        max_length=150,
        required=False,
        help_text="An organisation, an author, or the person whom you followed.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "Use 150 characters or fewer."},
    )
    done_on = forms.DateField(
        label="When?",
        help_text="For example, 27 3 2026. If it took several days, the last of them.",
        widget=forms.SelectDateWidget,
        error_messages={"required": "Enter the day.", "invalid": "Enter a day that there is, like 27 3 2026."},
    )
    hours = forms.DecimalField(
        label="How many hours?",
        help_text="In quarters of an hour, like 1.5 or 0.75.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-4", "autocomplete": "off"}),
        error_messages={"required": "Enter how many hours it took.", "invalid": "Enter a number, like 1.5."},
    )
    reflection = forms.CharField(
        label="What will you do differently?",
        required=False,
        max_length=LONGEST_REFLECTION,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": "Use 2,000 characters or fewer."},
    )
    file = forms.FileField(
        label="A file that shows it",
        required=False,
        help_text=(
            f"A PDF, or a photo or scan as JPEG, PNG or WebP, of up to {MEGABYTES} megabytes. We take out of a picture "
            "where and when it was taken."
        ),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp"}),
        error_messages={"empty": "This file is empty. Choose another."},
    )

    use_required_attribute = False

    def __init__(self, *args: Any, evidence: Evidence | None = None, **kwargs: Any) -> None:
        if evidence:
            kept = ("title", "kind", "provider", "done_on", "reflection")
            kwargs["initial"] = {name: getattr(evidence, name) for name in kept} | {
                "hours": in_figures(hours_of(evidence))
            }
        super().__init__(*args, **kwargs)
        if evidence and evidence.file:
            self.fields["file"].label = "Another file in its place"
            self.fields["without_file"] = forms.BooleanField(label=f"Remove {evidence.file_name}", required=False)

    def clean_title(self) -> str:
        """On one line."""
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean_done_on(self) -> date:
        """A day that has come, and that is no slip of the hand."""
        day: date = self.cleaned_data["done_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day is still to come. Add it once it is done.")
        if day < EARLIEST:
            raise forms.ValidationError(f"Enter a day in {EARLIEST.year} or later.")
        return day

    def clean_hours(self) -> Decimal:
        """Quarters of an hour, within reason."""
        hours: Decimal = self.cleaned_data["hours"]
        least, most = Decimal(STEP) / MINUTES_IN_AN_HOUR, MOST_MINUTES // MINUTES_IN_AN_HOUR
        if not least <= hours <= most:
            raise forms.ValidationError(f"Enter between {least} and {most} hours.")
        if hours % least:
            raise forms.ValidationError("Enter quarters of an hour: 0.25, 0.5, 0.75, 1 and so on.")
        return hours

    def clean_file(self) -> ReceivedFile | None:
        """What can be kept of the file."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if not file:
            return None
        try:
            return receive_file(file, name=file.name or "")
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def facts(self) -> dict[str, Any]:
        """What the verbs ask for, of a valid form."""
        told = dict(self.cleaned_data)
        told["minutes"] = int(told.pop("hours") * MINUTES_IN_AN_HOUR)
        return told
