"""Makes a table fit to publish: small counts hidden, others rounded, and nothing hidden that could be worked out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from surveys.results.disclosure.auditing import feasible
from surveys.results.disclosure.equations import Range
from surveys.results.disclosure.hiding import HIDDEN, hidden_until_safe, wholly_hidden
from surveys.results.disclosure.published import Protected, Shown, ShownAs
from surveys.results.disclosure.rules import STANDARD, Rules
from surveys.results.disclosure.tables import Counts, Place


def protect(
    counts: Counts,
    *,
    rules: Rules = STANDARD,
    groups: Sequence[int] | None = None,
    least: Mapping[Place, int] | None = None,
) -> Protected:
    """The table as it may be published. The same counts always give the same table. `groups`: people of each row of a
    two-way table, where the counts do not hold them already. `least`: how many a reader
    knows to be at a place at least, without being told by the table.

    A base below the least is not shown, nor is anything of the table; of two-way tables, nor is a group below it. Zero
    is shown, 1 to 4 are "fewer than 5", others are rounded. Where all but 0 to 4 people of a group gave one answer, the
    others are "fewer than 5" even at zero, so that nobody learns that a whole group said the same; an answer that
    nobody in any group gave stays zero. Where several answers could be chosen, those who did not choose one are
    protected like those who did. More is hidden until `audit` finds nothing.

    Rules and thresholds: docs/decisions/0033-a-small-number-is-never-shown.md.
    """
    if groups is not None:
        counts = replace(counts, groups=tuple(groups))
    table = rounded(counts, rules)
    if counts.base < rules.least_base:
        return wholly_hidden(table, base=0)
    known = {place: (number, counts.base + rules.nearest) for place, number in (least or {}).items()}
    table = _with_least(table, known)
    safe = hidden_until_safe(table, known=known)
    if safe is None:
        return wholly_hidden(table, base=counts.base)
    return _with_percentages(_with_ranges(safe, known))


def rounded(counts: Counts, rules: Rules = STANDARD) -> Protected:
    """Primary suppression and rounding alone: not yet fit to publish."""
    unshown = tuple(base < rules.least_base for base in counts.groups)
    with_columns = counts.two_way and counts.groups_sum
    nearly_all = [_main_answer(base, line, counts, rules) for base, line in counts.lines()]
    if counts.two_way:
        nearly_all.append(_main_answer(counts.base, counts.column_totals, counts, rules) if with_columns else None)
    table = Protected(
        rules=rules,
        rows=counts.rows,
        columns=counts.columns,
        cells=tuple(tuple(_count(count, rules) for count in row) for row in counts.cells),
        row_totals=tuple(_base(count, rules) for count in counts.groups),
        column_totals=tuple(_count(count, rules) for count in counts.column_totals) if with_columns else (),
        base=_base(counts.base, rules),
        sums=counts.sums,
        groups_sum=counts.groups_sum,
        unshown=unshown,
        decoys=False,
        nearly_all=tuple(nearly_all),
    )
    table = _blurred(table, counts)
    return table.with_shown({place: HIDDEN for place, _shown in table.places() if table.is_unshown(place)})


def _count(count: int, rules: Rules) -> Shown:
    if 0 < count < rules.least_count:
        return Shown(ShownAs.FEWER, None, None, (1, rules.most_hidden))
    number = rules.rounded(count)
    return Shown(ShownAs.NUMBER, number, None, rules.range_of(number, least=rules.least_count))


def _base(count: int, rules: Rules) -> Shown:
    number = rules.rounded(count)
    return Shown(ShownAs.NUMBER, number, None, rules.range_of(number, least=rules.least_base))


def _main_answer(base: int, line: Sequence[int], counts: Counts, rules: Rules) -> int | None:
    """Which answer all but 0 to 4 people of a list of answers gave, where each gave one and there are others."""
    if not counts.sums or len(line) == 1 or base < rules.least_base:
        return None
    main = max(range(len(line)), key=lambda at: line[at])
    return main if base - line[main] < rules.least_count else None


def _blurred(table: Protected, counts: Counts) -> Protected:
    """The table in which the answers beside one that nearly all gave are "fewer than 5", meaning 0 to 4."""
    few = Shown(ShownAs.FEWER, None, None, (0, table.rules.most_hidden))
    lines = [[Place("cell", i, j) for j in range(len(table.columns))] for i in range(len(table.rows))]
    if table.two_way:
        lines.append([Place("column", column=j) for j in range(len(table.columns))])
    else:
        lines = [[Place("cell", i, 0) for i in range(len(table.rows))]]
    changed: dict[Place, Shown] = {}
    nobody = {at for at, count in enumerate(counts.column_totals) if count == 0}
    if not table.column_totals or table.nearly_all[-1] is not None:
        nobody = set()
    for main, line in zip(table.nearly_all, lines, strict=True):
        if main is not None:
            changed |= {place: few for at, place in enumerate(line) if at != main and place.column not in nobody}
    return table.with_shown(changed)


def _with_least(table: Protected, known: Mapping[Place, Range]) -> Protected:
    """The table in which no number states less than what is known anyway."""
    shown = {place: each for place, each in table.places() if place in known and each.kind is ShownAs.NUMBER}
    return table.with_shown(
        {
            place: replace(each, stated=(max(each.stated[0], known[place][0]), each.stated[1]))
            for place, each in shown.items()
        }
    )


def _with_ranges(table: Protected, known: Mapping[Place, Range]) -> Protected:
    """The table in which everything that is not shown states what the table leaves possible."""
    hidden = [place for place, shown in table.places() if shown.kind is ShownAs.HIDDEN]
    leaves = feasible(table, places=hidden, known=known) if hidden else {}
    return table.with_shown({place: replace(HIDDEN, stated=leaves[place]) for place in hidden})


def _with_percentages(table: Protected) -> Protected:
    """The table with whole percentages of the row's total, or of the base, made of published numbers alone."""
    changed: dict[Place, Shown] = {}
    for place, shown in table.places():
        whole = table.row_totals[place.row] if table.two_way and place.part == "cell" else table.base
        if shown.number is not None and whole.number:
            changed[place] = replace(shown, percent=(200 * shown.number + whole.number) // (2 * whole.number))
    return table.with_shown(changed)
