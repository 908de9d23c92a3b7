"""A table of whole counts of people, as it is before anything is done to protect them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

ONE_WAY = ("",)


class NotATable(ValueError):
    """Counts that do not make a table: what is wrong is in the words."""


class Place(NamedTuple):
    """Where a number stands. `part` is "cell", "row" (a row's total), "column" (a column's total) or "base"; beside
    these, numbers that are not printed and follow from others: "others" (all answers of a line but the main one),
    and "rest" (those who are counted in a total but not in its part).
    """

    part: str
    row: int = -1
    column: int = -1


BASE = Place("base")


@dataclass(frozen=True)
class Counts:
    """`cells[row][column]` people. A one-way table has its answers as rows, and `columns == ("",)`; a two-way table has
    groups as rows and answers as columns.

    `base`: people who were asked and answered. `sums`: each person gave exactly one answer, so that the answers add up
    to the base (to the group's own base in a two-way table); False where several could be chosen. `groups`: people of
    each row of a two-way table, needed only where `sums` is False. `groups_sum`: each person is in exactly one group.

    Refused: shapes that do not fit, repeated labels, counts below zero, and sums that contradict what is claimed.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]
    base: int
    sums: bool = True
    groups: tuple[int, ...] = ()
    groups_sum: bool = True

    def __post_init__(self) -> None:
        self._check_shape()
        if self.two_way and self.sums and not self.groups:
            object.__setattr__(self, "groups", tuple(sum(row) for row in self.cells))
        self._check_sums()

    @property
    def two_way(self) -> bool:
        """Whether groups are compared, rather than one list of answers counted."""
        return self.columns != ONE_WAY

    @property
    def column_totals(self) -> tuple[int, ...]:
        """People of each answer, which is known only where nobody is in two groups."""
        return tuple(sum(row[at] for row in self.cells) for at in range(len(self.columns)))

    def lines(self) -> list[tuple[int, tuple[int, ...]]]:
        """The base of each list of answers, and its counts: one for a one-way table, one a row for a two-way one."""
        if self.two_way:
            return list(zip(self.groups, self.cells, strict=True))
        return [(self.base, tuple(row[0] for row in self.cells))]

    def _check_shape(self) -> None:
        if not self.rows or not self.columns:
            raise NotATable("A table needs at least one row and one column.")
        if len(self.cells) != len(self.rows) or any(len(row) != len(self.columns) for row in self.cells):
            raise NotATable("The cells do not fit the rows and columns.")
        if len(set(self.rows)) != len(self.rows) or len(set(self.columns)) != len(self.columns):
            raise NotATable("Two rows or two columns have the same name.")
        for count in [self.base, *self.groups, *(count for row in self.cells for count in row)]:
            if not isinstance(count, int) or isinstance(count, bool) or count < 0:
                raise NotATable("Every count must be a whole number, zero or more.")

    def _check_sums(self) -> None:
        if self.two_way and len(self.groups) != len(self.rows):
            raise NotATable("A table of groups in which several answers could be chosen needs the base of each group.")
        if not self.two_way and self.groups:
            raise NotATable("A one-way table has no groups.")
        for base, counts in self.lines():
            if self.sums and sum(counts) != base:
                raise NotATable("The answers do not add up to the base.")
            if max(counts) > base:
                raise NotATable("More people gave one answer than answered.")
        if self.two_way and self.groups_sum and sum(self.groups) != self.base:
            raise NotATable("The groups do not add up to the base.")
        if self.two_way and max(self.groups) > self.base:
            raise NotATable("A group has more people than answered.")

    def as_json(self) -> dict[str, Any]:
        """Plain lists and numbers. These are true counts: not for publishing."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Counts":
        """The table that `as_json` wrote."""
        return cls(
            rows=tuple(data["rows"]),
            columns=tuple(data["columns"]),
            cells=tuple(tuple(row) for row in data["cells"]),
            base=data["base"],
            sums=data["sums"],
            groups=tuple(data["groups"]),
            groups_sum=data["groups_sum"],
        )
