"""Holds new tables against all earlier ones at once: what no two of them tell, all of them together must not either."""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from surveys.results.disclosure.cells import Cells, TooManyCells, as_matrix, unlisted
from surveys.results.disclosure.equations import Contradiction, Range
from surveys.results.disclosure.releases import Release
from surveys.results.disclosure.statements import Statement, dimensions_of, linked_with, statements_of
from surveys.results.disclosure.watching import Watched, watched
from surveys.results.disclosure.witnesses import Linear, too_narrow


class CannotBeAudited(ValueError):
    """Tables of which it cannot be said whether they tell something together."""


def told_together(new: Sequence[Release], earlier: Sequence[Release]) -> list[tuple[Release, ...]]:
    """The releases that tell of each count which all tables, read together, leave less open than it must be.

    A reader is taken to solve for the joint cells of all dimensions that link the tables, with each published count as
    a range and whole numbers of people (Hundepool and others, Statistical Disclosure Control, 2012, chapter 4). "Fewer
    than 5" must stay as open as stated. What is not shown, and what is left when one population is taken from
    another, must stay open for 1 to 4 where it is that in truth (a base for 1 to 9). What one table alone tells is no
    finding: its own audit passed it. Refused (CannotBeAudited): too many joint cells, and counts that contradict.
    """
    linked = linked_with(new, earlier)
    releases = [*linked, *new]
    if (not linked and len(new) == 1) or not any(dimensions_of(each) for each in new):
        return []
    statements = [each for release in releases for each in statements_of(release)]
    try:
        cells = Cells(releases, statements)
        watch = list({(each.people, each.less, each.leaves): each for each in watched(cells, statements)}.values())
        if not watch:
            return []
        found = too_narrow(_known(cells, releases, statements), _wanted(cells, watch))
        return [watch[at].releases for at in _not_by_one_alone(cells, releases, watch, found)]
    except TooManyCells as refusal:
        raise CannotBeAudited(
            "Too many groups and questions are linked to be checked. Ask for fewer questions at a time."
        ) from refusal
    except Contradiction as refusal:
        raise CannotBeAudited("Answers were added or removed since the earlier tables were made.") from refusal


def _known(cells: Cells, releases: Sequence[Release], statements: Sequence[Statement]) -> Linear:
    rows = [cells.sum_of(each.people, [each.less] if each.less else ()) for each in statements]
    nobody = [cells.sum_of(people) for people in unlisted(releases, cells.values)]
    agree = cells.rules()
    matrix = sparse.vstack([as_matrix([*rows, *nobody], cells.starts[-1]), agree.matrix], format="csr")
    low = [*(each.known[0] for each in statements), *(0 for _ in nobody)]
    high = [*(each.known[1] for each in statements), *(0 for _ in nobody)]
    return Linear(matrix, np.array([*low, *agree.low], dtype=float), np.array([*high, *agree.high], dtype=float))


def _wanted(cells: Cells, watch: Sequence[Watched]) -> Linear:
    low, high = (np.array([each.leaves[end] for each in watch], dtype=float) for end in (0, 1))
    return Linear(as_matrix([cells.sum_of(each.people, each.less) for each in watch], cells.starts[-1]), low, high)


def _not_by_one_alone(
    cells: Cells, releases: Sequence[Release], watch: Sequence[Watched], found: dict[int, Range]
) -> list[int]:
    """Those of the counts found too narrow which no single table leaves as narrow by itself."""
    low = {at for at, leaves in found.items() if leaves[0] > watch[at].leaves[0]}
    high = {at for at, leaves in found.items() if leaves[1] < watch[at].leaves[1]}
    for release in releases:
        open_ones = sorted(low | high)
        if not open_ones:
            break
        alone = _known(cells, [release], list(statements_of(release)))
        just = [Watched(watch[at].people, watch[at].less, (found[at][0] - 1, found[at][1] + 1), ()) for at in open_ones]
        by_itself = too_narrow(alone, _wanted(cells, just), surely=True)
        for at, leaves in ((open_ones[index], leaves) for index, leaves in by_itself.items()):
            low -= {at} if leaves[0] >= found[at][0] else set()
            high -= {at} if leaves[1] <= found[at][1] else set()
    return sorted(low | high)
