"""What the home page shows beside running text: who it is for, what is on, a story, figures."""

from typing import Any

from django.utils import timezone
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.links import LinkBlock
from cms.blocks.pictures import PICTURES
from cms.blocks.plain import PlainStructBlock
from cms.blocks.words import QuotationBlock


class DrawingBlock(blocks.ChoiceBlock):
    """One of our own drawings. Its name is for editors: nobody searches for it."""

    choices = PICTURES

    def get_searchable_content(self, value: Any) -> list[str]:
        """Nothing."""
        return []


class OfferBlock(PlainStructBlock):
    """What we do for one group of people."""

    picture = DrawingBlock(required=False)
    heading = blocks.CharBlock(max_length=80)
    text = blocks.TextBlock(max_length=250, rows=2)
    link = LinkBlock()

    when_missing = {"heading": "Write a heading.", "text": "Write a sentence or two."}

    class Meta:
        icon = "group"
        label_format = "{heading}"


class OffersBlock(PlainStructBlock):
    """What we do, for whom: two to six cards."""

    heading = blocks.CharBlock(max_length=100)
    offers = blocks.ListBlock(OfferBlock(), min_num=2, max_num=6, default=[{}, {}], help_text="Two to six")

    when_missing = {"heading": "Write a heading."}

    class Meta:
        icon = "group"
        template = "blocks/offers.html"
        label_format = "{heading}"


class NextSessionsBlock(PlainStructBlock):
    """The sessions that come next, of every course that has a page."""

    heading = blocks.CharBlock(max_length=100, default="Coming up")
    text = blocks.TextBlock(required=False, max_length=250, rows=2)
    how_many = blocks.IntegerBlock(min_value=1, max_value=8, default=4)
    link = LinkBlock(help_text="Where to see them all")

    when_missing = {"heading": "Write a heading."}

    class Meta:
        icon = "date"
        template = "blocks/next_sessions.html"
        label_format = "{heading}"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the sessions, soonest first, each with its course's page."""
        from cms.courses.queries import next_sessions  # it asks for pages, which are made of blocks

        context = super().get_context(value, parent_context)
        context["sessions"] = next_sessions(at=timezone.now(), limit=value["how_many"] or 4)
        return context


class FigureBlock(PlainStructBlock):
    """One figure, with what it counts and when: a bare number can not be trusted."""

    figure = blocks.CharBlock(max_length=20, help_text="As it is to be read: 7,053")
    text = blocks.CharBlock(max_length=120, help_text="What it counts")
    period = blocks.CharBlock(max_length=80, help_text="When: April 2022 to March 2023")

    when_missing = {
        "figure": "Write the figure.",
        "text": "Say what the figure counts.",
        "period": "Say which period the figure is for.",
    }

    class Meta:
        icon = "order"
        label_format = "{figure} {text}"


class FiguresBlock(PlainStructBlock):
    """Up to four figures that editors have checked."""

    heading = blocks.CharBlock(max_length=100)
    figures = blocks.ListBlock(FigureBlock(), min_num=1, max_num=4, help_text="One to four")
    note = blocks.CharBlock(required=False, max_length=250, help_text="Where the figures come from")

    when_missing = {"heading": "Write a heading."}

    class Meta:
        icon = "order"
        template = "blocks/figures.html"
        label_format = "{heading}"


class StoryBlock(PlainStructBlock):
    """A short account of something that helped, in someone's own words where they allow it."""

    heading = blocks.CharBlock(max_length=100)
    text = blocks.TextBlock(max_length=500, rows=4)
    image = ImageChooserBlock(required=False)
    alt_text = blocks.CharBlock(required=False, max_length=250, label="Alternative text")
    quotation = blocks.ListBlock(QuotationBlock(), max_num=1, default=[])
    link = blocks.ListBlock(LinkBlock(), max_num=1, default=[])

    when_missing = {"heading": "Write a heading.", "text": "Write the story."}

    class Meta:
        icon = "openquote"
        template = "blocks/story.html"
        label_format = "{heading}"

    def faults(self, value: Any) -> dict[str, str]:
        """A picture never comes without its words."""
        if value["image"] and not value["alt_text"]:
            return {"alt_text": "Say in words what the picture shows, for people who can not see it."}
        return {}
