"""How an answer is written down, for each kind of question, and what may stand in place of one.

| Kind | Written as |
|---|---|
| single, scale, authority | the option's id |
| several | a list of ids, in the order of the options |
| grid | {row: the option's id}, of the rows that were answered |
| ranking | a list of all ids, the first one first |
| number | a whole number |
| month, year | "2024-05", "2024" |
| district | the first half of a postcode, as "AB12" |
| short_text, long_text | the text on the way; where answers are kept, nothing |
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from surveys.questionnaires.definition.parts import ONE_OPTION, Kind, Question

MOST_LETTERS = {Kind.SHORT_TEXT: 200, Kind.LONG_TEXT: 2_000}
DISTRICT = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")
MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")
YEAR = re.compile(r"(19|20)\d\d")


class Instead(StrEnum):
    """What stands in place of an answer. A question that was never on the path has no entry at all."""

    PREFER_NOT = "~prefer_not"
    UNCOMFORTABLE = "~uncomfortable"
    SKIPPED = "~skipped"


REFUSALS = (Instead.PREFER_NOT.value, Instead.UNCOMFORTABLE.value)


class NotAnAnswer(ValueError):
    """Something that this question cannot be answered with: a page that was tampered with, or a fault of ours."""


def refusals_of(question: Question) -> tuple[str, ...]:
    """The ways of not saying that this question offers."""
    return REFUSALS if question.sensitive else REFUSALS[:1]


def chosen_options(answer: Any) -> list[str]:
    """An answer as the list of what was chosen: none for no answer, one for one option, a grid's by its rows."""
    if answer is None or answer == Instead.SKIPPED:
        return []
    if isinstance(answer, Mapping):
        return [str(each) for each in answer.values()]
    return [str(each) for each in answer] if isinstance(answer, list | tuple) else [str(answer)]


def check(question: Question, answer: Any) -> None:
    """Refuse what cannot be an answer to this question: NotAnAnswer. What people may type wrongly is the form's to
    explain; this is the last word before anything is kept."""
    if isinstance(answer, str) and answer.startswith("~"):
        _check_instead(question, answer)
    elif not _is_answer(question, answer):
        raise NotAnAnswer(f"{question.id}: not an answer to a question of the kind {question.kind}")


def _check_instead(question: Question, answer: str) -> None:
    allowed: set[str] = {Instead.SKIPPED, *refusals_of(question)}
    if answer not in allowed:
        raise NotAnAnswer(f"{question.id}: cannot be left in this way")


def _is_answer(question: Question, answer: Any) -> bool:
    ids = [option.id for option in question.options]
    if question.kind in ONE_OPTION:
        return answer in ids
    if question.kind == Kind.SEVERAL:
        return _are_several(question, answer)
    if question.kind == Kind.RANKING:
        return isinstance(answer, list) and sorted(map(str, answer)) == sorted(ids)
    if question.kind == Kind.GRID:
        is_grid = isinstance(answer, dict) and bool(answer)
        return is_grid and all(row in question.rows and option in ids for row, option in answer.items())
    if question.kind == Kind.NUMBER:
        return isinstance(answer, int) and not isinstance(answer, bool) and _is_within(question, answer)
    return isinstance(answer, str) and _is_text(question.kind, answer)


def _are_several(question: Question, answer: Any) -> bool:
    if not isinstance(answer, list) or not answer or len(set(map(str, answer))) != len(answer):
        return False
    options = [question.option(each) if isinstance(each, str) else None for each in answer]
    if None in options or (len(answer) > 1 and any(option.exclusive for option in options if option)):
        return False
    return len(answer) <= (question.greatest or len(question.options))


def _is_within(question: Question, number: int) -> bool:
    least, greatest = question.bounds
    return least <= number <= greatest


def _is_text(kind: Kind, answer: str) -> bool:
    patterns = {Kind.MONTH: MONTH, Kind.YEAR: YEAR, Kind.DISTRICT: DISTRICT}
    if kind in patterns:
        return patterns[kind].fullmatch(answer) is not None
    return 0 < len(answer) <= MOST_LETTERS[kind] and "\0" not in answer
