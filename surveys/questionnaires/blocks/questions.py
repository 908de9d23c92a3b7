"""Questions of every kind, each a block of the kind's own name."""

from typing import Any

from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from surveys.questionnaires.blocks.rules import RuleBlock

ID_HELP = "Made from the words once, when they are first saved. It stays when the words change."
MOST_ID = 40


class IdBlock(blocks.CharBlock):
    """An id that is shown and never typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=MOST_ID, search_index=False, help_text=ID_HELP, **options)
        self.field.widget.attrs["readonly"] = "readonly"


class OptionBlock(blocks.StructBlock):
    """One answer to choose."""

    text = blocks.CharBlock(required=False, max_length=200, label="Words")
    stands_alone = blocks.BooleanBlock(
        required=False, help_text="As “None of these”: it cannot be chosen together with others"
    )
    id = IdBlock()

    class Meta:
        icon = "radio-full"
        label = "Option"
        label_format = "{text}"
        form_layout = BlockGroup(children=["text"], settings=["stands_alone", "id"])


class RowBlock(blocks.StructBlock):
    """One line of a grid."""

    text = blocks.CharBlock(required=False, max_length=200, label="Words")
    id = IdBlock()

    class Meta:
        icon = "minus"
        label = "Row"
        label_format = "{text}"
        form_layout = BlockGroup(children=["text"], settings=["id"])


class QuestionBlock(blocks.StructBlock):
    """What questions of every kind have."""

    label = blocks.CharBlock(
        required=False, max_length=500, label="Question", help_text="{id of an earlier question} stands for its answer"
    )
    hint = blocks.CharBlock(required=False, max_length=500, help_text="How to answer, in a few words")
    why = blocks.TextBlock(required=False, rows=2, max_length=1_000, label="Why we ask")
    sensitive = blocks.BooleanBlock(
        required=False, help_text="Offers “I don’t feel comfortable to say” beside “Prefer not to say”"
    )
    show_when = RuleBlock(required=False, label="Ask it only when")
    id = IdBlock()

    class Meta:
        label_format = "{label}"
        form_classname = "struct-block survey-question"


def _layout(*own: str) -> BlockGroup:
    """The question and its own parts in sight; what most questions do not need folded away."""
    return BlockGroup(children=["label", *own], settings=["hint", "why", "sensitive", "show_when", "id"])


def _options() -> blocks.ListBlock:
    return blocks.ListBlock(OptionBlock(), default=[], label="Options")


class SingleBlock(QuestionBlock):
    """One option."""

    options = _options()

    class Meta:
        icon = "radio-full"
        label = "Choose one"
        form_layout = _layout("options")


class SeveralBlock(QuestionBlock):
    """Any number of options."""

    options = _options()
    greatest = blocks.IntegerBlock(required=False, min_value=1, label="At most", help_text="How many may be chosen")

    class Meta:
        icon = "tick-inverse"
        label = "Choose several"
        form_layout = _layout("options", "greatest")


class ScaleBlock(QuestionBlock):
    """Points from low to high."""

    points = blocks.IntegerBlock(default=5, min_value=2, max_value=11, required=False, help_text="From 1 to this")
    words = blocks.TextBlock(
        required=False, rows=5, help_text="Words of each point, one on a line from the lowest; a line may stay empty"
    )

    class Meta:
        icon = "sliders"
        label = "Scale"
        form_layout = _layout("points", "words")


class GridBlock(QuestionBlock):
    """The same options for each of several rows."""

    rows = blocks.ListBlock(RowBlock(), default=[], label="Rows")
    options = _options()

    class Meta:
        icon = "table"
        label = "Grid"
        form_layout = _layout("rows", "options")


class RankingBlock(QuestionBlock):
    """Options to put in order."""

    options = _options()

    class Meta:
        icon = "list-ol"
        label = "Put in order"
        form_layout = _layout("options")


class NumberBlock(QuestionBlock):
    """A whole number."""

    least = blocks.IntegerBlock(required=False, label="At least")
    greatest = blocks.IntegerBlock(required=False, label="At most")

    class Meta:
        icon = "order"
        label = "Number"
        form_layout = _layout("least", "greatest")


class OwnWordsBlock(QuestionBlock):
    """Own words."""

    may_be_quoted = blocks.BooleanBlock(required=False, help_text="Ask whether we may quote what they write")

    class Meta:
        form_layout = _layout("may_be_quoted")


class PlainQuestionBlock(QuestionBlock):
    """A question with nothing to set besides."""

    class Meta:
        form_layout = _layout()


class QuestionsBlock(blocks.StreamBlock):
    """The questions of a page. Each name is a `Kind`."""

    single = SingleBlock(group="To choose from")
    several = SeveralBlock(group="To choose from")
    scale = ScaleBlock(group="To choose from")
    grid = GridBlock(group="To choose from")
    ranking = RankingBlock(group="To choose from")
    number = NumberBlock(group="To fill in")
    month = PlainQuestionBlock(icon="calendar", label="Month and year", group="To fill in")
    year = PlainQuestionBlock(icon="calendar", label="Year", group="To fill in")
    authority = PlainQuestionBlock(icon="site", label="Local authority", group="Where")
    district = PlainQuestionBlock(icon="site", label="First half of a postcode", group="Where")
    short_text = OwnWordsBlock(icon="pilcrow", label="A few own words", group="In their own words")
    long_text = OwnWordsBlock(icon="pilcrow", label="Many own words", group="In their own words")
