"""Where a reader can go next: links, calls to action and the get-help panel."""

from typing import Any

from django.core.validators import RegexValidator
from django.http import HttpRequest
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.plain import PlainStructBlock
from people.models import Helpline

# A path of this site, or a scheme that cannot carry a script.
safe_address = RegexValidator(
    r"^(/(?![/\\])|https?://|mailto:|tel:)[^\s]*$",
    "Start the address with https://, or with / for a page of this site.",
)


class LinkValue(blocks.StructValue):
    """A link as an editor chose it."""

    def href(self, request: HttpRequest | None = None) -> str:
        """The address to link to; empty when the page chosen is not published, so that nothing is linked."""
        page = self.get("page")
        if page is not None:
            return (page.get_url(request) or "") if page.live else ""
        return str(self.get("address") or "")


class LinkBlock(PlainStructBlock):
    """The words of a link, and a page of this site or an address."""

    text = blocks.CharBlock(max_length=60, help_text="Say where it goes: “Find a course”, not “Click here”")
    page = blocks.PageChooserBlock(required=False)
    address = blocks.CharBlock(
        required=False,
        max_length=500,
        validators=[safe_address],
        help_text="Only when it is not a page of this site",
        search_index=False,
    )

    when_missing = {"text": "Write the words of the link."}

    class Meta:
        icon = "link"
        value_class = LinkValue
        template = "blocks/link.html"
        label_format = "{text}"

    def faults(self, value: Any) -> dict[str, str]:
        """A link leads to one place."""
        if value["page"] and value["address"]:
            return {"address": "Choose a page or write an address, not both."}
        if not value["page"] and not value["address"] and not self.is_deferred_validation:
            return {"page": "Choose the page that this links to, or write an address below."}
        return {}


class CallToActionBlock(PlainStructBlock):
    """One thing that we hope a reader will do next."""

    heading = blocks.CharBlock(max_length=100)
    text = blocks.TextBlock(required=False, max_length=300, rows=2)
    link = LinkBlock()

    when_missing = {"heading": "Write a heading."}

    class Meta:
        icon = "pick"
        template = "blocks/call_to_action.html"
        label_format = "{heading}"


class GetHelpBlock(PlainStructBlock):
    """Where to turn: the helplines chosen, or all of them."""

    heading = blocks.CharBlock(max_length=100, default="Get help")
    text = blocks.TextBlock(required=False, max_length=400, rows=2)
    helplines = blocks.ListBlock(
        SnippetChooserBlock(Helpline), default=[], help_text="Leave empty to show every helpline"
    )

    when_missing = {"heading": "Write a heading."}

    class Meta:
        icon = "help"
        template = "blocks/get_help.html"
        label_format = "{heading}"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the helplines to show; the one for emergencies is first."""
        context = super().get_context(value, parent_context)
        chosen = [helpline for helpline in value["helplines"] if helpline]
        context["helplines"] = chosen or list(Helpline.objects.order_by("-is_emergency", "position", "name"))
        return context
