"""Staff screens for series: the list, one series with its sessions, and making dates by a rule after a preview."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Min, Q, QuerySet
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from documents.dates import day
from people.accounts.policies import signed_in_person
from training.courses.viewsets import PlannedViewSet
from training.sessions import operations
from training.sessions.forms import MoreDatesForm, SeriesDetailsForm, SeriesForm
from training.sessions.forms.sections import MORE_DATES, SERIES
from training.sessions.forms.sessions import FACTS
from training.sessions.models import Series, Session, SessionStatus
from training.sessions.models.series import new_key
from training.sessions.policies import may_plan_sessions
from training.sessions.queries.staffing import when
from training.sessions.viewsets.previews import PreviewMixin
from training.sessions.viewsets.sessions import attention

SESSIONS_PER_PAGE = 30


class SeriesIndexView(generic.IndexView):
    """Series, those with a date to come first."""

    def get_base_queryset(self) -> QuerySet[Series]:
        """With how many sessions each has, and its next date."""
        held = ~Q(sessions__status=SessionStatus.CANCELLED)
        series = super().get_base_queryset().select_related("course", "organisation")
        return series.annotate(
            session_number=Count("sessions", filter=held),
            next_at=Min("sessions__starts_at", filter=held & Q(sessions__starts_at__gt=timezone.now())),
        )


class SeriesCreateView(PreviewMixin, generic.CreateView):
    """A new series."""

    salt = "training.series.new"
    submit_button_label = "Show the dates"
    submit_button_active_label = "Working out the dates…"
    error_message = "Some answers need a change before the dates can be shown."

    def note(self) -> dict[str, Any]:
        """The key that the series will have."""
        return {"key": new_key()}

    def make(self, form: MoreDatesForm, note: dict[str, Any], slots: list[operations.Slot]) -> Series:
        """Hand the answers to the operation."""
        told = form.cleaned_data
        whose = {name: told[name] for name in ("name", "course", "organisation", "is_closed")}
        at, by = timezone.now(), signed_in_person(self.request)
        return operations.schedule_series(key=note["key"], **whose, slots=slots, **form.facts(), by=by, at=at)


class MoreDatesView(PreviewMixin, generic.CreateView):
    """More dates for a series that is there; what its latest session has is filled in."""

    salt = "training.series.more"
    model = Series
    form_class = MoreDatesForm
    index_url_name = "series:index"
    header_icon = "calendar"
    page_title = "Add more dates"
    submit_button_label = SeriesCreateView.submit_button_label
    submit_button_active_label = SeriesCreateView.submit_button_active_label
    error_message = SeriesCreateView.error_message

    @cached_property
    def series(self) -> Series:
        """The series that the address names; looked for once it is known that this person may."""
        return get_object_or_404(Series.objects.select_related("course"), pk=self.kwargs["series_id"])

    def get_panel(self) -> Any:
        """The sections of the form."""
        return MORE_DATES.bind_to_model(Session)

    def get_page_subtitle(self) -> str:
        """Which series."""
        return str(self.series)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """By way of the series."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("series:index"), "label": "Series"},
            {"url": reverse("series:edit", args=[self.series.pk]), "label": str(self.series)},
            {"url": "", "label": "Add more dates"},
        ]

    def get_add_url(self) -> str:
        """Where the form goes."""
        return reverse("training_series_more", args=[self.series.pk])

    def get_initial(self) -> dict[str, Any]:
        """What its latest session has."""
        latest = self.series.sessions.order_by("starts_at", "pk").last()
        if latest is None:
            return {}
        starts, ends = (timezone.localtime(moment).time() for moment in (latest.starts_at, latest.ends_at))
        status = SessionStatus.DRAFT if latest.status == SessionStatus.DRAFT else SessionStatus.SCHEDULED
        return {**model_to_dict(latest, fields=FACTS), "status": status, "starts": starts, "ends": ends}

    def note(self) -> dict[str, Any]:
        """How many sessions the series has as this is looked at."""
        return {"series": self.series.pk, "after": self.series.sessions.count()}

    def make(self, form: MoreDatesForm, note: dict[str, Any], slots: list[operations.Slot]) -> Series:
        """Hand the answers to the operation."""
        if note.get("series") != self.series.pk:
            raise operations.SeriesChanged
        at, by = timezone.now(), signed_in_person(self.request)
        operations.add_dates(series=self.series, after=note["after"], slots=slots, **form.facts(), by=by, at=at)
        return self.series


