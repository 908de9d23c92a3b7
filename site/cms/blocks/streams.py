"""Which blocks a page may hold, and the field that holds them."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError

from cms.blocks.evaluations import EvaluationQuotationBlock
from cms.blocks.front import FiguresBlock, NextSessionsBlock, OffersBlock, StoryBlock
from cms.blocks.links import CallToActionBlock, GetHelpBlock
from cms.blocks.media import DownloadsBlock, ImageBlock, VideoBlock
from cms.blocks.plain import PlainStructBlock
from cms.blocks.words import AccordionBlock, CalloutBlock, QuotationBlock, TextBlock

HEADING = re.compile(r"<h([23])[\s>]")
# Blocks whose own heading is of the second level: a smaller heading in the text below them has its parent.
HEADED = {
    "callout",
    "accordion",
    "downloads",
    "call_to_action",
    "get_help",
    "offers",
    "next_sessions",
    "figures",
    "story",
}


class CoveredBlock(blocks.StreamBlock):
    """What a content note covers until the reader chooses to see it."""

    text = TextBlock()
    quotation = QuotationBlock()
    image = ImageBlock()
    video = VideoBlock()

    class Meta:
        required = False
        template = "blocks/stream.html"


class ContentNoteBlock(PlainStructBlock):
    """A warning before hard content, with the choice to go on, to skip, or to leave."""

    mentions = blocks.CharBlock(
        max_length=200, label="This page mentions", help_text="For example: suicide and knife injuries"
    )
    advice = blocks.TextBlock(required=False, max_length=300, rows=2, help_text="How to look after oneself")
    leave_to = blocks.PageChooserBlock(
        required=False, help_text="Where “Leave this page” goes; the home page, if empty"
    )
    covered = CoveredBlock(required=False, help_text="What to keep closed until the reader opens it, if anything")

    when_missing = {"mentions": "Say what the page mentions, so that people can choose."}

    class Meta:
        icon = "warning"
        template = "blocks/content_note.html"
        label_format = "{mentions}"


class OrderedStreamBlock(blocks.StreamBlock):
    """Blocks whose headings go down one level at a time (WCAG 2.2, 1.3.1 and 2.4.6)."""

    def clean(self, value: Any) -> Any:
        """Refuse a small heading that has no larger one above it."""
        cleaned = super().clean(value)
        has_heading = False
        for index, child in enumerate(cleaned):
            if child.block_type == "text":
                levels = HEADING.findall(str(child.value.source))
                if levels and levels[0] == "3" and not has_heading:
                    refusal = "The first heading here is a small one (H3). Make it a large one (H2)."
                    raise StreamBlockValidationError({index: ValidationError(refusal)})
                has_heading = has_heading or bool(levels)
            has_heading = has_heading or child.block_type in HEADED
        return cleaned

    class Meta:
        template = "blocks/stream.html"


class BodyBlock(OrderedStreamBlock):
    """What the body of any page is made of."""

    text = TextBlock()
    content_note = ContentNoteBlock()
    callout = CalloutBlock()
    quotation = QuotationBlock()
    image = ImageBlock()
    video = VideoBlock()
    accordion = AccordionBlock()
    downloads = DownloadsBlock()
    call_to_action = CallToActionBlock()
    get_help = GetHelpBlock()


class CourseBodyBlock(BodyBlock):
    """What the page of a course is made of: the same, and what its attenders said."""

    evaluation_quotation = EvaluationQuotationBlock()


class HomeBlock(OrderedStreamBlock):
    """What the home page is made of, in the order that editors choose."""

    offers = OffersBlock()
    next_sessions = NextSessionsBlock()
    story = StoryBlock()
    figures = FiguresBlock()
    text = TextBlock()
    quotation = QuotationBlock()
    image = ImageBlock()
    video = VideoBlock()
    call_to_action = CallToActionBlock()
    get_help = GetHelpBlock()

    class Meta:
        template = "blocks/bands.html"
