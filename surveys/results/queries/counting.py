"""Counting what a survey was answered, for the disclosure service: nothing here is fit to be shown."""

from collections import Counter

from surveys.models import Mode, Survey
from surveys.questionnaires.definition import Kind
from surveys.responses.queries.tallying import AND, ASKED
from surveys.results.queries import rows, statements, tallies
from surveys.results.queries.bands import Numbers
from surveys.results.queries.dimensions import dimensions_of, shown
from surveys.results.queries.ground import WHOLE, Counted, Ground
from surveys.results.queries.joined import Asked, Joined, joined
from surveys.results.queries.selections import Selection

IN_BANDS = frozenset({Kind.NUMBER, Kind.MONTH, Kind.YEAR, Kind.DISTRICT})


def ground_of(survey: Survey) -> Ground:
    """The questions of a survey and how each is counted: one statement, and one more where a question has no bounds of
    its own, because its bands are found from the answers to the whole survey."""
    found = joined(survey)
    by_name = {(version, name): asked for asked in found.questions for version, name in asked.names.items()}
    loose = {asked.key for asked in found.questions if asked.question.kind in IN_BANDS and not _is_bounded(asked)}
    numbers: dict[str, Counter[str]] = {key: Counter() for key in loose}
    for version, name, answer, number in _answers(survey, found, sorted(loose)) if loose else ():
        asked = by_name.get((version, name))
        if asked and asked.key in loose:
            numbers[asked.key][answer] += number
    known: dict[str, Numbers] = dict(numbers)
    dimensions = dimensions_of(found, known)
    return Ground(survey, found, dimensions, shown(dimensions), by_name)


def outline_of(survey: Survey) -> Ground:
    """The same without the bands that only answers tell: what was asked, to be listed and not to be counted. One
    statement."""
    found = joined(survey)
    dimensions = dimensions_of(found, {})
    return Ground(survey, found, dimensions, shown(dimensions), {})


def _is_bounded(asked: Asked) -> bool:
    question = asked.question
    return question.kind is Kind.NUMBER and None not in (question.least, question.greatest)


def _answers(survey: Survey, found: Joined, only: list[str]) -> list[tuple[int, str, str, int]]:
    if survey.mode == Mode.COUNTED:
        kept = tallies.totals(found, WHOLE)
        return [(each.version, each.table, each.cell, each.number) for each in kept if _is_plain(each)]
    lines = statements.lines(survey, found, WHOLE, only=only)
    return [(line.version, line.question, line.answer, line.number) for line in lines]


def _is_plain(total: tallies.Total) -> bool:
    return AND not in total.table and total.cell != ASKED


def count(ground: Ground, selection: Selection = WHOLE, *, by: str = "", only: list[str] | None = None) -> Counted:
    """Count every question, or `only` some, of those selected. `by`: "~period", "~version", "~about" or the key of a
    dimension in which each person has one category: these are the groups.

    Refused: NotCounted, where a survey keeps totals alone and these two questions were not declared together.
    """
    counting = rows if ground.keeps_rows else tallies
    return counting.count(ground, selection, by=by, only=only)


def people_of(survey: Survey) -> int:
    """How many people have answered, of whom the answers are released. A true count."""
    found = joined(survey)
    if survey.mode == Mode.COUNTED:
        return sum(tallies.people(tallies.totals(found, WHOLE)).values())
    return sum(statements.people(survey, found, WHOLE).values())
