"""Counts of a survey that keeps a row for each answer."""

import json
from collections.abc import Iterator

from surveys.questionnaires.definition import Instead, Kind
from surveys.results.queries import statements
from surveys.results.queries.ground import Counted, Ground, Placed
from surveys.results.queries.joined import Asked
from surveys.results.queries.selections import ABOUT, PERIOD, VERSION, Selection, month_of


def count(ground: Ground, selection: Selection, *, by: str, only: list[str] | None) -> Counted:
    """See `counting.count`: one pass over the rows for what was answered, and one for how many people there are."""
    counted, grouped = Counted(), _grouped_by(ground, by)
    for line in statements.lines(ground.survey, ground.joined, selection, by=grouped, only=only):
        asked = ground.by_name.get((line.version, line.question))
        group = _group(ground, by, line.version, line.group)
        if asked and group is not None:
            counted.add(group, list(_placed(ground, asked, line.version, line.answer)), line.number)
    everybody = statements.people(ground.survey, ground.joined, selection, by=grouped)
    for (version, text), number in everybody.items():
        if (group := _group(ground, by, version, text)) is not None:
            counted.people[group] += number
    return counted


def _grouped_by(ground: Ground, by: str) -> str:
    """What the statement groups rows by: of a row of a grid the whole grid; of the version nothing, it is there."""
    return ground.dimensions[by].question if by in ground.dimensions else by.replace(VERSION, "")


def _group(ground: Ground, by: str, version: int, text: str) -> str | None:
    """The group of a row; None for one that was not asked what the groups are made of."""
    if by in ("", ABOUT):
        return text
    if by == PERIOD:
        return month_of(text)
    if by == VERSION:
        return str(ground.joined.numbers[version])
    asked = ground.joined.asked(ground.dimensions[by].question)
    placed = _placed(ground, asked, version, text) if text and version in asked.names else iter(())
    return next((each.category for each in placed if each.dimension == by), None)


def _placed(ground: Ground, asked: Asked, version: int, text: str) -> Iterator[Placed]:
    for part, cell in _cells(asked, version, text):
        yield from ground.placed(asked.key, part, cell)


def _cells(asked: Asked, version: int, text: str) -> Iterator[tuple[str, str]]:
    """What an answer, as the database writes it as text, is counted as: with its part of a grid or a ranking."""
    question, here = asked.question, asked.options[version]
    parts = {Kind.GRID: question.rows, Kind.RANKING: tuple(here.values())}.get(question.kind, ("",))
    if text.startswith("~"):
        yield from ((part, text) for part in parts)
        return
    match question.kind:
        case Kind.GRID:
            chosen = json.loads(text)
            yield from ((row, here.get(chosen.get(row, ""), Instead.SKIPPED.value)) for row in parts)
        case Kind.RANKING:
            ranked = json.loads(text)
            yield from ((here.get(option, ""), str(place)) for place, option in enumerate(ranked, start=1))
        case Kind.SEVERAL:
            yield from (("", here.get(option, "")) for option in json.loads(text))
        case _:
            yield "", here.get(text, text)
