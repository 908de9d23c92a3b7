"""Pages of a questionnaire, where they lead, and what stands beside them: help, equality questions, cross-tables."""

from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from surveys.questionnaires.blocks.questions import IdBlock, QuestionsBlock
from surveys.questionnaires.blocks.rules import RuleBlock
from surveys.questionnaires.equality import EQUALITY_SETS, standard_sets


class SkipBlock(blocks.StructBlock):
    """From the end of this page on to a later one."""

    when = RuleBlock(label="When")
    to = blocks.CharBlock(
        required=False, max_length=500, label="Go on to", help_text="A later page: its title or its id"
    )

    class Meta:
        icon = "arrow-right"
        label = "Skip"
        label_format = "{to}"
        form_classname = "struct-block survey-skip"


class HelpBlock(blocks.StructBlock):
    """Where to turn, shown below this page once these answers are given. Nothing is kept of whether it was shown."""

    when = RuleBlock(label="Show it when")
    title = blocks.CharBlock(required=False, max_length=200)
    text = blocks.TextBlock(required=False, rows=3, max_length=2_000)
    id = IdBlock()

    class Meta:
        icon = "help"
        label = "Help"
        label_format = "{title}"
        form_layout = BlockGroup(children=["when", "title", "text"], settings=["id"])


class PageBlock(blocks.StructBlock):
    """Questions that are asked together: best one, seldom more than three."""

    title = blocks.CharBlock(
        required=False,
        max_length=150,
        help_text="Stands at the top of the page, in large letters: say nothing there that others should not see",
    )
    text = blocks.TextBlock(required=False, rows=3, max_length=2_000, label="Words above the questions")
    questions = QuestionsBlock(required=False)
    help = blocks.ListBlock(HelpBlock(), default=[], label="Help for some answers")
    skips = blocks.ListBlock(SkipBlock(), default=[], label="Skips to a later page")
    show_when = RuleBlock(required=False, label="Show this page only when")
    id = IdBlock()

    class Meta:
        icon = "doc-empty"
        label = "Page"
        label_format = "{title}"
        form_classname = "struct-block survey-page"
        form_layout = BlockGroup(children=["title", "text", "questions", "help", "skips"], settings=["show_when", "id"])


def _sets() -> list[tuple[str, str]]:
    return [(each.key, f"{each.title} ({each.edition})") for each in EQUALITY_SETS.values()]


class EqualityBlock(blocks.StructBlock):
    """Equality questions in their official wording. They are asked last, wherever this stands, and are optional."""

    sets = blocks.MultipleChoiceBlock(
        choices=_sets, default=list(standard_sets()), required=False, label="Which questions", search_index=False
    )

    class Meta:
        icon = "group"
        label = "Equality questions"


class CountedTogetherBlock(blocks.StructBlock):
    """Two questions to be counted together. A survey that only counts can show no other pairs later."""

    rows = blocks.CharBlock(required=False, max_length=500, label="This question", help_text="Its words or its id")
    columns = blocks.CharBlock(required=False, max_length=500, label="By this one", help_text="Its words or its id")

    class Meta:
        icon = "table"
        label = "Count two questions together"
        label_format = "{rows} by {columns}"
        form_classname = "struct-block survey-together"
