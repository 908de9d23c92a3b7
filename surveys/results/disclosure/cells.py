"""The joint cells of all dimensions that tables tell people apart by, and which of them each count is the sum of."""

import math
from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np
import numpy.typing as npt
from scipy import sparse

from surveys.results.disclosure.cliques import cliques_of, tree_of
from surveys.results.disclosure.releases import Population, Release, dimension_of
from surveys.results.disclosure.statements import ANY, Statement, listed_by, not_asked_of_all
from surveys.results.disclosure.witnesses import Linear

MOST_CELLS = 2_500  # that are audited jointly; more take minutes
OTHER, NOT_ASKED = "~any other", "~not asked"
Vector = npt.NDArray[np.float64]


class TooManyCells(ValueError):
    """Tables that are linked by too many dimensions to be held against each other."""


class Cells:
    """Cells of small overlapping sets of dimensions, in place of those of all at once (see `cliques_of`).

    Refused: TooManyCells.
    """

    def __init__(self, releases: Sequence[Release], statements: Sequence[Statement]) -> None:
        self.partly_asked = not_asked_of_all(statements)
        self.values = _values_of(releases, statements, self.partly_asked)
        sizes = {dimension: len(values) for dimension, values in self.values.items()}
        links = (frozenset(map(dimension_of, self.effective(each.people, each.less))) for each in statements)
        beside = (frozenset({*map(dimension_of, self.effective(people))}) for people in unlisted(releases, self.values))
        self.cliques = cliques_of({*links, *beside}, sizes)
        self.starts = np.cumsum([0, *(math.prod(sizes[each] for each in clique) for clique in self.cliques)])
        if self.starts[-1] > MOST_CELLS:
            raise TooManyCells
        self.axes = [self._axes(clique) for clique in self.cliques]

    def effective(self, *several: Population | None) -> Population:
        """The conditions that tell anybody apart."""
        found = (each for people in several if people for each in people)
        return frozenset(each for each in found if self._tells_apart(each))

    def sum_of(self, people: Population, less: Iterable[Population] = ()) -> Vector:
        """The cells of these people, less those of others who are among them."""
        away = [self.effective(each) for each in less]
        people = self.effective(people)
        needed = set(map(dimension_of, people.union(*away)))
        at = min((at for at, c in enumerate(self.cliques) if needed <= c), key=lambda at: len(self.axes[at]))
        found = np.zeros(self.starts[-1])
        found[self.starts[at] : self.starts[at + 1]] = self._mask(at, people) - sum(self._mask(at, a) for a in away)
        return found

    def rules(self) -> Linear:
        """That the sets agree where they overlap."""
        rows = []
        for one, other in tree_of(self.cliques):
            shared = sorted(self.cliques[one] & self.cliques[other])
            for values in product(*(self.values[each] for each in shared)):
                people = frozenset(f"{name}:{value}" for name, value in zip(shared, values, strict=True))
                row = np.zeros(self.starts[-1])
                row[self.starts[one] : self.starts[one + 1]] += self._mask(one, people)
                row[self.starts[other] : self.starts[other + 1]] -= self._mask(other, people)
                rows.append(row)
        nothing = np.zeros(len(rows))
        return Linear(as_matrix(rows, self.starts[-1]), nothing, nothing)

    def _tells_apart(self, condition: str) -> bool:
        dimension, _, value = condition.rpartition(":")
        if len(self.values.get(dimension, ())) < 2:
            return False
        return value != ANY or dimension in self.partly_asked

    def _axes(self, clique: frozenset[str]) -> dict[str, npt.NDArray[np.str_]]:
        names = sorted(clique)
        cells = list(product(*(self.values[name] for name in names)))
        columns = {name: np.array([cell[at] for cell in cells]) for at, name in enumerate(names)}
        return columns or {"": np.array([""])}

    def _mask(self, at: int, people: Population) -> Vector:
        axes = self.axes[at]
        found = np.ones(len(next(iter(axes.values()))), dtype=bool)
        for condition in people:
            dimension, _, value = condition.rpartition(":")
            found &= axes[dimension] != NOT_ASKED if value == ANY else axes[dimension] == value
        return found.astype(float)


def as_matrix(rows: Sequence[Vector], width: int) -> sparse.csr_array:
    """One row a vector, none at all included."""
    return sparse.csr_array(np.array(rows).reshape(len(rows), width))


def unlisted(releases: Iterable[Release], values: dict[str, list[str]]) -> list[Population]:
    """The people of a table with a value that it does not list: there are none of these."""
    found = []
    for release in releases:
        for dimension, listed in listed_by(release):
            for value in values.get(dimension, []):
                if release.table.is_shown and value != NOT_ASKED and value not in listed:
                    found.append(frozenset({*release.population, f"{dimension}:{value}", *_all_stars(release)}))
    return found


def _all_stars(release: Release) -> set[str]:
    return {f"{each}:{ANY}" for each in (release.rows_of, release.columns_of) if each}


def _values_of(
    releases: Sequence[Release], statements: Sequence[Statement], partly_asked: set[str]
) -> dict[str, list[str]]:
    """The values of each dimension; with one for all others, unless a table of everybody lists all there are."""
    found: dict[str, dict[str, None]] = {}
    for condition in sorted({condition for each in statements for condition in each.people}):
        dimension, _, value = condition.rpartition(":")
        found.setdefault(dimension, {}).update({} if value == ANY else {value: None})
    everywhere = frozenset.intersection(*(release.population for release in releases))
    listed = {name for each in releases if each.population == everywhere for name, _rows in listed_by(each)}
    for dimension, values in found.items():
        fixed = any(dimension_of(condition) == dimension for condition in everywhere)
        if values and not fixed and dimension not in listed:
            values[OTHER] = None
        if dimension in partly_asked:
            values[NOT_ASKED] = None
            values.update({} if len(values) > 1 else {OTHER: None})
    return {dimension: list(values) for dimension, values in found.items()}
