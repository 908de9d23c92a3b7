"""News items and stories, and the page that lists them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from cms.blocks.streams import BodyBlock
from cms.pages.models import PicturedPage, SitePage
from people.streams import BlocksField

ITEMS_ON_A_PAGE = 12


class NewsKind(models.TextChoices):
    """What an item is."""

    NEWS = "news", "News"
    STORY = "story", "Story"


class NewsIndexPage(SitePage):
    """News and stories, newest first."""

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    template = "cms/news_index_page.html"
    page_description = "Lists news and stories, newest first"
    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    subpage_types = ["cms.NewsPage"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of the items below that anyone may read."""
        context = super().get_context(request, *args, **kwargs)
        items = NewsPage.objects.child_of(self).live().public().select_related("image")
        paginator = Paginator(items.order_by("-published_on", "-pk"), ITEMS_ON_A_PAGE)
        context["items"] = paginator.get_page(request.GET.get("page"))
        return context


class NewsPage(PicturedPage):
    """One news item, or the story of something that helped."""

    kind = models.CharField(max_length=5, choices=NewsKind.choices, default=NewsKind.NEWS)
    published_on = models.DateField("date", default=timezone.localdate, help_text="The date shown on it")
    image = models.ForeignKey(
        get_image_model_string(), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    image_alt_text = models.CharField(
        "alternative text", max_length=250, blank=True, help_text="What the picture shows, for who can not see it"
    )
    body = BlocksField(BodyBlock(), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("published_on"),
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt_text"), FieldPanel("picture")], heading="Picture"),
        FieldPanel("body"),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("body"), index.FilterField("published_on")]
    template = "cms/news_page.html"
    page_description = "One news item or story"
    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types: list[str] = []

    def clean(self) -> None:
        """A picture never comes without its words."""
        super().clean()
        if self.image_id and not self.image_alt_text:
            raise ValidationError(
                {"image_alt_text": "Say in words what the picture shows, for people who can not see it."}
            )
