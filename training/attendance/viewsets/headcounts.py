"""Staff screens of headcounts: everybody's, with what they add up to, to be looked at and taken away; and topics."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django_filters import ChoiceFilter, DateFilter, ModelChoiceFilter
from wagtail.admin.auth import permission_denied
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import Button, HeaderButton

from documents.dates import day
from documents.exports import Cell, csv_lines, log_export
from people.accounts.policies import signed_in_person
from people.models import Person
from training.attendance.models import OVER_24, Headcount, HeadcountLine, HeadcountQuerySet, Topic
from training.attendance.policies import may_manage_headcounts
from training.attendance.queries.headcount_history import corrections
from training.attendance.queries.headcounts import listed, totals
from training.courses.viewsets import PlannedViewSet

CHUNK = 2_000
CSV_HEADERS = [
    "Headcount", "Date", "Part of day", "Place", "Kind", "Local authority", "Topic", "Audience", "Age group", "Number",
    "Counted or estimated", "Recorded by", "Notes", "Withdrawn",
]  # fmt: skip
STANDING = "standing"


class HeadcountFilterSet(WagtailFilterSet):
    """By period, area, topic, who recorded it, counted or estimated, and whether it stands."""

    since = DateFilter(field_name="held_on", lookup_expr="gte", label="From", widget=AdminDateInput)
    until = DateFilter(field_name="held_on", lookup_expr="lte", label="Until", widget=AdminDateInput)
    recorded_by = ModelChoiceFilter(
        label="Recorded by", queryset=lambda request: Person.objects.filter(headcounts__isnull=False).distinct()
    )
    is_estimate = ChoiceFilter(
        label="Numbers", choices=[("False", "Counted"), ("True", "Estimated")], empty_label="All"
    )
    state = ChoiceFilter(
        label="State",
        choices=[(STANDING, "Counted in totals"), ("withdrawn", "Withdrawn")],
        empty_label="All",
        method="keep_in_state",
    )

    class Meta:
        model = Headcount
        fields = ["since", "until", "local_authority", "topic", "recorded_by", "is_estimate", "state"]

    def keep_in_state(self, headcounts: HeadcountQuerySet, name: str, value: str) -> HeadcountQuerySet:
        """Those that stand, or those that do not."""
        return headcounts.standing() if value == STANDING else headcounts.exclude(withdrawn_at=None)


class HeadcountIndexView(generic.IndexView):
    """Headcounts, the latest delivery on top, and what those that are filtered add up to."""

    results_template_name = "training/headcount_results.html"

    def get_base_queryset(self) -> HeadcountQuerySet:
        """With what the columns show."""
        return listed(Headcount.objects.all())

    def get_queryset(self) -> HeadcountQuerySet:
        """Kept, for the totals are of the same."""
        self.shown: HeadcountQuerySet = super().get_queryset()
        return self.shown

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the totals, and the way to the same as a file."""
        export = f"{reverse('training_headcount_export')}?{self.request.GET.urlencode()}"
        return {**super().get_context_data(*args, **kwargs), "totals": totals(self.shown), "export": export}

    @property
    def header_more_buttons(self) -> list[Any]:
        """To recording one, and a month."""
        record = reverse("training:headcount-create")
        month = reverse("training:headcount-upload")
        return [
            *super().header_more_buttons,
            Button("Record a headcount", url=record, icon_name="plus", priority=10),
            Button("Upload a month", url=month, icon_name="upload", priority=20),
        ]


class HeadcountInspectView(generic.InspectView):
    """One headcount in full, with its numbers and what it said before it was corrected."""

    page_title = "Headcount"

    def get_fields_context(self) -> list[dict[str, Any]]:
        """What there is to say, then its numbers, then each correction."""
        facts = [line for line in super().get_fields_context() if line["value"] not in (None, "")]
        for line in facts:
            line["value"] = {True: "Yes", False: "No"}.get(line["value"], line["value"])
        lines = self.object.lines.select_related("role_group").order_by("pk")
        numbers = [{"label": line.label(), "value": line.number, "component": None} for line in lines]
        history = [{"label": when, "value": words, "component": None} for when, words in corrections(self.object)]
        return [*facts, *numbers, *history]

    @property
    def header_buttons(self) -> list[Any]:
        """What may be done with it."""
        key = [self.object.pk]
        buttons = []
        if not self.object.withdrawn_at:
            change, withdraw = (reverse(f"training:headcount-{verb}", args=key) for verb in ("change", "withdraw"))
            buttons += [
                HeaderButton("Correct", url=change, icon_name="edit"),
                HeaderButton("Withdraw", url=withdraw, icon_name="cross"),
            ]
        if hasattr(self.object, "sheet"):
            sheet = reverse("training:headcount-sheet", args=key)
            buttons.append(HeaderButton("Sign-in sheet", url=sheet, icon_name="image"))
        return buttons


