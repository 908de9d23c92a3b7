"""Conditions over earlier answers, as editors put them together: two levels, of all, any or none."""

from wagtail import blocks

HOW = [("all", "All of these are so"), ("any", "At least one of these is so"), ("none", "None of these is so")]
TESTS = [
    ("any", "is, or includes, one of"),
    ("not_any", "is not, and does not include, any of"),
    ("equal", "is exactly"),
    ("all", "includes all of"),
    ("count", "has at least so many chosen"),
    ("greater", "is more than"),
]


class ConditionBlock(blocks.StructBlock):
    """One test of one earlier answer."""

    question = blocks.CharBlock(
        required=False, max_length=500, label="The answer to", help_text="An earlier question: its words or its id"
    )
    row = blocks.CharBlock(required=False, max_length=500, label="In the row", help_text="Only for a grid")
    test = blocks.ChoiceBlock(choices=TESTS, default="any", required=False, label="Test")
    options = blocks.TextBlock(required=False, rows=2, label="These options", help_text="One on a line: words or id")
    number = blocks.IntegerBlock(required=False, label="This number", help_text="For “more than” and “so many chosen”")

    class Meta:
        icon = "help"
        label = "Condition"
        label_format = "{question} {options} {number}"
        form_classname = "struct-block survey-condition"


class GroupBlock(blocks.StructBlock):
    """Conditions that count as one."""

    how = blocks.ChoiceBlock(choices=HOW, default="any", required=False, label="It holds when")
    conditions = blocks.ListBlock(ConditionBlock(), default=[])

    class Meta:
        icon = "list-ul"
        label = "Group of conditions"


class ConditionsBlock(blocks.StreamBlock):
    """Conditions, and groups of them."""

    condition = ConditionBlock()
    group = GroupBlock()


class RuleBlock(blocks.StructBlock):
    """A rule; without conditions there is none, and what it is for is always so."""

    how = blocks.ChoiceBlock(choices=HOW, default="all", required=False, label="When")
    conditions = ConditionsBlock(required=False)

    class Meta:
        icon = "decimal"
        label_format = ""
