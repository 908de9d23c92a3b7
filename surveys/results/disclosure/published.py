"""A table as it may be published: numbers, "fewer than 5", and what is not shown."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from surveys.results.disclosure.rules import Rules
from surveys.results.disclosure.tables import BASE, ONE_WAY, Place


class ShownAs(StrEnum):
    """What stands in a cell."""

    NUMBER = "number"
    FEWER = "fewer"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Shown:
    """One published count. `number` is rounded, and there for NUMBER alone, as is `percent` (whole, of rounded counts).

    `stated`: the least and greatest true count that a reader can believe in at best. For a number, what rounds to it.
    For "fewer than 5", 1 to 4; or 0 to 4 where nearly all of a group gave one answer. For what is not shown, all that
    the rest of the table leaves possible: it holds 1 to 4 as a whole if any of these, and otherwise more counts than a
    rounded number does. A table or group that is too small states 0 to 9.
    """

    kind: ShownAs
    number: int | None
    percent: int | None
    stated: tuple[int, int]


@dataclass(frozen=True)
class Protected:
    """A published table, in the shape of its `Counts`. `row_totals` is empty for one-way tables; `column_totals` is
    empty for these and where people can be in two groups.

    `unshown`: for each row of a two-way table, whether the group is not shown at all. It is too small; or, where there
    are `decoys`, any of them may be one that is only not shown so that others cannot be worked out. `nearly_all`: for
    each list of answers (each row of a two-way table and at last its column totals; for a one-way table the whole),
    which answer all but 0 to 4 people gave, if any. A reader who knows the rules can tell most of this from the page.
    """

    rules: Rules
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Shown, ...], ...]
    row_totals: tuple[Shown, ...]
    column_totals: tuple[Shown, ...]
    base: Shown
    sums: bool
    groups_sum: bool
    unshown: tuple[bool, ...]
    decoys: bool
    nearly_all: tuple[int | None, ...]

    @property
    def is_shown(self) -> bool:
        """False where the whole table is not shown, its base included."""
        return self.base.kind is not ShownAs.HIDDEN

    @property
    def two_way(self) -> bool:
        """Whether groups are compared."""
        return self.columns != ONE_WAY

    def is_unshown(self, place: Place) -> bool:
        """Whether the place belongs to a group that is not shown at all."""
        return self.two_way and place.part in ("cell", "row") and self.unshown[place.row]

    def places(self) -> Iterator[tuple[Place, Shown]]:
        """Every printed number with its place, in a fixed order."""
        for i, row in enumerate(self.cells):
            for j, shown in enumerate(row):
                yield Place("cell", i, j), shown
        for i, shown in enumerate(self.row_totals):
            yield Place("row", i), shown
        for j, shown in enumerate(self.column_totals):
            yield Place("column", column=j), shown
        yield BASE, self.base

    def with_shown(self, changed: Mapping[Place, Shown]) -> "Protected":
        """The same table with other contents at some places."""
        return replace(
            self,
            cells=tuple(
                tuple(changed.get(Place("cell", i, j), shown) for j, shown in enumerate(row))
                for i, row in enumerate(self.cells)
            ),
            row_totals=tuple(changed.get(Place("row", i), shown) for i, shown in enumerate(self.row_totals)),
            column_totals=tuple(
                changed.get(Place("column", column=j), shown) for j, shown in enumerate(self.column_totals)
            ),
            base=changed.get(BASE, self.base),
        )

    def as_json(self) -> dict[str, Any]:
        """Plain lists, words and numbers: nothing that is not published."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Protected":
        """The table that `as_json` wrote."""
        return cls(
            rules=Rules(**data["rules"]),
            rows=tuple(data["rows"]),
            columns=tuple(data["columns"]),
            cells=tuple(_shown_of(row) for row in data["cells"]),
            row_totals=_shown_of(data["row_totals"]),
            column_totals=_shown_of(data["column_totals"]),
            base=_shown_of([data["base"]])[0],
            sums=data["sums"],
            groups_sum=data["groups_sum"],
            unshown=tuple(data["unshown"]),
            decoys=data["decoys"],
            nearly_all=tuple(data["nearly_all"]),
        )


def _shown_of(items: list[Mapping[str, Any]]) -> tuple[Shown, ...]:
    return tuple(
        Shown(ShownAs(item["kind"]), item["number"], item["percent"], (item["stated"][0], item["stated"][1]))
        for item in items
    )
