"""Staff screens for courses and what they are sorted by."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from training.courses import operations
from training.courses.forms import CourseForm
from training.courses.models import Competency, Course, Framework, Theme


class PlannedViewSet(ModelViewSet):
    """Screens whose permission policy training/wagtail_hooks.py registers. Nothing is copied or deleted in them."""

    copy_view_enabled = False
    add_to_admin_menu = False


def _section(heading: str, *names: str, icon: str, help_text: str = "") -> Panel:
    return MultiFieldPanel([FieldPanel(name) for name in names], heading=heading, icon=icon, help_text=help_text)


COURSE = ObjectList(
    [
        _section("What is taught", "code", "title", "themes", "learning_outcomes", "competencies", icon="openquote"),
        _section("For whom and how", "audience", "duration_minutes", "delivery_modes", "is_sensitive", icon="group"),
        _section("Evaluation", "evaluation", "evaluation_link", icon="clipboard-list"),
        _section(
            "Who gets a certificate",
            "awards_certificate",
            "certificate_minutes",
            "certificate_waits_for_evaluation",
            "cpd_hours",
            "validity_months",
            "renews",
            icon="tick-inverse",
        ),
        _section(
            "What the certificate says",
            "certificate_heading",
            "certificate_words",
            "signatory_name",
            "signatory_post",
            icon="form",
            help_text=(
                "For certificates from now on: those that were issued stay as they are. Once saved, “Certificate” in "
                "the menu above shows a sample."
            ),
        ),
        _section("Offered, or not", "is_active", icon="view"),
    ]
)


class CourseCreateView(generic.CreateView):
    """Makes a course through its operation."""

    def save_instance(self) -> Course:
        """Hand the answers to the operation."""
        return operations.create_course(**self.form.cleaned_data, by=self.request.user, at=timezone.now())


def further_buttons(course: Course) -> list[Any]:
    """To the words of the messages that its people get, to what its certificate looks like, and to what those who came
    said in the questionnaire of ours: for whoever may see results, once it is closed."""
    words = reverse("training_messages:index_course", args=[course.pk])
    certificate = reverse("training_course_certificate", args=[course.pk])
    buttons = [
        Button("Messages", url=words, icon_name="mail", priority=20),
        Button("Certificate", url=certificate, icon_name="form", priority=30),
    ]
    if course.evaluation_id:
        results = f"{reverse('surveys_results', args=[course.evaluation_id])}?{urlencode({'about': course.code})}"
        buttons.append(Button("Evaluation", url=results, icon_name="clipboard-list", priority=40))
    return buttons


class CourseIndexView(generic.IndexView):
    """Courses by their titles."""

    def get_list_more_buttons(self, instance: Course) -> list[Any]:
        """Those of every list, and what a course has besides."""
        return [*super().get_list_more_buttons(instance), *further_buttons(instance)]


class CourseEditView(generic.EditView):
    """Changes a course through its operation."""

    @property
    def header_more_buttons(self) -> list[Any]:
        """The same ways on as in the list."""
        return [*super().header_more_buttons, *further_buttons(self.object)]

    def save_instance(self) -> Course:
        """Hand the answers to the operation."""
        facts: dict[str, Any] = self.form.cleaned_data
        return operations.change_course(course=self.object, **facts, by=self.request.user, at=timezone.now())


class CourseViewSet(PlannedViewSet):
    """Courses."""

    model = Course
    edit_handler = COURSE
    icon = "openquote"
    menu_label = "Courses"
    index_view_class = CourseIndexView
    add_view_class = CourseCreateView
    edit_view_class = CourseEditView
    list_display = [
        "title",
        "code",
        "cpd_hours",
        Column("is_active", label="Offered", accessor=lambda course: "Yes" if course.is_active else "No"),
    ]
    list_filter = ["is_active", "themes"]
    ordering = ["title"]
    search_fields = ["title", "code"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[CourseForm]:
        """The same form for a new course and for a change."""
        return CourseForm


class ThemeViewSet(PlannedViewSet):
    """Themes."""

    model = Theme
    icon = "tag"
    menu_label = "Themes"
    form_fields = ["name", "slug"]
    list_display = ["name", "slug"]
    ordering = ["name"]


class FrameworkViewSet(PlannedViewSet):
    """Competency frameworks."""

    model = Framework
    icon = "folder-open-1"
    menu_label = "Frameworks"
    form_fields = ["name"]
    ordering = ["name"]


class CompetencyViewSet(PlannedViewSet):
    """Competencies."""

    model = Competency
    icon = "tick-inverse"
    menu_label = "Competencies"
    form_fields = ["framework", "code", "name"]
    list_display = ["code", "name", "framework"]
    list_filter = ["framework"]
    ordering = ["framework__name", "code"]
