"""Single answers as a table: without their keys, in an order that is new each time, and without anything by which one
answer could be told from others where nobody is to be known."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import SystemRandom
from typing import Any

from surveys.models import HeldText, Mode, Survey, TextState
from surveys.questionnaires.definition import Kind
from surveys.responses.models import ROWS
from surveys.results.disclosure.rules import STANDARD
from surveys.results.exports.variables import Variable, variables_of
from surveys.results.queries.ground import Ground


@dataclass(frozen=True)
class Answer:
    """Somebody's answers, and what is known beside them: headings and texts."""

    version: int
    answers: dict[str, Any]
    beside: tuple[str, ...]


@dataclass(frozen=True)
class Answers:
    """All single answers: the headings of what is known beside them, the columns, and the rows."""

    beside: tuple[str, ...]
    variables: tuple[Variable, ...]
    rows: tuple[Answer, ...]


def single_answers(ground: Ground) -> Answers:
    """Every released answer of a survey that keeps rows. Two statements: rows, and what was written is not among them.

    In the named mode with who it was and the day. In the paired one with which two belong together, by numbers made for
    this file. Never the week; a course is told only where each of them holds people enough.
    """
    survey = ground.survey
    names = ["version_id", "answers", "about"]
    names += {Mode.NAMED: ["person__name", "person__email", "answered_on"], Mode.PAIRED: ["pair", "wave"]}.get(
        Mode(survey.mode), []
    )
    found = list(ROWS[Mode(survey.mode)].objects.released().of(survey).values_list(*names))
    SystemRandom().shuffle(found)
    beside = _beside(survey, found)
    rows = tuple(Answer(row[0], row[1], tuple(told(row) for _name, told in beside)) for row in found)
    variables = variables_of(ground.joined, _districts(ground, rows))
    return Answers(tuple(name for name, _told in beside), tuple(variables), rows)


def _beside(survey: Survey, rows: list[Any]) -> list[tuple[str, Callable[[Any], str]]]:
    found: list[tuple[str, Callable[[Any], str]]] = []
    if survey.mode == Mode.NAMED:
        found += [("name", lambda row: row[3]), ("email", lambda row: row[4]), ("answered_on", lambda row: str(row[5]))]
    if survey.mode == Mode.PAIRED:
        pairs = {pair: str(at) for at, pair in enumerate(dict.fromkeys(row[3] for row in rows if row[3]), start=1)}
        found += [("pair", lambda row: pairs.get(row[3], "")), ("wave", lambda row: row[4])]
    if any(row[2] for row in rows) and _holds_enough(row[2] for row in rows):
        found.append(("about", lambda row: row[2]))
    return found


def _holds_enough(values: Iterable[str]) -> bool:
    """Whether each value is that of at least ten people."""
    return all(number >= STANDARD.least_base for number in Counter(values).values())


def _districts(ground: Ground, rows: Iterable[Answer]) -> list[str]:
    asked = [asked for asked in ground.joined.questions if asked.question.kind is Kind.DISTRICT]
    told = {row.answers.get(each.names.get(row.version, "")) for row in rows for each in asked}
    return sorted(district for district in told if district and not district.startswith("~"))


def kept_texts(ground: Ground) -> list[tuple[str, str, str]]:
    """What people wrote and its reader kept: the question, the text, and whether it may be quoted. Apart from answers,
    in an order that is new each time, and without the time at which it was read."""
    found = list(
        HeldText.objects.filter(version__survey=ground.survey, state=TextState.KEPT).values_list(
            "version_id", "question", "text", "may_be_quoted"
        )
    )
    SystemRandom().shuffle(found)
    told = []
    for version, name, text, may_be_quoted in found:
        asked = ground.by_name.get((version, name))
        told.append((ground.joined.label(asked) if asked else name, text, "Yes" if may_be_quoted else "No"))
    return told
