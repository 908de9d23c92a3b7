"""A table as it was released: about whom, what was published, and, kept beside it, the true counts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from surveys.results.disclosure.equations import Range
from surveys.results.disclosure.published import Protected, Shown
from surveys.results.disclosure.tables import Counts, NotATable, Place

Population = frozenset[str]
"""Conditions such as "survey:7" and "area:E1" that all hold for each person: dimension, colon, value. Of one dimension
a person has one value, so that two values of it share nobody. Several values at once are as many dimensions."""


@dataclass(frozen=True)
class Fact:
    """One count of the people of a population: what is true, what was published, and what a reader can believe."""

    place: Place
    true: int
    shown: Shown
    is_base: bool

    @property
    def leaves(self) -> Range:
        """The least and greatest true count, as stated."""
        return self.shown.stated


@dataclass(frozen=True)
class Release:
    """A released table. `name` is for staff. `rows_of` and `columns_of`: the dimension that each side shows, such as
    "question:12" or "area"; its values must be written as in the populations' conditions.

    `table` is what was published, and all that the public has. `counts` are true: they are in the database anyway, are
    needed to decide what two tables tell together, and must never be sent to anybody.

    Refused (NotATable): a table that is not one of the counts, and conditions without a dimension.
    """

    name: str
    population: Population
    rows_of: str
    columns_of: str
    counts: Counts
    table: Protected
    released_on: date | None = field(default=None)

    def __post_init__(self) -> None:
        if (self.counts.rows, self.counts.columns) != (self.table.rows, self.table.columns):
            raise NotATable("The published table is not one of these counts.")
        if any(":" not in condition for condition in self.population):
            raise NotATable("A condition is written as dimension, colon, value.")
        if bool(self.columns_of) != self.counts.two_way or not self.rows_of:
            raise NotATable("Each side of the table needs the name of its dimension.")

    def facts(self) -> Iterator[tuple[Population, Fact]]:
        """Every count of the table with the conditions that hold for those who are counted. A condition with the value
        "*" says that the dimension is known of them: who skipped a question is in none of its tables.
        """
        if not self.table.is_shown:
            return
        for place, shown in self.table.places():
            is_base = place.part == "base" or place.part == "row"
            yield self.conditions_of(place), Fact(place, self.true_at(place), shown, is_base)

    def true_at(self, place: Place) -> int:
        """The true count at a place."""
        return _true(self.counts, place)

    def conditions_of(self, place: Place) -> Population:
        """The conditions that hold for those who are counted at a place, with "*" as in `facts`."""
        two_way = self.counts.two_way
        rows_split = self.counts.groups_sum if two_way else self.counts.sums
        found = set(self.population) | {f"{self.rows_of}:*"}
        if two_way:
            found.add(f"{self.columns_of}:*")
        if place.row >= 0:
            found.add(_condition(self.rows_of, self.counts.rows[place.row], splits=rows_split))
        if two_way and place.column >= 0:
            found.add(_condition(self.columns_of, self.counts.columns[place.column], splits=self.counts.sums))
        return frozenset(found | {f"{dimension_of(condition)}:*" for condition in found})

    def as_json(self) -> dict[str, Any]:
        """Plain values for a row of the register. It holds true counts: not for publishing."""
        return {
            "name": self.name,
            "population": sorted(self.population),
            "rows_of": self.rows_of,
            "columns_of": self.columns_of,
            "counts": self.counts.as_json(),
            "table": self.table.as_json(),
            "released_on": self.released_on.isoformat() if self.released_on else None,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Release":
        """The release that `as_json` wrote."""
        return cls(
            name=data["name"],
            population=frozenset(data["population"]),
            rows_of=data["rows_of"],
            columns_of=data["columns_of"],
            counts=Counts.from_json(data["counts"]),
            table=Protected.from_json(data["table"]),
            released_on=date.fromisoformat(data["released_on"]) if data["released_on"] else None,
        )


def dimension_of(condition: str) -> str:
    """What a condition is about: "question:12" of "question:12:yes"."""
    return condition.rpartition(":")[0]


def _condition(dimension: str, value: str, *, splits: bool) -> str:
    """A value of a dimension; or, where a person can have several, a dimension of its own."""
    return f"{dimension}:{value}" if splits else f"{dimension}/{value}:chosen"


def _true(counts: Counts, place: Place) -> int:
    if place.part == "cell":
        return counts.cells[place.row][place.column]
    if place.part == "row":
        return counts.groups[place.row]
    return counts.column_totals[place.column] if place.part == "column" else counts.base


def shared(releases: Iterable[Release]) -> dict[tuple[Population, int], Range]:
    """What a reader of all releases knows of each count: the ranges that they give for the same people, put together.
    Counts of the same conditions at different times are told apart by being different.
    """
    found: dict[tuple[Population, int], Range] = {}
    for release in releases:
        for conditions, fact in release.facts():
            low, high = found.get((conditions, fact.true), fact.leaves)
            found[conditions, fact.true] = max(low, fact.leaves[0]), min(high, fact.leaves[1])
    return found
