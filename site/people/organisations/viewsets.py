"""Staff screens for organisations and for the lists they are sorted by."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from people.lists import ListDeleteView, ListViewSet
from people.organisations import staff_views
from people.organisations.models import (
    LocalAuthority,
    Organisation,
    OrganisationKind,
    Sector,
)
from people.organisations.operations import add_organisation
from people.organisations.queries import plain


class OrganisationFilterSet(WagtailFilterSet):
    """By where the record stands, kind and area."""

    class Meta:
        model = Organisation
        fields = ["status", "kind", "local_authority", "duty_role"]


class OrganisationIndexView(generic.IndexView):
    """All organisations, those that wait for staff easy to filter out."""

    def get_base_queryset(self) -> Any:
        """With what the columns show."""
        return Organisation.objects.select_related("kind", "local_authority", "merged_into")

    def search_queryset(self, queryset: Any) -> Any:
        """Look where the public picker looks."""
        for word in plain(self.search_query or "").split():
            queryset = queryset.filter(searchable__contains=word)
        return queryset

    def get_list_more_buttons(self, instance: Organisation) -> list[Any]:
        """What can be done from where the record stands."""
        buttons = super().get_list_more_buttons(instance)
        if not self.permission_policy.user_has_permission(self.request.user, "change"):
            return buttons
        for place, (action, label, icon) in enumerate(staff_views.steps_for(instance)):
            url = reverse(f"organisation:{action}", args=[instance.pk])
            buttons.append(MenuItem(label, url=url, icon_name=icon, priority=30 + place))
        return buttons


class OrganisationCreateView(generic.CreateView):
    """Staff add organisations that need no confirming."""

    def save_instance(self) -> Organisation:
        """Through the same verb as imports and starter content."""
        fields = self.form.cleaned_data
        return add_organisation(**fields, by=self.request.user, at=timezone.now())


class OrganisationViewSet(ModelViewSet):
    """Organisations: list, add, change, confirm, merge, close. None is deleted, since history points at them."""

    model = Organisation
    icon = "group"
    menu_label = "Organisations"
    name = "organisation"
    url_prefix = "organisations"
    index_view_class = OrganisationIndexView
    add_view_class = OrganisationCreateView
    filterset_class = OrganisationFilterSet
    delete_view_class = ListDeleteView
    search_fields = ["name"]
    search_backend_name = None
    copy_view_enabled = False
    list_per_page = 50
    ordering = ["name", "pk"]
    list_display = [
        "name",
        Column("kind", sort_key="kind__name"),
        Column("local_authority", label="Area", sort_key="local_authority__name"),
        "postcode",
        Column("get_status_display", label="Status", sort_key="status"),
    ]
    panels = [
        FieldPanel("name"),
        FieldPanel("kind"),
        FieldPanel("duty_role"),
        FieldPanel("local_authority"),
        FieldPanel("postcode"),
        FieldPanel("urn"),
        FieldPanel("asks_for_approval"),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        """The steps beside the usual pages."""
        return [
            *super().get_urlpatterns(),
            path("confirm/<int:pk>/", staff_views.organisation_confirm, name="confirm"),
            path("merge/<int:pk>/", staff_views.organisation_merge, name="merge"),
            path("close/<int:pk>/", staff_views.organisation_close, name="close"),
        ]


class KindViewSet(ListViewSet):
    """Kinds of organisation."""

    model = OrganisationKind
    icon = "tag"
    menu_label = "Kinds of organisation"
    name = "organisation_kind"
    url_prefix = "organisation-kinds"
    ordering = ["name"]
    list_display = ["name", "sector", Column("get_duty_role_display", label="Role under the Duty")]
    panels = [FieldPanel("name"), FieldPanel("sector"), FieldPanel("duty_role")]


class SectorViewSet(ListViewSet):
    """Sectors that reach is counted by."""

    model = Sector
    icon = "tag"
    name = "sector"
    url_prefix = "sectors"
    ordering = ["position", "name"]
    list_display = ["name", "slug", "position"]
    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("position")]


class LocalAuthorityViewSet(ListViewSet):
    """The areas of the partnership."""

    model = LocalAuthority
    icon = "site"
    name = "local_authority"
    url_prefix = "local-authorities"
    ordering = ["name"]
    list_display = ["name", "ons_code", "dfe_code", "residents"]
    panels = [
        FieldPanel("name"),
        FieldPanel("ons_code"),
        FieldPanel("dfe_code"),
        FieldPanel("residents"),
        FieldPanel("under_16"),
        FieldPanel("aged_16_to_24"),
    ]
