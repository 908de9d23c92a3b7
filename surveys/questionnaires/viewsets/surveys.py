"""Staff screens for surveys: the list, and the form with their questions."""

from typing import Any

from django.db.models import Q, QuerySet
from django.forms import BaseForm
from django.http import HttpResponse
from django.utils import timezone
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel, TabbedInterface
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from documents.dates import short_day
from surveys.questionnaires import operations
from surveys.questionnaires.forms import SurveyForm
from surveys.questionnaires.models import Mode, Survey, SurveyStatus
from surveys.questionnaires.operations import SurveyRefusal
from surveys.questionnaires.viewsets.buttons import further_buttons


def _section(heading: str, *names: str, icon: str, help_text: str = "") -> Panel:
    return MultiFieldPanel([FieldPanel(name) for name in names], heading=heading, icon=icon, help_text=help_text)


ABOUT = [
    _section("The survey", "title", "slug", "purpose", icon="form"),
    _section("What people read first and last", "introduction", "thanks", icon="openquote"),
    _section("Languages", "languages", icon="globe"),
]
QUESTIONS = [
    FieldPanel(
        "content",
        heading="Pages and questions",
        help_text=(
            "Best one question on a page, in words that an eleven-year-old knows. The settings of a page or question "
            "hold its hint, why you ask, and when it is shown. You can save at any time: what is missing is said "
            "under “Check and publish”."
        ),
    )
]
PRIVACY = [
    _section("How private", "mode", "is_by_invitation", "months_kept", icon="lock"),
    _section("Single answers", "raw_readers", icon="user"),
]
DATES = [
    _section(
        "Dates",
        "closes_on",
        "results_on",
        icon="calendar",
        help_text="People are told both. A survey is not published without them.",
    ),
    _section(
        "Own words",
        "reviewer",
        "read_from",
        "read_until",
        icon="pilcrow",
        help_text="Only when people are asked for their own words. Somebody has to be there who reads them soon.",
    ),
]
PANELS = TabbedInterface(
    [
        ObjectList(ABOUT, heading="About"),
        ObjectList(QUESTIONS, heading="Questions"),
        ObjectList(PRIVACY, heading="Privacy"),
        ObjectList(DATES, heading="Dates and readers"),
    ]
)


# What is said besides, once a survey is saved.
SAVED = {
    SurveyStatus.DRAFT: "",
    SurveyStatus.OPEN: " People answer the published questions until you publish these.",
    SurveyStatus.CLOSED: " Results are read in the words as they were, until an approver mends them.",
}


def _kept_until(survey: Survey) -> str:
    """The day on which answers go, or went."""
    if survey.answers_deleted_on:
        return f"Deleted on {short_day(survey.answers_deleted_on)}"
    goes_on = survey.answers_go_on()
    return short_day(goes_on) if goes_on else ""


class SurveyFilterSet(WagtailFilterSet):
    """By status, mode and purpose."""

    status = ChoiceFilter(
        label="Status", choices=SurveyStatus.choices, empty_label="All", method="keep_those_of_status"
    )

    class Meta:
        model = Survey
        fields = ["mode", "purpose"]

    def keep_those_of_status(self, surveys: QuerySet[Survey], name: str, value: str) -> QuerySet[Survey]:
        """As `Survey.status_at` says, now."""
        is_open = Q(pk__in=Survey.objects.open(timezone.now()).values("pk"))
        return {
            SurveyStatus.DRAFT: surveys.filter(launched_at__isnull=True),
            SurveyStatus.OPEN: surveys.filter(is_open),
            SurveyStatus.CLOSED: surveys.filter(~is_open, launched_at__isnull=False),
        }[SurveyStatus(value)]


class SurveyIndexView(generic.IndexView):
    """Surveys by their titles."""

    def get_list_more_buttons(self, instance: Survey) -> list[Any]:
        """Those of every list, and what a survey has besides."""
        return [*super().get_list_more_buttons(instance), *further_buttons(instance, self.request.user)]


class SurveyFormMixin:
    """Shows an operation's refusal as the form's own error, with all that was typed; and stays with the survey, since
    there is always more to do."""

    def get_success_url(self) -> str:
        """Its own screen."""
        return str(self.get_edit_url())  # type: ignore[attr-defined]

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Save, or say why not."""
        try:
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except SurveyRefusal as refusal:
            form.add_error(None, str(refusal))
            self.produced_error_message = "Nothing was saved."
            return self.form_invalid(form)  # type: ignore[attr-defined]
        return response


class SurveyCreateView(SurveyFormMixin, generic.CreateView):
    """Makes a survey through its operation."""

    def save_instance(self) -> Survey:
        """Hand the answers to the operation."""
        return operations.create_survey(**self.form.cleaned_data, by=self.request.user, at=timezone.now())


class SurveyEditView(SurveyFormMixin, generic.EditView):
    """Changes a survey through its operation."""

    template_name = "surveys/edit.html"

    def save_instance(self) -> Survey:
        """Hand the answers to the operation."""
        facts: dict[str, Any] = self.form.cleaned_data
        return operations.change_survey(survey=self.object, **facts, by=self.request.user, at=timezone.now())

    @property
    def header_more_buttons(self) -> list[Any]:
        """The same ways on as in the list."""
        return [*super().header_more_buttons, *further_buttons(self.object, self.request.user)]

    def get_success_message(self) -> str:
        """What people answer, and results are read in, is what was published."""
        return f"{super().get_success_message()}{SAVED[self.object.status_at(timezone.now())]}"


class SurveyViewSet(ModelViewSet):
    """Surveys. Nothing is copied or deleted here: answers hang on them."""

    model = Survey
    icon = "clipboard-list"
    menu_label = "Surveys"
    add_to_admin_menu = False
    copy_view_enabled = False
    index_view_class = SurveyIndexView
    add_view_class = SurveyCreateView
    edit_view_class = SurveyEditView
    filterset_class = SurveyFilterSet
    edit_handler = PANELS
    ordering = ["title", "pk"]
    search_fields = ["title", "slug"]
    search_backend_name = None
    list_display = [
        "title",
        Column("status", label="Status", accessor=lambda survey: survey.status_at(timezone.now()).label),
        Column("mode", label="How private", accessor=lambda survey: Mode(survey.mode).label.partition(":")[0]),
        Column("purpose", label="For", accessor="get_purpose_display"),
        Column("closes_on", label="Last day", accessor="last_day", sort_key="closes_on"),
        Column("answers", label="Answers kept until", accessor=_kept_until),
    ]

    def get_form_class(self, for_update: bool = False) -> type[SurveyForm]:
        """The same form for a new survey and for a change."""
        return SurveyForm
