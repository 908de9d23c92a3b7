"""The menu, the footer, the pages that the product itself links to, and the quick exit: edited in the CMS."""

from django.core.validators import URLValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Page

from cms.blocks.links import LinkBlock
from people.streams import BlocksField


def well_known_page(name: str) -> "models.ForeignKey[Page | None, Page | None]":
    """A page that the product itself links to, wherever editors have put it."""
    return models.ForeignKey(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=name
    )


@register_setting(icon="list-ul", name="navigation")
class Navigation(BaseGenericSetting):
    """What every page shows around its content."""

    menu = BlocksField([("link", LinkBlock())], blank=True, max_num=8)
    footer = BlocksField([("link", LinkBlock())], blank=True, max_num=16)
    exit_address = models.URLField(
        "quick exit leads to",
        default="https://www.bbc.co.uk/weather",
        validators=[URLValidator(schemes=["https"])],
        help_text="An everyday page on another site, that says nothing about this one",
    )

    courses_page = well_known_page("courses are found on")
    help_page = well_known_page("help is found on")
    privacy_page = well_known_page("privacy is explained on")

    select_related = WELL_KNOWN = ["courses_page", "help_page", "privacy_page"]
    panels = [
        FieldPanel("menu"),
        FieldPanel("footer"),
        MultiFieldPanel([FieldPanel(name) for name in WELL_KNOWN], heading="Pages that forms and the footer lead to"),
        FieldPanel("exit_address"),
    ]

    class Meta:
        verbose_name = "menu, footer and quick exit"

    def __str__(self) -> str:
        return "Menu, footer and quick exit"
