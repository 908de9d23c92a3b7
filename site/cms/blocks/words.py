"""Words: text, notes about hard content, callouts, quotations and accordions."""

from typing import Any

from django.utils import timezone
from wagtail import blocks

from cms.blocks.plain import PlainStructBlock

PROSE = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
PROSE_WITHOUT_HEADINGS = ["bold", "italic", "ol", "ul", "link", "document-link"]


class TextBlock(blocks.RichTextBlock):
    """Running text with headings, lists and links."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"features": PROSE, **options})

    class Meta:
        icon = "pilcrow"
        template = "blocks/text.html"


class CalloutBlock(PlainStructBlock):
    """Something that should not be missed."""

    heading = blocks.CharBlock(required=False, max_length=100)
    text = blocks.RichTextBlock(features=PROSE_WITHOUT_HEADINGS)

    when_missing = {"text": "Write what the callout says."}

    class Meta:
        icon = "info-circle"
        template = "blocks/callout.html"
        label_format = "{heading}"


class QuotationBlock(PlainStructBlock):
    """A person's own words. Without their permission it can not be kept, not even in a draft."""

    quotation = blocks.TextBlock(max_length=600, rows=3, help_text="Their words, without quotation marks")
    attribution = blocks.CharBlock(
        required=False, max_length=120, help_text="As they agreed to be described: “A teacher in a primary school”"
    )
    has_permission = blocks.BooleanBlock(required=False, label="We have their permission to publish this")
    permission_from = blocks.CharBlock(
        required=False,
        max_length=120,
        help_text="Who gave it. Seen by staff only, never on the page nor in search",
        search_index=False,
    )
    permission_on = blocks.DateBlock(required=False, label="Permission given on")

    when_missing = {"quotation": "Write the quotation."}

    class Meta:
        icon = "openquote"
        template = "blocks/quotation.html"
        label_format = "{quotation}"

    def faults(self, value: Any) -> dict[str, str]:
        """Permission is given by someone, on a day that has come."""
        faults = {}
        if not value["has_permission"]:
            faults["has_permission"] = "A quotation needs the person’s permission. Ask them, or take it off the page."
        if not value["permission_from"]:
            faults["permission_from"] = "Write who gave the permission."
        if not value["permission_on"]:
            faults["permission_on"] = "Give the date of the permission."
        elif value["permission_on"] > timezone.localdate():
            faults["permission_on"] = "The date of the permission is still to come. Check it."
        return faults


class AccordionSectionBlock(PlainStructBlock):
    """One part of an accordion."""

    heading = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=PROSE_WITHOUT_HEADINGS)

    when_missing = {"heading": "Write the section’s heading.", "text": "Write what the section says."}

    class Meta:
        icon = "list-ul"
        label_format = "{heading}"


class AccordionBlock(PlainStructBlock):
    """Sections that a reader opens one by one: for questions and answers, never for what everyone must read."""

    sections = blocks.ListBlock(
        AccordionSectionBlock(), min_num=2, default=[{}, {}], help_text="Two or more: a single one reads better as text"
    )

    class Meta:
        icon = "collapse-down"
        template = "blocks/accordion.html"
