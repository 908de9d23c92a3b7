"""The page types that any site needs, and what all pages share."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from cms.blocks.links import LinkBlock
from cms.blocks.pictures import picture_choices
from cms.blocks.streams import BodyBlock, HomeBlock
from people.streams import BlocksField


class SitePage(Page):
    """What every page has: a summary for lists and searches, and a quick way out where the subject is hard."""

    summary = models.CharField(
        max_length=250,
        blank=True,
        help_text="One or two plain sentences. Shown under the title, in lists and in search",
    )
    offers_exit = models.BooleanField(
        "offer a quick exit",
        default=False,
        help_text="Shows “Exit this page”: for pages that it may not be safe to be seen reading",
    )

    search_fields = [*Page.search_fields, index.SearchField("summary", boost=2)]
    promote_panels = [MultiFieldPanel(Page.promote_panels, "For search engines and menus"), FieldPanel("offers_exit")]

    class Meta:
        abstract = True

    def description(self) -> str:
        """What search engines and lists say of the page."""
        return self.search_description or self.summary

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Where the list for search engines says the page is: under the address that people use, as in every email."""
        (entry,) = super().get_sitemap_urls(request)
        return [entry | {"location": f"{settings.SITE_URL}{self.get_url(request)}"}]

    def way_here(self, request: HttpRequest) -> list[dict[str, str]]:
        """The pages above this one, from the home page down, as breadcrumbs."""
        above = self.get_ancestors().live().filter(depth__gt=1)
        return [
            {"text": "Home" if page.depth == 2 else page.title, "href": page.get_url(request) or "/"} for page in above
        ]


class PicturedPage(SitePage):
    """A page that may have one of our own drawings: beside its title, and on its card in lists."""

    picture = models.CharField(
        "drawing",
        max_length=20,
        blank=True,
        choices=picture_choices,
        help_text="For warmth only: it is not read out",
    )

    class Meta:
        abstract = True


class HomePage(SitePage):
    """The front door. Its bands are blocks, in the order that editors choose."""

    hero_heading = models.CharField(max_length=120, help_text="What this site helps people do, in one line")
    hero_text = models.TextField(max_length=350, blank=True)
    hero_image = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="For mood only, without words in it: it is not read out. A drawing is shown if there is none",
    )
    hero_links = BlocksField([("link", LinkBlock())], max_num=2, blank=True)
    body = BlocksField(HomeBlock(), blank=True)

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("hero_heading"), FieldPanel("hero_text"), FieldPanel("hero_image"), FieldPanel("hero_links")],
            heading="At the top",
        ),
        FieldPanel("body"),
        FieldPanel("summary"),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("hero_text"), index.SearchField("body")]
    template = "cms/home_page.html"
    page_description = "The front door. There is one"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.SectionPage", "cms.StandardPage", "cms.CourseCataloguePage", "cms.NewsIndexPage"]
    max_count = 1


class SectionPage(PicturedPage):
    """A part of the site: an introduction, then cards of the pages below it."""

    body = BlocksField(BodyBlock(), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("picture"), FieldPanel("body")]
    search_fields = [*SitePage.search_fields, index.SearchField("body")]
    template = "cms/section_page.html"
    page_description = "An introduction, then cards of the pages below it"
    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    subpage_types = ["cms.SectionPage", "cms.StandardPage", "cms.NewsIndexPage"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the pages below that anyone may read."""
        context = super().get_context(request, *args, **kwargs)
        context["children"] = list(self.get_children().live().public().specific().order_by("path"))
        return context


class StandardPage(PicturedPage):
    """Words, pictures, help: any page that is no special kind."""

    body = BlocksField(BodyBlock(), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("picture"), FieldPanel("body")]
    search_fields = [*SitePage.search_fields, index.SearchField("body")]
    template = "cms/standard_page.html"
    page_description = "Words, pictures, help: any page that is no special kind"
    parent_page_types = ["cms.HomePage", "cms.SectionPage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage"]
