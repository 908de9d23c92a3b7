"""How answers are counted where no row of them is kept.

| Question | `table` | `cell` |
|---|---|---|
| one option, number, month, year, district | `age` | the answer: `under_16`, `12`, `2024-05` |
| several | `where` | each option that was chosen, on its own |
| grid | `who.family`, for each row | the option's id |
| ranking | `order.clubs`, for each option | its place: `1` |
| a declared cross-tab | `safe*age` | `no*under_16`: each pair of what was chosen |

The table `~people` counts everybody who has sent their answers, in its one cell, `~asked`. In every other one `~asked`
counts whoever was asked (both questions, for a cross-tab), and `~prefer_not`, `~uncomfortable` and `~skipped` those who
did not answer. Only questions of one option take part in a cross-tab.
Of questions in own words nothing is counted: a total of one would say of the only text what its writer has answered.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

from surveys.questionnaires.definition import IN_OWN_WORDS, ONE_OPTION, Instead, Kind, Question, Questionnaire

ASKED = "~asked"
PEOPLE = "~people"  # the table of all who answered, whatever each of them was asked: of totals, and as released
AND = "*"  # between two questions, and between two answers: no id has it


class Cell(NamedTuple):
    """One cell of one table."""

    table: str
    cell: str


def cells(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> Counter[Cell]:
    """The cells that one person's settled answers add one to."""
    counted: Counter[Cell] = Counter([Cell(PEOPLE, ASKED)])
    for key, answer in answers.items():
        if (question := questionnaire.question(key)).kind not in IN_OWN_WORDS:
            counted.update(_of_question(question, answer))
    for rows, columns in questionnaire.crosstabs:
        kinds = {questionnaire.question(rows).kind, questionnaire.question(columns).kind}
        if rows in answers and columns in answers and kinds <= ONE_OPTION:
            counted.update(_of_pair(questionnaire, rows, columns, answers))
    return counted


def _of_question(question: Question, answer: Any) -> Iterator[Cell]:
    parts = {Kind.GRID: question.rows, Kind.RANKING: tuple(option.id for option in question.options)}
    for part in parts.get(question.kind, ("",)):
        table = f"{question.id}.{part}" if part else question.id
        yield Cell(table, ASKED)
        yield from (Cell(table, cell) for cell in _said(question, part, answer))


def _said(question: Question, part: str, answer: Any) -> list[str]:
    if isinstance(answer, str) and answer.startswith("~"):
        return [answer]
    if question.kind == Kind.GRID:
        return [answer.get(part, Instead.SKIPPED.value)]
    if question.kind == Kind.RANKING:
        return [str(answer.index(part) + 1)]
    return [str(each) for each in answer] if isinstance(answer, list) else [str(answer)]


def _of_pair(questionnaire: Questionnaire, rows: str, columns: str, answers: Mapping[str, Any]) -> Iterator[Cell]:
    table = f"{rows}{AND}{columns}"
    yield Cell(table, ASKED)
    said = [_said(questionnaire.question(key), "", answers[key]) for key in (rows, columns)]
    yield from (Cell(table, f"{row}{AND}{column}") for row, column in product(*said))
