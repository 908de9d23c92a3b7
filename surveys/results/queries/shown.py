"""Released tables in words, as pages, charts and files show them."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from surveys.questionnaires.definition import IN_OWN_WORDS, Kind
from surveys.results.disclosure.published import Kind as Said
from surveys.results.disclosure.published import Protected, Shown
from surveys.results.disclosure.releases import Release
from surveys.results.disclosure.words import in_words
from surveys.results.queries.dimensions import Category, Dimension
from surveys.results.queries.ground import ABOUT, PERIOD, VERSION, Ground
from surveys.results.queries.register import by_in_words
from surveys.results.queries.selections import period_in_words
from surveys.results.queries.tables import PLACES

SEVERAL = "People could choose more than one answer, so these add up to more than 100%."
RANKING = "People put these in order. The numbers are of those who put each one first; 1 is the first place."
OWN_WORDS = "This is how many wrote something, of everybody who answered. What they wrote is kept apart."
NOTES = {Kind.SEVERAL: SEVERAL, Kind.RANKING: RANKING, **dict.fromkeys(IN_OWN_WORDS, OWN_WORDS)}
MIDDLE_OF_FEW = 2.5  # of 1 to 4, for an average over what is published


@dataclass(frozen=True)
class Row:
    """One answer: how many people gave it, in words, and which part of all who were asked they are. `average` is the
    average place of something that was ranked."""

    label: str
    text: str
    number: int | None = None
    percent: int | None = None
    is_answer: bool = True
    average: str = ""

    @property
    def short(self) -> str:
        """What stands at the end of a bar: a percentage, or why there is none."""
        return f"{self.percent}%" if self.percent is not None else self.text


@dataclass(frozen=True)
class Part:
    """The answers of everybody, to a row of a grid, or of one group. `base`: of how many people; none where these are
    too few, and then there are no rows."""

    label: str
    base: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Question:
    """One question with its answers. `by` says what groups are made of, where there are any; `refused` why there is
    nothing to be seen."""

    key: str
    title: str
    kind: str
    by: str = ""
    note: str = ""
    parts: tuple[Part, ...] = ()
    refused: str = ""

    @property
    def is_ranked(self) -> bool:
        """Whether there are average places."""
        return any(row.average for part in self.parts for row in part.rows)

    @property
    def labels(self) -> list[str]:
        """What the rows are called."""
        return next(([row.label for row in part.rows] for part in self.parts if part.rows), [])

    def as_json(self) -> dict[str, Any]:
        """Plain values, for a publication to keep."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Question":
        """The question that `as_json` wrote."""
        parts = tuple(
            Part(part["label"], part["base"], tuple(Row(**row) for row in part["rows"])) for part in data["parts"]
        )
        return cls(**{**data, "parts": parts})


def questions(
    ground: Ground, tables: Mapping[str, Release], refused: Mapping[str, str], *, by: str = ""
) -> list[Question]:
    """Every question that was counted, in the order of asking; a grid with all its rows."""
    keys = [key for key in ground.shown if key in tables or key in refused]
    found = []
    for _key, group in groupby(keys, key=lambda key: ground.shown[key].question):
        of_one = list(group)
        found += [_question(ground, [key], tables, refused, by) for key in of_one] if by else []
        found += [] if by else [_question(ground, of_one, tables, refused, "")]
    return found


def _question(
    ground: Ground, keys: list[str], tables: Mapping[str, Release], refused: Mapping[str, str], by: str
) -> Question:
    first = ground.shown[keys[0]]
    if no := next((refused[key] for key in keys if key in refused), ""):
        return Question(first.key, _title(ground, first, by), first.kind, refused=no)
    note = NOTES.get(first.kind, "")
    places = tables.get(keys[0] + PLACES)
    if by:
        parts = tuple(_groups(ground, first, tables[keys[0]].table, by))
    else:
        parts = tuple(_alone(ground.shown[key], tables[key].table, places) for key in keys)
    compared = by_in_words(ground, by) if by else ""
    return Question(first.key, _title(ground, first, by), first.kind, compared, note, parts)


def _title(ground: Ground, dimension: Dimension, by: str) -> str:
    """A grid that is shown whole is called as it is asked, without a row."""
    is_whole_grid = dimension.kind is Kind.GRID and not by
    return ground.joined.label(ground.joined.asked(dimension.question)) if is_whole_grid else dimension.label


def _alone(dimension: Dimension, table: Protected, places: Release | None) -> Part:
    labels = {category.key: category for category in dimension.categories}
    averages = _averages(table, places.table) if places else {}
    cells = [(labels[key], cell) for key, (cell,) in zip(table.rows, table.cells, strict=True)]
    rows = tuple(_row(category, cell, averages.get(category.key, "")) for category, cell in cells)
    return Part(dimension.part, _base(table.base), rows if table.is_shown else ())


def _groups(ground: Ground, dimension: Dimension, table: Protected, by: str) -> Iterator[Part]:
    names = {category.key: category.label for category in dimension.categories}
    answers = {category.key: category for category in dimension.categories}
    labels = _group_labels(ground, by, table.rows)
    for at, group in enumerate(table.rows):
        base = table.row_totals[at] if table.is_shown else table.base
        cells = zip(table.columns, table.cells[at], strict=True)
        rows = tuple(_row(answers[key], cell) for key, cell in cells if key in names)
        yield Part(labels[group], _base(base), rows if base.kind is not Said.HIDDEN else ())


def _group_labels(ground: Ground, by: str, groups: tuple[str, ...]) -> dict[str, str]:
    if by in ground.shown:
        return {category.key: category.label for category in ground.shown[by].categories}
    words = {PERIOD: period_in_words, VERSION: lambda n: f"Version {n}", ABOUT: lambda code: code or "No course"}[by]
    return {group: words(group) for group in groups}


def _row(category: Category, cell: Shown, average: str = "") -> Row:
    return Row(category.label, in_words(cell), cell.number, cell.percent, category.is_answer, average)


def _base(shown: Shown) -> str:
    return "" if shown.kind is Said.HIDDEN else f"{in_words(shown)} people"


def _averages(firsts: Protected, places: Protected) -> dict[str, str]:
    """The average place of each option, worked out from what is published alone; none at all where anything of it is
    not shown."""
    cells = [cell for row in (*firsts.cells, *places.cells) for cell in row]
    if not places.is_shown or any(cell.kind is Said.HIDDEN for cell in cells):
        return {}
    found = {}
    for option, row in zip(places.rows, places.cells, strict=True):
        weights = [cell.number if cell.number is not None else MIDDLE_OF_FEW for cell in row]
        total = sum(place * weight for place, weight in enumerate(weights, start=1))
        found[option] = f"{total / sum(weights):.1f}" if sum(weights) else ""
    return found
