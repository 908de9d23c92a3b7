"""The counts that must stay open when all tables are read together, and how open each must be."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from surveys.results.disclosure.cells import Cells
from surveys.results.disclosure.equations import Range
from surveys.results.disclosure.published import ShownAs
from surveys.results.disclosure.releases import Population, Release, dimension_of
from surveys.results.disclosure.statements import ANY, Statement

Told = dict[Population, list[Statement]]


@dataclass(frozen=True)
class Watched:
    """These people, less those `less`: as few and as many as `leaves` must stay possible. `releases` tell of them."""

    people: Population
    less: tuple[Population, ...]
    leaves: Range
    releases: tuple[Release, ...]


def watched(cells: Cells, statements: Sequence[Statement]) -> Iterator[Watched]:
    """What tables hide; what is left of one population when another is taken from it; and what is left of a whole when
    several of its parts are. Of the last two, what is 1 to 4 people in truth, or a base of 1 to 9."""
    told: Told = defaultdict(list)
    for statement in statements:
        if statement.less is None:
            told[cells.effective(statement.people)].append(statement)
    yield from _hidden(told)
    yield from _left(told)
    yield from _rest(told)


def _hidden(told: Told) -> Iterator[Watched]:
    for people, said in told.items():
        low, high = max(each.known[0] for each in said), min(each.known[1] for each in said)
        for each in said:
            leaves = _must_leave(each)
            if leaves:
                need = max(leaves[0], low), min(leaves[1], high)
                yield Watched(people, (), need, tuple(each.release for each in said))


def _must_leave(statement: Statement) -> Range | None:
    if statement.shown is None or statement.shown.kind is ShownAs.NUMBER:
        return None
    if statement.shown.kind is ShownAs.FEWER:
        return statement.shown.stated
    return small(statement, statement.true, statement.is_base)


def small(statement: Statement, true: int, is_base: bool) -> Range | None:
    """What so few people must be able to be, or nothing where they are not few."""
    rules = statement.release.table.rules
    most = rules.least_base - 1 if is_base else rules.most_hidden
    return (1, most) if 1 <= true <= most else None


def _left(told: Told) -> Iterator[Watched]:
    for people, said in told.items():
        for wider in _subsets(people):
            if wider == people or wider not in told:
                continue
            narrow, wide = said[0], told[wider][0]
            leaves = small(wide, wide.true - narrow.true, wide.is_base and narrow.is_base)
            if leaves:
                yield Watched(wider, (people,), leaves, (wide.release, narrow.release))


def _subsets(people: Population) -> Iterator[Population]:
    """Every population that holds this one."""
    each = sorted(people)
    return map(frozenset, chain.from_iterable(combinations(each, size) for size in range(len(each) + 1)))


def _rest(told: Told) -> Iterator[Watched]:
    groups: dict[tuple[Population, str], list[Population]] = defaultdict(list)
    for people in told:
        for condition in people:
            if not condition.endswith(f":{ANY}"):
                dimension = dimension_of(condition)
                for whole in {people - {condition}, people - {condition, f"{dimension}:{ANY}"}} & told.keys():
                    groups[whole, dimension].append(people)
    for (whole, _dimension), parts in groups.items():
        of = [told[each][0] for each in (whole, *parts)]
        rest = of[0].true - sum(each.true for each in of[1:])
        leaves = small(of[0], rest, all(each.is_base for each in of))
        if leaves and len(parts) > 1:
            yield Watched(whole, tuple(parts), leaves, tuple(each.release for each in of))
