"""Tables as they may be shown. What the rows of a grid have in common is shown alike in each, or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from surveys.questionnaires.definition import Instead
from surveys.results.disclosure.auditing import audit, feasible
from surveys.results.disclosure.hiding import HIDDEN, wholly_hidden
from surveys.results.disclosure.protecting import protect
from surveys.results.disclosure.published import Protected, Shown, ShownAs
from surveys.results.disclosure.tables import Place
from surveys.results.queries.tables import Table

# Said once of a whole grid, and so counted alike in each of its rows.
OF_THE_WHOLE = (Instead.PREFER_NOT.value, Instead.UNCOMFORTABLE.value)


Holds = Mapping[str, Mapping[str, int]]  # for a dimension, how many a category is known to hold at least


def protected(tables: Sequence[Table], holds: Holds) -> list[tuple[Table, Protected]]:
    """Each table with what may be shown of it, to a reader who knows what categories hold at least."""
    found: list[tuple[Table, Protected]] = []
    for _question, parts in groupby(tables, key=lambda table: (table.key.partition(".")[0], table.by)):
        together = list(parts)
        shown = [protect(table.counts, least=_least(table, holds)) for table in together]
        found += zip(together, _alike(shown) if len(shown) > 1 else shown, strict=True)
    return found


def _least(table: Table, holds: Holds) -> dict[Place, int]:
    """How many are at least at each place of a table of everybody. Where only some were asked it may not be so, and
    then nobody can count on it."""
    counts, found = table.counts, {}
    for at, name in enumerate(counts.columns if counts.two_way else counts.rows):
        place = Place("column", column=at) if counts.two_way else Place("cell", at, 0)
        true = counts.column_totals[at] if counts.two_way else counts.cells[at][0]
        if 0 < holds.get(table.key, {}).get(name, 0) <= true:
            found[place] = holds[table.key][name]
    for at, (name, true) in enumerate(zip(counts.rows, counts.groups, strict=False)):
        if 0 < holds.get(table.by, {}).get(name, 0) <= true:
            found[Place("row", at)] = holds[table.by][name]
    return found


def _alike(rows: list[Protected]) -> list[Protected]:
    """The rows of a grid, in which what was said of the whole grid is shown in all of them or hidden in all of them: a
    reader knows that it is the same number. Where even that would tell something, the whole grid is hidden."""
    hidden = {place for row in rows for place, shown in _of_the_whole(row) if shown.kind is ShownAs.HIDDEN}
    few = {place for row in rows for place, shown in _of_the_whole(row) if shown.kind is ShownAs.FEWER} - hidden
    widest = Shown(ShownAs.FEWER, None, None, (0, rows[0].rules.most_hidden))
    rows = [row.with_shown({**dict.fromkeys(few, widest), **dict.fromkeys(hidden, HIDDEN)}) for row in rows]
    rows = [_with_ranges(row, hidden) for row in rows]
    for row in rows:
        known = {place: _everywhere(rows, place) for place in (*few, *hidden)} if row.is_shown else {}
        if row.is_shown and audit(row, known=known):
            return [wholly_hidden(each, base=each.base.stated[1]) for each in rows]
    return rows


def _of_the_whole(row: Protected) -> Iterator[tuple[Place, Shown]]:
    names = row.columns if row.two_way else row.rows
    for place, shown in row.places():
        at = place.column if row.two_way else place.row
        if place.part in ("cell", "column") and names[at] in OF_THE_WHOLE and not row.is_unshown(place):
            yield place, shown


def _with_ranges(row: Protected, hidden: set[Place]) -> Protected:
    """What is hidden states what the table leaves possible."""
    leaves = feasible(row, places=sorted(hidden)) if hidden and row.is_shown else {}
    return row.with_shown({place: replace(HIDDEN, stated=leaves[place]) for place in leaves})


def _everywhere(rows: list[Protected], place: Place) -> tuple[int, int]:
    """What is left possible for a number that is the same in all rows."""
    leaves = [feasible(row, places=[place])[place] for row in rows if row.is_shown]
    return max(low for low, _high in leaves), min(high for _low, high in leaves)
