"""Pages about training: the catalogue, one page for each course, and its modules."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.blocks.streams import BodyBlock, CourseBodyBlock
from cms.courses.facts import facts_of
from cms.pages.models import PicturedPage, SitePage
from people.streams import BlocksField
from surveys.responses.queries.quoting import quoted_text
from training.models import Course
from training.sessions.queries import find_sessions, find_undated

SESSIONS_ON_A_PAGE = 10


class CourseCataloguePage(SitePage):
    """Every course, with filters."""

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    template = "cms/course_catalogue_page.html"
    page_description = "Every course, with filters. There is one"
    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    subpage_types = ["cms.CoursePage"]
    max_count = 1

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the filters, and one page of the courses that match them."""
        from cms.courses.catalogue import look_through  # it asks for CoursePage, below

        return super().get_context(request, *args, **kwargs) | look_through(request.GET, at=timezone.now())


class CoursePageForm(WagtailAdminPageForm):
    """What editors are asked for the page of a course."""

    def clean(self) -> dict[str, Any]:
        """Refuse to quote what was said of another course: the page would show nothing of it."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        course, body = told.get("course"), told.get("body")
        if course and body:
            quoted = [block.value["text"] for block in body if block.block_type == "evaluation_quotation"]
            if not all(quoted_text(key, about=course.code) for key in quoted):
                self.add_error(
                    "body", f"One of the quotations is not about {course.title}, so it cannot be shown here."
                )
        return told


class CoursePage(PicturedPage):
    """The words about a course. Its facts and its sessions are training's, and are shown as they stand.

    A foreign key and not a one-to-one field, since each language may have its page of the course; `clean` keeps it to
    one page in a language.
    """

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    body = BlocksField(CourseBodyBlock(), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("course"),
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("body"),
        index.FilterField("course_id"),
        index.RelatedFields("course", [index.FilterField("is_active")]),
    ]
    base_form_class = CoursePageForm
    template = "cms/course_page.html"
    page_description = "The page of one course"
    parent_page_types = ["cms.CourseCataloguePage"]
    subpage_types = ["cms.ModulePage"]

    def clean(self) -> None:
        """Refuse a second page of the same course in the same language."""
        super().clean()
        others = CoursePage.objects.filter(course_id=self.course_id, locale_id=self.locale_id).exclude(pk=self.pk)
        if self.course_id and (other := others.first()):
            raise ValidationError({"course": f"“{other.title}” is already the page of this course."})

    def theme_names(self) -> list[str]:
        """The names of the course's themes, for a card."""
        return sorted(theme.name for theme in self.course.themes.all())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the facts, the sessions to come, and the modules that anyone may read."""
        context = super().get_context(request, *args, **kwargs)
        context["facts"] = facts_of(self.course)
        sessions = find_sessions(at=timezone.now(), course=self.course)
        context["sessions"] = Paginator(sessions, SESSIONS_ON_A_PAGE).get_page(request.GET.get("dates"))
        context["undated_sessions"] = list(find_undated(course=self.course))
        context["modules"] = list(ModulePage.objects.child_of(self).live().public().order_by("path"))
        return context


class ModulePage(SitePage):
    """One unit of a course that is learned at one's own pace. Content only, for now."""

    minutes = models.PositiveSmallIntegerField(null=True, blank=True, help_text="About how long it takes")
    body = BlocksField(BodyBlock(), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("minutes"), FieldPanel("body")]
    search_fields = [*SitePage.search_fields, index.SearchField("body")]
    template = "cms/module_page.html"
    page_description = "One unit of a course that is learned at one's own pace"
    parent_page_types = ["cms.CoursePage"]
    subpage_types: list[str] = []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the course's page and the modules on either side."""
        context = super().get_context(request, *args, **kwargs)
        context["course_page"] = self.get_parent()
        context["previous"] = self.get_prev_siblings().live().public().first()
        context["next"] = self.get_next_siblings().live().public().first()
        return context
