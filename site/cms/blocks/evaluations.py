"""What attenders wrote in the evaluation of a course and agreed to be quoted on."""

from itertools import groupby
from typing import Any

from django import forms
from wagtail import blocks

from cms.blocks.plain import PlainStructBlock
from surveys.responses.queries.quoting import quotable_texts, quoted_text

LETTERS_SHOWN = 150
GONE = "This can no longer be quoted: its permission was taken back, or it was removed. Choose another, or delete this."


def _choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """What may be quoted, course by course."""
    texts = quotable_texts()
    return [
        (about, [(str(each.key), _shortened(each.text)) for each in of_course])
        for about, of_course in groupby(texts, key=lambda each: each.about)
    ]


def _shortened(text: str) -> str:
    return text if len(text) <= LETTERS_SHOWN else f"{text[:LETTERS_SHOWN].rsplit(' ', 1)[0]} …"


class QuotableBlock(blocks.ChoiceBlock):
    """One text. Only its key is kept on the page, and nothing of it in search: its words stay with the evaluation."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"choices": _choices, **options})

    def get_field(self, **options: Any) -> forms.ChoiceField:
        """Say plainly when what was chosen is gone."""
        field: forms.ChoiceField = super().get_field(**options)
        field.error_messages["invalid_choice"] = GONE
        return field

    def get_searchable_content(self, value: Any) -> list[str]:
        """Nothing."""
        return []


class EvaluationQuotationBlock(PlainStructBlock):
    """An attender's own words about the course of this page, from its evaluation, where they said that they may be
    shown. The page shows nothing once they may not."""

    text = QuotableBlock(
        help_text="What attenders agreed to be quoted on, by the code of the course: choose one about this course"
    )
    attribution = blocks.CharBlock(
        required=False, max_length=80, default="From an evaluation", help_text="Never a name: nobody knows who wrote it"
    )

    when_missing = {"text": "Choose what is quoted."}

    class Meta:
        icon = "openquote"
        label = "Quotation from an evaluation"
        template = "blocks/evaluation_quotation.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add what may be shown: nothing on a page of anything but that course."""
        context = super().get_context(value, parent_context)
        course = getattr((parent_context or {}).get("page"), "course", None)
        context["quoted"] = quoted_text(value["text"] or "", about=course.code) if course else ""
        return context
