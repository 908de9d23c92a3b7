"""Counts of a survey that keeps totals alone, in the same shape as those of rows."""

from collections.abc import Iterator
from typing import NamedTuple

from surveys.models import Tally
from surveys.questionnaires.definition import Kind
from surveys.responses.queries.tallying import AND, ASKED, PEOPLE
from surveys.results.queries.ground import Counted, Ground, Placed
from surveys.results.queries.joined import Asked, Joined
from surveys.results.queries.refusals import NotCounted
from surveys.results.queries.selections import ABOUT, VERSION, Selection


class Total(NamedTuple):
    """One kept total. Versions stand by their keys."""

    version: int
    about: str
    table: str
    cell: str
    number: int


def totals(joined: Joined, selection: Selection) -> list[Total]:
    """The kept totals of those selected. One statement."""
    found = Tally.objects.filter(version__in=joined.versions(selection.version))
    found = found.filter(about=selection.about) if selection.about else found
    return [Total(*row) for row in found.values_list("version_id", "about", "table", "cell", "number")]


def count(ground: Ground, selection: Selection, *, by: str, only: list[str] | None) -> Counted:
    """See `counting.count`. Refused: NotCounted, for two questions that were not declared together."""
    kept = totals(ground.joined, selection)
    if by in ground.dimensions:
        return _together(ground, kept, by, only)
    counted = Counted()
    for total in kept:
        group = {ABOUT: total.about, VERSION: str(ground.joined.numbers[total.version])}.get(by, "")
        if AND in total.table:
            continue
        for placed in _placed(ground, total, only):
            counted.numbers[group, placed] += total.number
        for dimension in _asked(ground, total, only):
            counted.asked[group, dimension] += total.number
    for (version, about), number in people(kept).items():
        counted.people[{ABOUT: about, VERSION: str(ground.joined.numbers[version])}.get(by, "")] += number
    return counted


def people(kept: list[Total]) -> dict[tuple[int, str], int]:
    """How many answered, by version and course."""
    return {(total.version, total.about): total.number for total in kept if total.table == PEOPLE}


def _asked(ground: Ground, total: Total, only: list[str] | None) -> Iterator[str]:
    """The dimension whose base a total is."""
    asked, part = _question(ground, total)
    if asked and total.cell == ASKED and _is_wanted(asked, only):
        key = f"{asked.key}.{part}" if part else asked.key
        yield from (key,) if key in ground.dimensions else ()


def _placed(ground: Ground, total: Total, only: list[str] | None) -> Iterator[Placed]:
    asked, part = _question(ground, total)
    if asked and total.cell != ASKED and _is_wanted(asked, only):
        yield from ground.placed(asked.key, part, _cell(asked, total.version, total.cell))


def _question(ground: Ground, total: Total) -> tuple[Asked | None, str]:
    name, _, part = total.table.partition(".")
    asked = ground.by_name.get((total.version, name))
    if asked and part and asked.question.kind is Kind.RANKING:
        part = asked.options[total.version].get(part, "")
    return asked, part


def _cell(asked: Asked, version: int, cell: str) -> str:
    """The cell as it is called here: a place of a ranking stays as it is."""
    return cell if asked.question.kind is Kind.RANKING else asked.options[version].get(cell, cell)


def _is_wanted(asked: Asked, only: list[str] | None) -> bool:
    return only is None or asked.key in only


def _together(ground: Ground, kept: list[Total], by: str, only: list[str] | None) -> Counted:
    """Two questions, from the totals of the pairs that were declared. Where several answers could be chosen, the pairs
    do not tell how many people there were in a group, so these are left out."""
    counted = Counted()
    for total in kept:
        names, cells = total.table.split(AND), total.cell.split(AND)
        pair = [ground.by_name.get((total.version, name)) for name in names]
        both = [each for each in pair if each and each.question.kind is not Kind.SEVERAL]
        if total.cell == ASKED or len(both) != 2 or by not in {each.key for each in both}:
            continue
        told = zip(both, cells, strict=True)
        sides = [ground.placed(each.key, "", _cell(each, total.version, cell)) for each, cell in told]
        group, other = sides if both[0].key == by else reversed(sides)
        for in_group in group:
            placed = [each for each in other if only is None or each.dimension in only]
            counted.add(in_group.category, placed, total.number)
    if not counted.numbers:
        raise NotCounted
    return counted
