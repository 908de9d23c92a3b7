"""Released tables in words, as pages, charts and files show them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from surveys.questionnaires.definition import IN_OWN_WORDS, Kind
from surveys.results.disclosure.published import Protected, Shown, ShownAs
from surveys.results.disclosure.rules import STANDARD
from surveys.results.disclosure.words import in_words
from surveys.results.queries.dimensions import Category
from surveys.results.queries.labels import Labels
from surveys.results.queries.register import LabelledRelease
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
    """One question with its answers. `by` says what groups are made of, where there are any."""

    key: str
    title: str
    kind: str
    by: str = ""
    note: str = ""
    parts: tuple[Part, ...] = ()

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


def questions(tables: Mapping[str, LabelledRelease]) -> list[Question]:
    """Every question of released tables of the same people, in the order of asking; a grid with all its rows."""
    asked = [(key, each) for key, each in tables.items() if each.labels.kind]
    asked.sort(key=lambda told: told[1].labels.at)
    found: list[Question] = []
    for _key, group in groupby(asked, key=lambda told: told[1].labels.question):
        of_one = list(group)
        if of_one[0][1].labels.by:
            found += [_question(key, _groups(each), each.labels) for key, each in of_one]
        else:
            key, first = of_one[0]
            found.append(
                _question(key, (_alone(each, tables.get(key + PLACES)) for _key, each in of_one), first.labels)
            )
    return found


def people_in_words(kept: LabelledRelease | None) -> str:
    """How many people answered, as a sentence; nothing where it was not counted."""
    if kept is None:
        return ""
    base = kept.table.base
    if base.kind is ShownAs.HIDDEN:
        return f"Fewer than {STANDARD.least_base} people answered, or nobody."
    return f"{in_words(base).capitalize()} people answered."


def _question(key: str, parts: Iterable[Part], labels: Labels) -> Question:
    return Question(key, labels.title, labels.kind, labels.by, NOTES.get(Kind(labels.kind), ""), tuple(parts))


def _alone(kept: LabelledRelease, places: LabelledRelease | None) -> Part:
    table, names = kept.table, {category.key: category for category in kept.labels.answers}
    averages = _averages(table, places.table) if places else {}
    cells = [(names[key], cell) for key, (cell,) in zip(table.rows, table.cells, strict=True)]
    rows = tuple(_row(category, cell, averages.get(category.key, "")) for category, cell in cells)
    return Part(kept.labels.part, _base(table.base), rows if table.is_shown else ())


def _groups(kept: LabelledRelease) -> Iterator[Part]:
    table, names = kept.table, {category.key: category for category in kept.labels.answers}
    for at, group in enumerate(table.rows):
        base = table.row_totals[at] if table.is_shown else table.base
        rows = tuple(_row(names[key], cell) for key, cell in zip(table.columns, table.cells[at], strict=True))
        yield Part(kept.labels.groups[group], _base(base), rows if base.kind is not ShownAs.HIDDEN else ())


def _row(category: Category, cell: Shown, average: str = "") -> Row:
    return Row(category.label, in_words(cell), cell.number, cell.percent, category.is_answer, average)


def _base(shown: Shown) -> str:
    return "" if shown.kind is ShownAs.HIDDEN else f"{in_words(shown)} people"


def _averages(firsts: Protected, places: Protected) -> dict[str, str]:
    """The average place of each option, worked out from what is published alone; none at all where anything of it is
    not shown."""
    cells = [cell for row in (*firsts.cells, *places.cells) for cell in row]
    if not places.is_shown or any(cell.kind is ShownAs.HIDDEN for cell in cells):
        return {}
    found = {}
    for option, row in zip(places.rows, places.cells, strict=True):
        weights = [cell.number if cell.number is not None else MIDDLE_OF_FEW for cell in row]
        total = sum(place * weight for place, weight in enumerate(weights, start=1))
        found[option] = f"{total / sum(weights):.1f}" if sum(weights) else ""
    return found
