"""What staff are asked of a venue."""

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from training.sessions.models import Venue

BEGINS_WITH_HTTPS = "Enter a link that begins with https://."


class VenueForm(WagtailAdminModelForm):
    """The facts of a venue."""

    map_link = forms.URLField(
        label="Link to a map",
        required=False,
        assume_scheme="https",
        help_text="Where the venue is on a map that people know; it must begin with https://",
        error_messages={"invalid": BEGINS_WITH_HTTPS},
    )

    class Meta:
        model = Venue
        fields = ["name", "address", "postcode", "local_authority", "access_information", "map_link"]

    def clean_map_link(self) -> str:
        """Refuse what is no page that can be read in safety."""
        link: str = self.cleaned_data["map_link"]
        if link and not link.startswith("https://"):
            raise ValidationError(BEGINS_WITH_HTTPS)
        return link
