"""Staff screens for sessions."""

from hashlib import sha256
from typing import Any

from django.db.models import Case, F, QuerySet, When
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django_filters import ChoiceFilter
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from documents.dates import clock
from people.accounts.policies import signed_in_person
from training.courses.viewsets import PlannedViewSet
from training.sessions import operations
from training.sessions.forms import SessionForm
from training.sessions.forms.sections import SESSION
from training.sessions.models import LINK_DUE, Lack, Session, SessionQuerySet, SessionStatus
from training.sessions.operations import SessionRefusal
from training.sessions.policies import may_plan_sessions
from training.sessions.queries.staffing import concerns, when
from training.sessions.queries.venues import people_in
from training.sessions.viewsets.buttons import further_buttons
from training.sessions.viewsets.refusals import RefusalMixin


def places(session: Session) -> str:
    """Held and capacity, with a way to the bookings."""
    text = f"{session.places_held} of {session.capacity}"
    return format_html('<a href="{}">{}</a>', reverse("training_session_bookings", args=[session.pk]), text)


def starts(session: Session) -> str:
    """The day with its weekday, and the time."""
    return f"{date_format(timezone.localtime(session.starts_at), 'D j M Y')}, {clock(session.starts_at)}"


def attention(session: Session) -> str:
    """What staff should look at, in few words, of a session to come that was read `with_staffing`."""
    if session.status == SessionStatus.CANCELLED or session.is_over(timezone.now()):
        return ""
    lack = session.lacks(session.facilitator_number)  # type: ignore[attr-defined]
    notes = {
        "No facilitator": lack == Lack.ANYBODY,
        "Needs a second facilitator": lack == Lack.A_SECOND,
        "Facilitator double-booked": session.at_the_same_time,  # type: ignore[attr-defined]
        "No link to join": session.lacks_link() and session.starts_at <= timezone.now() + LINK_DUE,
    }
    return ". ".join(note for note, holds in notes.items() if holds)


class SessionIndexView(generic.IndexView):
    """Sessions: those to come from the next one on, then those that are over from the last one back."""

    def get_base_queryset(self) -> QuerySet[Session]:
        """With what the columns show, and the start of those to come."""
        sessions = super().get_base_queryset().select_related("course", "venue__local_authority").with_staffing()
        return sessions.annotate(comes_at=Case(When(ends_at__gt=timezone.now(), then=F("starts_at"))))

    def search_queryset(self, queryset: QuerySet[Session]) -> QuerySet[Session]:
        """Each session once, however many of its facilitators are found."""
        return super().search_queryset(queryset).distinct()

    def get_list_more_buttons(self, instance: Session) -> list[Any]:
        """Those of every list, and what a session has besides."""
        return [*super().get_list_more_buttons(instance), *further_buttons(instance)]


FILTER_LABELS = {
    "starts_at__date__gte": "From",
    "starts_at__date__lte": "Until",
    "mode": "How it is held",
    "venue__local_authority": "Area",
}


class SessionFilterSet(WagtailFilterSet):
    """By date, course, status and place, and those that staff should look at."""

    attention = ChoiceFilter(
        label="Needs attention", choices=[("yes", "Needs attention")], empty_label="All", method="keep_those_needing_it"
    )

    class Meta:
        model = Session
        fields = {
            "starts_at": ["date__gte", "date__lte"],
            "course": ["exact"],
            "status": ["exact"],
            "mode": ["exact"],
            "venue__local_authority": ["exact"],
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in FILTER_LABELS.items():
            self.filters[name].label = label

    def keep_those_needing_it(self, sessions: SessionQuerySet, name: str, value: str) -> SessionQuerySet:
        """Sessions to come with too few facilitators, or with one who is asked for twice."""
        return sessions.needing_attention(timezone.now())


class ConcernsMixin(RefusalMixin):
    """Warns of what staff should look at in the session that was saved."""

    def warn(self) -> None:
        """With the way to mend it."""
        session: Session = self.object  # type: ignore[attr-defined]
        texts = [concern.text for concern in concerns(session, at=timezone.now())]
        if texts:
            mend = messages.button(reverse("session:edit", args=[session.pk]), "Change the session")
            messages.warning(self.request, " ".join(texts), buttons=[mend])  # type: ignore[attr-defined]


class SessionCreateView(ConcernsMixin, generic.CreateView):
    """Schedules a session through its operation."""

    def save_instance(self) -> Session:
        """Hand the answers to the operation."""
        return operations.schedule_session(**self.form.cleaned_data, by=self.request.user, at=timezone.now())


class SessionEditView(ConcernsMixin, generic.EditView):
    """Changes a session through its operation, which tells those who hold a place. Before anybody is told, it asks."""

    template_name = "training/session_edit.html"
    told = 0  # how many people are told by what is being saved

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what staff should look at, and who would be told of what they typed."""
        context = super().get_context_data(**kwargs)
        if self.told:
            words = f"Save and tell {self.told} {'person' if self.told == 1 else 'people'}"
            was = Session.objects.select_related("venue__local_authority").get(pk=self.object.pk)
            context |= {
                "told": self.told,
                "agreed": _fingerprint(self.form),
                "submit_button_label": words,
                "was": _as_told(was),
                "now": _as_told(self.object),
                "has_another_link": was.joining_link != self.object.joining_link,
            }
        return {**context, "concerns": [] if self.told else concerns(self.object, at=timezone.now())}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Save; where people would be told, only once that was seen and agreed to."""
        self.told = self._number_told(form)
        if self.told and self.request.POST.get("agreed") != _fingerprint(form):
            self.form = form
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)

    def _number_told(self, form: BaseForm) -> int:
        try:
            tells = operations.tells_people(session=self.object, at=timezone.now(), **form.cleaned_data)
        except SessionRefusal:  # said when it is saved
            return 0
        return people_in(self.object) if tells else 0

    def get_success_message(self) -> str:
        """With how many were told."""
        told = "1 person is told" if self.told == 1 else f"{self.told} people are told"
        return f"{super().get_success_message()} {told if self.told else 'Nobody is written to'}."

    @property
    def header_more_buttons(self) -> list[Any]:
        """The same ways on as in the list."""
        buttons = [*super().header_more_buttons, *further_buttons(self.object)]
        if self.object.series_id:
            series = reverse("series:edit", args=[self.object.series_id])
            buttons.append(Button("Its series", url=series, icon_name="calendar", priority=16))
        return buttons

    def save_instance(self) -> Session:
        """Hand the answers to the operation."""
        facts: dict[str, Any] = self.form.cleaned_data
        return operations.change_session(session=self.object, **facts, by=self.request.user, at=timezone.now())


