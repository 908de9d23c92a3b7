"""Staff screens of the short lists that people choose from, where what is in use stays."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpResponse, HttpResponseRedirect
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet


class KeepInUseMixin:
    """Deletes a row that nothing points at, and says that it stays where something does. Wagtail's own answer is an
    error, or that one lacks permission."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete it, or say why not."""
        try:
            with transaction.atomic():
                return super().form_valid(form)  # type: ignore[misc]
        except (ProtectedError, PermissionDenied):
            view: Any = self
            messages.error(view.request, f"{view.object} is in use, so it stays.")
            return HttpResponseRedirect(view.get_success_url())


class ListDeleteView(KeepInUseMixin, generic.DeleteView):
    """Deletes a row of a list."""


class ListViewSet(ModelViewSet):
    """What the short lists have in common."""

    copy_view_enabled = False
    search_backend_name = None
    search_fields = ["name"]
    delete_view_class = ListDeleteView
