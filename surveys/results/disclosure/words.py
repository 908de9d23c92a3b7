"""What is said of published counts, to the public."""

from surveys.results.disclosure.published import Shown, ShownAs
from surveys.results.disclosure.rules import STANDARD, Rules


def in_words(shown: Shown, *, rules: Rules = STANDARD) -> str:
    """ "about 20", "none", "fewer than 5" or "not shown"."""
    if shown.kind is ShownAs.HIDDEN:
        return "not shown"
    if shown.kind is ShownAs.FEWER:
        return f"fewer than {rules.least_count}"
    if shown.number == 0:
        return "none"
    return f"about {shown.number}" if rules.nearest > 1 else f"{shown.number}"


def explained(*, rules: Rules = STANDARD) -> str:
    """One paragraph for the public on what is rounded or not shown, and why."""
    return (
        f"We never show a number that could point to a person. We show nothing about a group of fewer than"
        f" {rules.least_base} people. A count of 1 to {rules.most_hidden} is shown as “fewer than"
        f" {rules.least_count}”. When nearly everyone in a group gave the same answer, we say “fewer than"
        f" {rules.least_count}” for the other answers, even if nobody gave them. Every other count is rounded to the"
        f" nearest {rules.nearest}, and percentages are worked out from the rounded counts, so they may not add up to"
        f" 100. Sometimes we leave out another number as well, so that nobody can work out a small one by taking one"
        f" number away from another."
    )
