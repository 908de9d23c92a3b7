"""Staff screens for venues."""

from training.courses.viewsets import PlannedViewSet
from training.sessions.forms import VenueForm
from training.sessions.models import Venue


class VenueViewSet(PlannedViewSet):
    """Venues."""

    model = Venue
    icon = "site"
    menu_label = "Venues"
    list_display = ["name", "postcode", "local_authority"]
    list_filter = ["local_authority"]
    ordering = ["name"]

    def get_form_class(self, for_update: bool = False) -> type[VenueForm]:
        """The same form for a new venue and for a change."""
        return VenueForm
