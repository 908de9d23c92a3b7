"""What a reader of a published table knows: a range for each count, and which counts add up to which."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.results.disclosure.published import Protected, Shown, ShownAs
from surveys.results.disclosure.tables import BASE, Place

Range = tuple[int, int]
Sum = tuple[Place, tuple[Place, ...]]


class Contradiction(ValueError):
    """Published counts that no true table can have."""


@dataclass(frozen=True)
class Knowledge:
    """`ranges`: for each place the least and greatest count; `sums`: a whole and the parts that add up to it.

    `is_tree`: no two sums are linked by two ways, so that `narrowed` tells all there is to tell.
    """

    ranges: dict[Place, Range]
    sums: tuple[Sum, ...]
    is_tree: bool


def knowledge_of(table: Protected, *, known: Mapping[Place, Range] | None = None) -> Knowledge:
    """What the table tells, together with ranges that are `known` for some places from elsewhere.

    The reader is taken to know the rules: that a base which is shown is not small, that a group which is not shown is
    (unless there are decoys), and which answer nearly all gave.
    """
    sums = tuple(_sums_of(table))
    top = table.base.stated[1]
    ranges = {place: _range_of(table, place, shown, top) for place, shown in table.places()}
    for whole, parts in sums:
        for place in (whole, *parts):
            most = table.rules.most_hidden if place.part == "others" else top
            ranges.setdefault(place, (0, most))
    for place, (low, high) in (known or {}).items():
        ranges[place] = max(low, ranges[place][0]), min(high, ranges[place][1])
    return Knowledge(ranges, sums, is_tree=not (table.two_way and table.groups_sum))


def _range_of(table: Protected, place: Place, shown: Shown, top: int) -> Range:
    if shown.kind is not ShownAs.HIDDEN or place == BASE:
        return shown.stated
    if table.is_unshown(place) and not table.decoys:
        return 0, min(top, table.rules.least_base - 1)
    return 0, top


def _sums_of(table: Protected) -> Iterator[Sum]:
    rows, columns = range(len(table.rows)), range(len(table.columns))
    if not table.two_way:
        yield from _answers(table, 0, BASE, [Place("cell", i, 0) for i in rows])
        return
    for i in rows:
        yield from _answers(table, i, Place("row", i), [Place("cell", i, j) for j in columns])
    if not table.groups_sum:
        for i in rows:
            yield BASE, (Place("row", i), Place("rest", i))
        return
    yield BASE, tuple(Place("row", i) for i in rows)
    totals = [Place("column", column=j) for j in columns]
    for j in columns:
        yield totals[j], tuple(Place("cell", i, j) for i in rows)
    if table.sums:
        yield from _answers(table, len(rows), BASE, totals)
    else:
        for j in columns:
            yield BASE, (totals[j], Place("rest", column=j))


def _answers(table: Protected, line: int, whole: Place, cells: list[Place]) -> Iterator[Sum]:
    main = table.nearly_all[line]
    if not table.sums:
        for cell in cells:
            yield whole, (cell, Place("rest", cell.row, cell.column))
    elif main is None or len(cells) == 1:
        yield whole, tuple(cells)
    else:
        others = Place("others", line)
        yield whole, (cells[main], others)
        yield others, tuple(cell for at, cell in enumerate(cells) if at != main)


def narrowed(knowledge: Knowledge) -> dict[Place, Range]:
    """Each range narrowed by one sum after the other until nothing changes.

    No possible count is ever lost. In a tree every count that is left is possible; elsewhere some may not be.

    Refused: ranges of which no table is left.
    """
    ranges = dict(knowledge.ranges)
    moved = True
    while moved:
        moved = False
        for whole, parts in knowledge.sums:
            moved |= _narrow(ranges, whole, parts)
    return ranges


def _narrow(ranges: dict[Place, Range], whole: Place, parts: tuple[Place, ...]) -> bool:
    least, most = sum(ranges[part][0] for part in parts), sum(ranges[part][1] for part in parts)
    moved = _cut(ranges, whole, least, most)
    low, high = ranges[whole]
    for part in parts:
        own_low, own_high = ranges[part]
        moved |= _cut(ranges, part, low - (most - own_high), high - (least - own_low))
    return moved


def _cut(ranges: dict[Place, Range], place: Place, least: int, most: int) -> bool:
    low, high = ranges[place]
    cut = max(low, least), min(high, most)
    if cut[0] > cut[1]:
        raise Contradiction(f"No table has the published counts: nothing is left for {place}.")
    ranges[place] = cut
    return cut != (low, high)
