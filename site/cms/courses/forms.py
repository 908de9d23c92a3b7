"""The catalogue's filters. All may be left empty, and what is wrong in one does not stop the others."""

from datetime import date
from typing import Any

from django import forms

from people.models import LocalAuthority
from training.models import DeliveryMode, Language, Session, Theme

DATES = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"]
# What a session can be, and the one way of learning that has no sessions.
WAYS = [DeliveryMode.IN_PERSON, DeliveryMode.ONLINE, DeliveryMode.SELF_PACED]


def date_field(label: str) -> forms.DateField:
    """A date as browsers send it or as a person types it."""
    wrong = {"invalid": "Write the date as day, month and year, like 27/3/2026."}
    widget = forms.DateInput(format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, input_formats=DATES, widget=widget, error_messages=wrong)


class CatalogueForm(forms.Form):
    """What to look for. The names of its fields are the address's query, so that a search can be sent to somebody."""

    words = forms.CharField(label="Search", required=False, max_length=100)
    theme = forms.ModelChoiceField(
        Theme.objects.order_by("name"), to_field_name="slug", required=False, empty_label="Any theme"
    )
    area = forms.ModelChoiceField(
        LocalAuthority.objects.order_by("name"),
        to_field_name="ons_code",
        required=False,
        empty_label="Anywhere",
        help_text="Online sessions are always shown",
    )
    mode = forms.ChoiceField(
        label="How", required=False, choices=[("", "Any way"), *((way.value, way.label) for way in WAYS)]
    )
    language = forms.ChoiceField(required=False, choices=[])
    date_from = date_field("From")
    date_to = date_field("To")
    with_places = forms.BooleanField(label="Only with places left", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = set(Session.objects.scheduled().values_list("language", flat=True).distinct())
        wanted = self.data.get("language")
        offered = [(code, name) for code, name in Language.choices if code in spoken or code == wanted]
        self.fields["language"].choices = [("", "Any language"), *offered]  # type: ignore[attr-defined]
        for name in ("theme", "area", "mode", "language"):
            gone = "That choice is no longer here. Choose another."
            self.fields[name].error_messages["invalid_choice"] = gone

    def clean(self) -> dict[str, Any]:
        """A range of dates runs forwards."""
        start, end = self.cleaned_data.get("date_from"), self.cleaned_data.get("date_to")
        if isinstance(start, date) and isinstance(end, date) and end < start:
            self.add_error("date_to", "This date is before the first one. Swap them round.")
        return self.cleaned_data

    def wanted(self) -> dict[str, Any]:
        """The filters that are filled in and understood, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