def _as_told(session: Session) -> str:
    return f"{when(session)}. {session.where()}"


def _fingerprint(form: BaseForm) -> str:
    """Of what people would be told, so that agreeing to one change agrees to no other."""
    facts = [str(form.cleaned_data.get(name)) for name in sorted(operations.TOLD_TO_HOLDERS)]
    return sha256("\n".join(facts).encode()).hexdigest()


class SessionViewSet(PlannedViewSet):
    """Sessions."""

    model = Session
    icon = "calendar-alt"
    menu_label = "Sessions"
    index_view_class = SessionIndexView
    add_view_class = SessionCreateView
    edit_view_class = SessionEditView
    filterset_class = SessionFilterSet
    search_fields = ["course__title", "venue__name", "facilitators__name"]
    search_backend_name = None
    edit_handler = SESSION
    ordering = [F("comes_at").asc(nulls_last=True), "-starts_at"]
    list_display = [
        "course",
        Column("starts_at", label="Starts", accessor=starts, sort_key="starts_at"),
        Column("where", label="Where", accessor=lambda session: session.room() or session.get_mode_display()),
        Column("places_held", label="Places held", accessor=places, sort_key="places_held"),
        Column("status", label="Status", accessor="get_status_display", sort_key="status"),
        Column("attention", label="Needs attention", accessor=attention),
    ]

    def get_form_class(self, for_update: bool = False) -> type[SessionForm]:
        """The same form for a new session and for a change."""
        return SessionForm


def cancel_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Ask once, then call a session off and tell everyone who holds a place. Where there is nothing to cancel, lead
    back and say why."""
    if not may_plan_sessions(request.user):
        return permission_denied(request)
    session = get_object_or_404(Session.objects.select_related("course", "venue"), pk=session_id)
    if why_not := nothing_to_cancel(session):
        messages.info(request, why_not)
        return redirect("session:index")
    if request.method == "POST":
        told = ", and everyone who held a place is told" if session.places_held else ""
        try:
            operations.cancel_session(session=session, by=signed_in_person(request), at=timezone.now())
            messages.success(request, f"The session is cancelled{told}.")
        except SessionRefusal as refusal:
            messages.error(request, str(refusal))
        return redirect("session:index")
    about = f"{_who_is_told(session)} This cannot be undone."
    return _ask(request, session, title="Cancel session", button="Cancel the session", about=about, icon="cross")


def _who_is_told(session: Session) -> str:
    if not session.places_held:
        return "Nobody holds a place."
    people = "1 person holds" if session.places_held == 1 else f"{session.places_held} people hold"
    how = "by an email that offers other dates and takes the session out of the calendar"
    return f"{people} a place, and will be told once, {how}."


def _ask(request: HttpRequest, session: Session, **context: Any) -> HttpResponse:
    facts = {"subtitle": session.course.title, "when": session.when_and_where(), "is_serious": True}
    ways = {"back": reverse("session:index"), "keep": "Keep it"}
    return render(request, "training/ask.html", {**facts, **ways, **context}, using="django")


def nothing_to_cancel(session: Session) -> str:
    """Why a session cannot be called off, or need not be; empty where it can."""
    if session.status == SessionStatus.CANCELLED:
        return "This session is cancelled already."
    if session.status == SessionStatus.DRAFT:
        return "This session is a draft, which nobody but staff can see, so there is nothing to cancel."
    if session.starts_at <= timezone.now():
        return "This session has already started, so it can no longer be cancelled."
    return ""


def delete_draft(request: HttpRequest, session_id: int) -> HttpResponse:
    """Ask once, then delete a draft, which nobody but staff has seen."""
    if not may_plan_sessions(request.user):
        return permission_denied(request)
    session = get_object_or_404(Session.objects.select_related("course", "venue"), pk=session_id)
    if request.method != "POST":
        about = "Only staff can see it, so nobody is written to. This cannot be undone."
        return _ask(request, session, title="Delete draft", button="Delete the draft", about=about, icon="bin")
    try:
        operations.delete_draft(session=session, by=signed_in_person(request), at=timezone.now())
        messages.success(request, "The draft is deleted.")
    except SessionRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("session:index")


urlpatterns = [
    path("sessions/<int:session_id>/cancel/", cancel_session, name="training_session_cancel"),
    path("sessions/<int:session_id>/delete/", delete_draft, name="training_session_delete"),
]
