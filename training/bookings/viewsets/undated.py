"""Staff screens for sessions without a date: who asked, setting the date, and giving the plan up."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from documents.dates import clock, day
from people.accounts.policies import signed_in_person
from people.accounts.queries import flag_unreached
from training.bookings import operations
from training.bookings.forms.dating import DateForm, UndatedForm
from training.bookings.models import Interest
from training.bookings.policies import may_see_interest
from training.bookings.queries import who_asked
from training.bookings.queries.staff_words import say_where_they_stand
from training.courses.viewsets import PlannedViewSet
from training.sessions import operations as sessions
from training.sessions.forms.sections import SESSION
from training.sessions.models import Session, UndatedSession
from training.sessions.policies import may_plan_sessions
from training.sessions.viewsets.refusals import RefusalMixin
from training.sessions.viewsets.sessions import ConcernsMixin

ASKED_ON_A_PAGE = 100
WITH_COURSE = UndatedSession.objects.select_related("course", "local_authority", "session__venue")


def state(undated: UndatedSession) -> str:
    """Where it stands, in a few words."""
    if undated.session is not None:
        return f"Date set: {day(undated.session.starts_at)}"
    if undated.withdrawn_at is not None:
        return "No longer planned"
    return "Collects interest" if undated.is_announced else "Not announced"


def is_open(undated: UndatedSession) -> bool:
    """Whether its date can be set still, or the plan given up."""
    return undated.session_id is None and undated.withdrawn_at is None


class UndatedIndexView(generic.IndexView):
    """Those whose date is to be set, then the others; the latest planned first."""

    def get_base_queryset(self) -> QuerySet[UndatedSession]:
        """With what the columns show."""
        asked = Count("interests", filter=Q(interests__withdrawn_at=None))
        found = super().get_base_queryset().select_related("course", "local_authority", "session")
        return found.annotate(asked=asked)

    def _get_title_column(self, field_name: str, column_class: Any = TitleColumn, **kwargs: Any) -> Column:
        """The name leads to who asked; what else can be done is behind its buttons, as in every list."""
        leads_to = {"get_url": lambda undated: reverse("training_undated_detail", args=[undated.pk])}
        return self._get_custom_column(field_name, self._get_title_column_class(column_class), **leads_to, **kwargs)

    def get_list_more_buttons(self, instance: UndatedSession) -> list[Any]:
        """Those of every list, and what can be done before there is a date."""
        buttons = [*super().get_list_more_buttons(instance)]
        if is_open(instance):
            date = reverse("training_undated_date", args=[instance.pk])
            withdraw = reverse("training_undated_withdraw", args=[instance.pk])
            buttons.append(Button("Set the date", url=date, icon_name="calendar-check", priority=15))
            buttons.append(Button("Withdraw", url=withdraw, icon_name="cross", priority=40))
        return buttons


class UndatedCreateView(RefusalMixin, generic.CreateView):
    """Plans one through its operation."""

    def save_instance(self) -> UndatedSession:
        """Hand the answers to the operation."""
        return sessions.plan_undated(**self.form.cleaned_data, by=self.request.user, at=timezone.now())


class UndatedEditView(RefusalMixin, generic.EditView):
    """Changes one through its operation."""

    def save_instance(self) -> UndatedSession:
        """Hand the answers to the operation."""
        facts: dict[str, Any] = {name: value for name, value in self.form.cleaned_data.items() if name != "course"}
        return sessions.change_undated(undated=self.object, **facts, by=self.request.user, at=timezone.now())


class UndatedSessionViewSet(PlannedViewSet):
    """Sessions whose date is to be set."""

    model = UndatedSession
    icon = "calendar"
    menu_label = "Undated sessions"
    index_view_class = UndatedIndexView
    add_view_class = UndatedCreateView
    edit_view_class = UndatedEditView
    list_filter = ["course", "mode", "local_authority"]
    ordering = [F("withdrawn_at").asc(nulls_first=True), F("session").asc(nulls_first=True), "-pk"]
    list_display = [
        "course",
        Column("about_when", label="About when"),
        Column("local_authority", label="Area", accessor=lambda each: each.local_authority or ""),
        Column("asked", label="Who asked", accessor="asked"),
        Column("state", label="Status", accessor=state),
    ]

    def get_form_class(self, for_update: bool = False) -> type[UndatedForm]:
        """The same form for a new one and for a change."""
        return UndatedForm


def undated_detail(request: HttpRequest, undated_id: int) -> HttpResponse:
    """Who asked to be told, in order, and what can be done."""
    if not may_see_interest(request.user):
        return permission_denied(request)
    undated = get_object_or_404(WITH_COURSE, pk=undated_id)
    page = Paginator(who_asked(undated).select_related("booking"), ASKED_ON_A_PAGE).get_page(request.GET.get("p"))
    asked = list(page)
    flag_unreached(asked)
    say_where_they_stand(each.booking for each in asked)
    context = {
        "undated": undated,
        "state": state(undated),
        "is_open": is_open(undated),
        "page": page,
        "rows": [(number, each, asked_at(each)) for number, each in enumerate(asked, page.start_index())],
    }
    return render(request, "training/undated_session.html", context, using="django")


def asked_at(interest: Interest) -> str:
    """When somebody asked, in local time."""
    return f"{day(interest.asked_at)}, {clock(interest.asked_at)}"


class SetDateView(ConcernsMixin, generic.CreateView):
    """The usual form of a session in its sections, with what is known filled in; whoever asked is invited when it is
    saved, and what staff should look at is said as after any session."""

    model = Session
    form_class = DateForm
    template_name = "training/undated_set_date.html"
    page_title = page_subtitle = "Set the date"
    header_icon = "calendar-check"
    index_url_name = "undated_session:index"
    edit_url_name = "session:edit"
    submit_button_label = "Set the date and invite"
    submit_button_active_label = "Inviting…"
    undated: UndatedSession

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask who it is first; once there is a date, or no plan any more, lead back."""
        if not may_plan_sessions(request.user):
            return permission_denied(request)
        self.undated = get_object_or_404(WITH_COURSE, pk=kwargs["undated_id"])
        try:
            sessions.refuse_unless_undated(self.undated)
        except sessions.SessionRefusal as refusal:
            messages.error(request, str(refusal))
            return redirect("training_undated_detail", self.undated.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_panel(self) -> Any:
        """The sections of the form."""
        return SESSION.bind_to_model(Session)

    def get_initial(self) -> dict[str, Any]:
        """What is known already."""
        known = {name: getattr(self.undated, name) for name in ("course", "mode", "language")}
        return {**super().get_initial(), **known}

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """By way of the undated session."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("undated_session:index"), "label": "Undated sessions"},
            {"url": reverse("training_undated_detail", args=[self.undated.pk]), "label": self.undated.course.title},
            {"url": "", "label": self.page_title},
        ]

    def get_add_url(self) -> str:
        """Where the form is sent."""
        return reverse("training_undated_date", args=[self.undated.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With how many are waiting to hear."""
        asked = who_asked(self.undated).count()
        return {**super().get_context_data(**kwargs), "undated": self.undated, "asked": asked}

    def save_instance(self) -> Session:
        """Hand the answers to the operation."""
        self.dated = operations.set_date(
            undated=self.undated, **self.form.facts(), by=signed_in_person(self.request), at=timezone.now()
        )
        return self.dated.session

    def get_success_message(self, instance: Session) -> str:
        """Say what became of those who asked."""
        return said_of(self.dated)

    def get_success_url(self) -> str:
        """To the session's line, where the rest is followed."""
        return reverse("training_session_line", args=[self.dated.session.pk])


def said_of(dated: operations.Dated) -> str:
    """How many were offered a place, how many wait, and how many were kept out, in a sentence each."""
    said = ["The date is set."]
    if dated.offered:
        said.append("1 person is offered a place." if dated.offered == 1 else f"{dated.offered} are offered a place.")
    if dated.waiting:
        said.append("1 person waits for one." if dated.waiting == 1 else f"{dated.waiting} wait for one.")
    if dated.kept_out:
        said.append(f"The session's rules do not let in {dated.kept_out} of those who asked; they are told why.")
    return " ".join(said if len(said) > 1 else [*said, "Nobody had asked to be told."])


def withdraw_undated(request: HttpRequest, undated_id: int) -> HttpResponse:
    """Ask once, saying who will be told, then give the plan up and tell them."""
    if not may_plan_sessions(request.user):
        return permission_denied(request)
    undated = get_object_or_404(WITH_COURSE, pk=undated_id)
    if request.method == "POST":
        try:
            sessions.withdraw_undated(undated=undated, by=signed_in_person(request), at=timezone.now())
            messages.success(request, "The session is no longer planned, and everyone who asked is told.")
        except sessions.SessionRefusal as refusal:
            messages.error(request, str(refusal))
        return redirect("training_undated_detail", undated.pk)
    if not is_open(undated):
        return redirect("training_undated_detail", undated.pk)
    context = {"undated": undated, "asked": list(who_asked(undated))}
    return render(request, "training/undated_withdraw.html", context, using="django")


urlpatterns = [
    path("undated-sessions/<int:undated_id>/", undated_detail, name="training_undated_detail"),
    path("undated-sessions/<int:undated_id>/date/", SetDateView.as_view(), name="training_undated_date"),
    path("undated-sessions/<int:undated_id>/withdraw/", withdraw_undated, name="training_undated_withdraw"),
]