class HeadcountViewSet(ModelViewSet):
    """Headcounts: recorded and corrected on pages of their own, looked at here."""

    model = Headcount
    icon = "group"
    menu_label = "Headcounts"
    index_view_class = HeadcountIndexView
    inspect_view_class = HeadcountInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_admin_menu = False
    filterset_class = HeadcountFilterSet
    search_fields = ["organisation__name", "place"]
    search_backend_name = None
    ordering = ["-held_on", "-pk"]
    list_display = [
        TitleColumn("where", label="Place", url_name="headcount:inspect", accessor=lambda headcount: headcount.where()),
        Column("held_on", label="Date", sort_key="held_on"),
        Column("topic", label="Topic"),
        Column("local_authority", label="Area"),
        Column("people", label="People", sort_key="people"),
        Column("how", label="Numbers", accessor=lambda each: "Estimated" if each.is_estimate else "Counted"),
        Column("recorded_by", label="Recorded by"),
        Column("state", label="State", accessor=lambda each: "Withdrawn" if each.withdrawn_at else ""),
    ]
    form_fields = ["notes"]  # asked for by Wagtail; no form is ever shown
    inspect_view_fields = [
        "organisation", "place", "local_authority", "held_on", "part_of_day", "topic", "is_estimate", "notes",
        "recorded_by", "received_at", "withdrawn_at", "withdrawn_by",
    ]  # fmt: skip


class TopicViewSet(PlannedViewSet):
    """The prevention offer that schools choose from. What is no longer offered stays for what was recorded of it."""

    model = Topic
    icon = "list-ul"
    menu_label = "Topics of headcounts"
    form_fields = ["name", "course", "is_offered", "position"]
    list_display = [
        "name",
        "course",
        Column("is_offered", label="Offered", accessor=lambda topic: "Yes" if topic.is_offered else "No"),
    ]
    list_filter = ["is_offered"]
    ordering = ["position", "name"]


def export_headcounts(request: HttpRequest) -> HttpResponseBase:
    """The numbers of the filtered headcounts as CSV, one row for each audience; who took it is logged."""
    person = signed_in_person(request)
    if person is None or not may_manage_headcounts(request.user):
        return permission_denied(request)
    filters = HeadcountFilterSet(request.GET, request=request, queryset=Headcount.objects.all())
    shown = filters.qs if filters.is_valid() else Headcount.objects.none()
    search = request.GET.get("q", "").strip()
    if search:
        shown = shown.filter(organisation__name__icontains=search) | shown.filter(place__icontains=search)
    number = _lines(shown).count()
    log_export(action="training.headcount.export", title="Headcounts", of=person, by=person, rows=number, form="csv")
    about: dict[str, Cell] = {"Made at": timezone.localtime().isoformat(timespec="seconds")}
    lines = csv_lines(CSV_HEADERS, _rows(shown), about)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="headcounts.csv"'
    return response


def _lines(shown: HeadcountQuerySet) -> QuerySet[HeadcountLine]:
    return HeadcountLine.objects.filter(headcount__in=shown.order_by().values("pk"))


def _rows(shown: HeadcountQuerySet) -> Iterator[list[Any]]:
    related = ("organisation__kind", "local_authority", "topic", "recorded_by")
    lines = _lines(shown).select_related("role_group", *(f"headcount__{name}" for name in related))
    for line in lines.order_by("-headcount__held_on", "-headcount", "pk").iterator(CHUNK):
        of = line.headcount
        yield [
            of.pk,
            of.held_on,
            of.get_part_of_day_display(),
            of.where(),
            of.organisation.kind.name if of.organisation else "",
            of.local_authority.name if of.local_authority else "",
            of.topic.name,
            line.label(),
            "Over 24" if line.audience in OVER_24 else "24 and under",
            line.number,
            "Estimated" if of.is_estimate else "Counted",
            str(of.recorded_by),
            of.notes,
            day(of.withdrawn_at) if of.withdrawn_at else "",
        ]


urlpatterns = [path("headcounts/export/", export_headcounts, name="training_headcount_export")]