class SeriesEditView(generic.EditView):
    """One series: its link, its sessions and the ways on, and what can be changed of it."""

    template_name = "training/series_edit.html"

    @property
    def header_buttons(self) -> list[Any]:
        """More dates, and the page that people see."""
        more = reverse("training_series_more", args=[self.object.pk])
        page = reverse("training:cohort-detail", args=[self.object.key])
        return [
            HeaderButton("Add more dates", url=more, icon_name="plus"),
            HeaderButton("What people see", url=page, icon_name="view"),
            *super().header_buttons,
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With its sessions, a page at a time."""
        sessions = self.object.sessions.select_related("course", "venue").with_staffing().order_by("starts_at", "pk")
        page = Paginator(sessions, SESSIONS_PER_PAGE).get_page(self.request.GET.get("p"))
        rows = [{"session": each, "when": when(each), "attention": attention(each)} for each in page.object_list]
        address = reverse("training:cohort-detail", args=[self.object.key])
        return {
            **super().get_context_data(**kwargs),
            "link": self.request.build_absolute_uri(address),
            "drafts": drafts_to_come(self.object).count(),
            "page": page,
            "rows": rows,
            "now": timezone.now(),
        }

    def save_instance(self) -> Series:
        """Hand the answers to the operation."""
        told = self.form.cleaned_data
        return operations.change_series(
            series=self.object, **told, by=signed_in_person(self.request), at=timezone.now()
        )


def next_date(series: Series) -> str:
    """The day of the next session, of a series in the list."""
    next_at = series.next_at  # type: ignore[attr-defined]
    return day(next_at) if next_at else "None"


class SeriesViewSet(PlannedViewSet):
    """Series and cohorts."""

    model = Series
    icon = "calendar"
    menu_label = "Series"
    index_view_class = SeriesIndexView
    add_view_class = SeriesCreateView
    edit_view_class = SeriesEditView
    list_filter = ["course", "is_closed"]
    search_fields = ["name", "organisation__name", "course__title"]
    search_backend_name = None
    ordering = [F("next_at").asc(nulls_last=True), "name"]
    list_display = [
        "name",
        Column("course", label="Course"),
        Column("organisation", label="For", accessor=lambda series: series.organisation or "Everyone"),
        Column("session_number", label="Sessions"),
        Column("next_at", label="Next date", accessor=next_date),
        Column("is_closed", label="Open to", accessor=lambda series: "By link only" if series.is_closed else "All"),
    ]

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        """All that is asked of a new series; of one that is there, what it is called and whom it is for."""
        return SeriesDetailsForm if for_update else SeriesForm

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """The form in its sections."""
        return super().get_add_view_kwargs(panel=SERIES.bind_to_model(Session), **kwargs)


def renew_link(request: HttpRequest, series_id: int) -> HttpResponse:
    """Asks once; then the link that was shared before leads nowhere."""
    if not may_plan_sessions(request.user):
        return permission_denied(request)
    series = get_object_or_404(Series, pk=series_id)
    if request.method == "POST":
        operations.renew_link(series=series, by=signed_in_person(request), at=timezone.now())
        messages.success(request, "The link is a new one. Share it with those who have not booked yet.")
        return redirect("series:edit", series_id)
    about = (
        "Do this when the link came to people for whom it was not meant. The link that was shared before leads nowhere "
        "then, also where it stands in an email. Whoever has a place keeps it."
    )
    return _ask(request, series, title="Make a new link", about=about, icon="link")


def schedule_drafts(request: HttpRequest, series_id: int) -> HttpResponse:
    """Asks once; then every draft to come can be booked."""
    if not may_plan_sessions(request.user):
        return permission_denied(request)
    series = get_object_or_404(Series, pk=series_id)
    if request.method == "POST":
        number = operations.schedule_drafts(series=series, by=signed_in_person(request), at=timezone.now())
        messages.success(request, f"{number} {'date' if number == 1 else 'dates'} can be booked now.")
        return redirect("series:edit", series_id)
    dates = [when(draft) for draft in drafts_to_come(series)]
    about = "These dates are drafts, which staff alone see. From then on they can be booked. Nobody is written to."
    return _ask(request, series, title="Open all drafts for booking", about=about, icon="calendar-check", lines=dates)


def drafts_to_come(series: Series) -> QuerySet[Session]:
    """Dates that people do not see yet."""
    drafts = series.sessions.filter(status=SessionStatus.DRAFT, starts_at__gt=timezone.now())
    return drafts.select_related("course", "venue").order_by("starts_at", "pk")


def _ask(request: HttpRequest, series: Series, **context: Any) -> HttpResponse:
    ways = {"back": reverse("series:edit", args=[series.pk]), "keep": "Leave it as it is"}
    return render(request, "training/ask.html", {"subtitle": series.name, **ways, **context}, using="django")


urlpatterns = [
    path("series/<int:series_id>/more-dates/", MoreDatesView.as_view(), name="training_series_more"),
    path("series/<int:series_id>/new-link/", renew_link, name="training_series_renew_link"),
    path("series/<int:series_id>/open/", schedule_drafts, name="training_series_schedule"),
]
