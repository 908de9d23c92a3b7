"""Staff screens for venues."""

from typing import Any

from django.utils import timezone
from wagtail.admin.views import generic

from training.courses.viewsets import PlannedViewSet
from training.sessions import operations
from training.sessions.forms import VenueForm
from training.sessions.models import Venue
from training.sessions.queries.venues import people_to_tell


class VenueEditView(generic.EditView):
    """Changes a venue through its operation, and says how many people are told."""

    template_name = "training/venue_edit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With how many people a change would be told to."""
        return {**super().get_context_data(**kwargs), "told": people_to_tell(self.object, at=timezone.now())}

    def save_instance(self) -> Venue:
        """Hand the answers to the operation."""
        facts: dict[str, Any] = self.form.cleaned_data
        self.changed = operations.change_venue(venue=self.object, **facts, by=self.request.user, at=timezone.now())
        return self.changed.venue

    def get_success_message(self) -> str:
        """What was saved, and how many hear of it."""
        venue, told = self.changed
        who = "1 person is" if told == 1 else f"{told} people are"
        return f"{venue} is saved. {f'{who} told by email.' if told else 'Nobody had to be told.'}"


class VenueViewSet(PlannedViewSet):
    """Venues."""

    model = Venue
    icon = "site"
    menu_label = "Venues"
    edit_view_class = VenueEditView
    list_display = ["name", "postcode", "local_authority"]
    list_filter = ["local_authority"]
    ordering = ["name"]

    def get_form_class(self, for_update: bool = False) -> type[VenueForm]:
        """The same form for a new venue and for a change."""
        return VenueForm
