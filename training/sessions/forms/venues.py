"""What staff are asked of a venue."""

from django import forms
from django.core.validators import URLValidator
from wagtail.admin.forms import WagtailAdminModelForm

from training.sessions.models import Venue


class VenueForm(WagtailAdminModelForm):
    """The facts of a venue."""

    map_link = forms.URLField(
        label="Link to a map",
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https"])],
        help_text="Where the venue is on a map that people know; it must begin with https://",
        error_messages={"invalid": "Enter a link that begins with https://."},
    )

    class Meta:
        model = Venue
        fields = ["name", "address", "postcode", "local_authority", "access_information", "map_link"]
