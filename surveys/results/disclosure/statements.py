"""What released tables say, count by count, in terms of the people who are counted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from surveys.results.disclosure.equations import Range
from surveys.results.disclosure.published import Shown, ShownAs
from surveys.results.disclosure.releases import Population, Release, dimension_of
from surveys.results.disclosure.tables import BASE, Place
from surveys.results.disclosure.witnesses import MANY

ANY = "*"
THE_SURVEY = {"~survey", "survey"}  # what every table of a register has in common


@dataclass(frozen=True)
class Statement:
    """One count of a release: of whom (conditions, as `Release.conditions_of` writes them), how many in truth, and what
    a reader of it can believe. `less`: of those, who are taken away."""

    release: Release
    people: Population
    true: int
    known: Range
    shown: Shown | None
    is_base: bool
    less: Population | None = None


def statements_of(release: Release) -> Iterator[Statement]:
    """Every printed or hidden count; and what a reader knows from the rules: that an answer was given by nearly all of
    a group, and that nobody has a value which the table does not list."""
    for place, shown in release.table.places():
        is_base = place.part in ("base", "row")
        known = _known(release, place, shown)
        yield Statement(release, release.conditions_of(place), release.true_at(place), known, shown, is_base)
    if release.table.is_shown:
        yield from _nearly_all(release)


def _known(release: Release, place: Place, shown: Shown) -> Range:
    table = release.table
    small = 0, table.rules.least_base - 1
    if not table.is_shown:
        return small if place == BASE and release.counts.base <= small[1] else (0, MANY)
    if shown.kind is not ShownAs.HIDDEN:
        return shown.stated
    return small if place.part == "row" and table.unshown[place.row] and not table.decoys else (0, MANY)


def _nearly_all(release: Release) -> Iterator[Statement]:
    table = release.table
    for line, main in enumerate(table.nearly_all):
        if main is None:
            continue
        if not table.two_way:
            whole, part = BASE, Place("cell", main, 0)
        elif line < len(table.rows):
            whole, part = Place("row", line), Place("cell", line, main)
        else:
            whole, part = BASE, Place("column", column=main)
        few, true = (0, table.rules.most_hidden), release.true_at(whole) - release.true_at(part)
        less = release.conditions_of(part)
        yield Statement(release, release.conditions_of(whole), true, few, None, is_base=False, less=less)


def listed_by(release: Release) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The dimensions of which a table lists every value that its people have."""
    counts = release.counts
    if counts.groups_sum if counts.two_way else counts.sums:
        yield release.rows_of, counts.rows
    if counts.two_way and counts.sums:
        yield release.columns_of, counts.columns


def linked_with(new: Sequence[Release], earlier: Sequence[Release]) -> list[Release]:
    """The earlier tables that a reader can hold against the new ones, directly or by others that lie between: those
    that share a dimension, and those of the very same people, since each of these bounds how many there are; and beside
    these, the one of how many people there are. A table whose counts of the very same people differ from the new ones
    is of another time, and not among them."""
    truths = {conditions: fact.true for release in new for conditions, fact in release.facts()}
    left = [each for each in earlier if all(truths.get(c, fact.true) == fact.true for c, fact in each.facts())]
    reached = {link for release in new for link in _links(release)}
    found: list[Release] = []
    while more := [each for each in left if _links(each) & reached]:
        found += more
        left = [each for each in left if each not in more]
        reached |= {link for release in more for link in _links(release)}
    return found + [each for each in left if found and not dimensions_of(each)]


def _links(release: Release) -> frozenset[str | Population]:
    return dimensions_of(release) | {release.population}


def dimensions_of(release: Release) -> frozenset[str]:
    """What a table tells people apart by: what it counts and groups by, and what it is narrowed down by."""
    counts = release.counts
    sides = [(release.rows_of, counts.rows), (release.columns_of, counts.columns if counts.two_way else ())]
    narrowed_by = {dimension_of(condition) for condition in release.population} - THE_SURVEY
    return frozenset(narrowed_by | {name for name, values in sides if len(values) > 1 or (values and not counts.sums)})


def not_asked_of_all(statements: Iterable[Statement]) -> set[str]:
    """The dimensions that are not known of everybody, told by the same people being more or fewer in two tables. Where
    no difference shows, a reader is taken to know that everybody was asked."""
    by_people: dict[Population, list[tuple[frozenset[str], int]]] = {}
    for statement in statements:
        if statement.less is not None:
            continue  # fewer than all of these people, whoever was asked
        known_of = frozenset(dimension_of(each) for each in statement.people if each.endswith(f":{ANY}"))
        people = frozenset(each for each in statement.people if not each.endswith(f":{ANY}"))
        by_people.setdefault(people, []).append((known_of, statement.true))
    found: set[str] = set()
    for counted in by_people.values():
        for known_of, true in set(counted):
            for others, other in set(counted):
                if true != other:
                    found |= known_of ^ others
    return found
