"""A reader with patience: tries every table of whole numbers that could be behind a published one.

Written from the printed page and the explanation of the rules alone. It shares no code with the audit.
"""

import math
from collections.abc import Iterator

import numpy as np


def count_range(shown, top):
    """What one printed count says by itself."""
    if shown.kind == "hidden":
        return range(top + 1)
    if shown.kind == "fewer":
        return range(shown.stated[0], 5)
    if shown.number == 0:
        return range(1)
    return range(max(5, shown.number - 2), shown.number + 3)


def base_range(shown):
    return range(max(10, shown.number - 2), shown.number + 3)


def one_way_tables(published) -> Iterator[tuple[int, ...]]:
    """Every list of counts that agrees with a one-way table in which each person gave one answer."""
    bases = base_range(published.base)
    ranges = [count_range(row[0], bases[-1]) for row in published.cells]
    main = published.nearly_all[0]
    for counts in sums_within(ranges, bases):
        if main is None or sum(counts) - counts[main] < 5:
            yield counts


def sums_within(ranges, totals) -> Iterator[tuple[int, ...]]:
    """Every choice of one number from each range whose sum is one of the totals."""
    if not ranges:
        if 0 in totals:
            yield ()
        return
    least, most = sum(r[0] for r in ranges[1:]), sum(r[-1] for r in ranges[1:])
    for first in ranges[0]:
        rest = range(totals[0] - first, totals[-1] - first + 1)
        if rest[0] <= most and rest[-1] >= least:
            yield from ((first, *others) for others in sums_within(ranges[1:], rest))


def rows_of(published, i, top) -> list[tuple[int, ...]]:
    """Every list of counts that agrees with one row of a two-way table."""
    ranges = [count_range(shown, top) for shown in published.cells[i]]
    if published.unshown[i]:
        totals = range((top if published.decoys else 9) + 1)
    else:
        totals = base_range(published.row_totals[i])
    main = published.nearly_all[i]
    return [row for row in sums_within(ranges, totals) if main is None or sum(row) - row[main] < 5]


def two_way_tables(published):
    """Every table that agrees with a two-way table of exclusive groups and answers, its totals included, as an array of
    tables by rows by columns; or None where there are too many to try."""
    top = base_range(published.base)[-1]
    if math.prod(len(count_range(shown, top)) for row in published.cells for shown in row) > 10**4:
        return None
    rows = [np.array(rows_of(published, i, top)) for i in range(len(published.rows))]
    if math.prod(len(row) for row in rows) > 1000:
        return None
    choices = np.meshgrid(*(np.arange(len(row)) for row in rows), indexing="ij")
    tables = np.stack([row[choice.ravel()] for row, choice in zip(rows, choices, strict=True)], axis=1)
    totals = tables.sum(axis=1)
    fits = np.isin(totals.sum(axis=1), base_range(published.base))
    for at, shown in enumerate(published.column_totals):
        fits &= np.isin(totals[:, at], count_range(shown, top))
    if (main := published.nearly_all[-1]) is not None:
        fits &= totals.sum(axis=1) - totals[:, main] < 5
    return tables[fits]


def is_small_enough(published):
    """Whether trying every list of answers takes moments."""
    top = base_range(published.base)[-1]
    return math.prod(len(count_range(row[0], top)) for row in published.cells) <= 5000


def spread(values):
    found = list(values)
    assert found, "not even the true table agrees with what is published"
    return min(found), max(found)
