"""Attacks a published table as a careful reader would, and says where a protected count could be worked out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveys.results.disclosure.equations import Range, knowledge_of, narrowed
from surveys.results.disclosure.probing import Prober
from surveys.results.disclosure.published import Protected, ShownAs
from surveys.results.disclosure.rules import Rules
from surveys.results.disclosure.tables import BASE, Place


@dataclass(frozen=True)
class Breach:
    """A protected count that everything published narrows to `feasible`, which is less than it must leave open."""

    place: Place
    feasible: Range
    why: str


def feasible(
    table: Protected,
    *,
    places: Iterable[Place] | None = None,
    known: Mapping[Place, Range] | None = None,
    prober: Prober | None = None,
) -> dict[Place, Range]:
    """The least and greatest count at each place, as far as the published table leaves it open: all its places, and
    those that follow from them ("others", "rest"), or only those asked for.

    `known`: ranges that the reader has from elsewhere. `prober`: one made for a table of the same shape, to save work.
    Refused (Contradiction): published counts that no table can have.
    """
    if not table.is_shown:
        return {place: shown.stated for place, shown in table.places()}
    knowledge = knowledge_of(table, known=known)
    outer = narrowed(knowledge)
    wanted = list(outer if places is None else places)
    if knowledge.is_tree:
        return {place: outer[place] for place in wanted}
    return (prober or Prober(knowledge.sums)).ranges(outer, wanted)


def audit(
    table: Protected, *, known: Mapping[Place, Range] | None = None, prober: Prober | None = None
) -> list[Breach]:
    """Every count that is not shown or "fewer than 5", and every count that follows from others, which a reader could
    know better than the table states. An empty list means that the table is safe. See `fault` for the rule.

    Ranges narrowed sum by sum can only be too wide, so what these show is a breach already; the linear programme
    is asked only where they show none.
    """
    if not table.is_shown:
        return []
    needed = protected_places(table)
    knowledge = knowledge_of(table, known=known)
    outer = narrowed(knowledge)
    breaches = _breaches(table, {place: outer[place] for place in needed})
    if breaches or knowledge.is_tree or not needed:
        return breaches
    return _breaches(table, (prober or Prober(knowledge.sums)).ranges(outer, needed))


def protected_places(table: Protected) -> list[Place]:
    """The places that must not be known too well."""
    printed = [
        place
        for place, shown in table.places()
        if shown.kind is not ShownAs.NUMBER and not _nobody_at_all(table, place)
    ]
    implied = {place for place in knowledge_of(table).ranges if place.part == "rest"} if table.is_shown else set()
    return printed + sorted(implied)


def _nobody_at_all(table: Protected, place: Place) -> bool:
    """Whether the answer is shown as given by nobody in any group, which tells nothing of one group."""
    return place.part == "cell" and bool(table.column_totals) and table.column_totals[place.column].number == 0


def _breaches(table: Protected, ranges: Mapping[Place, Range]) -> list[Breach]:
    shown = dict(table.places())
    found = []
    for place, leaves in ranges.items():
        stated = shown[place].stated if place in shown and shown[place].kind is ShownAs.FEWER else None
        small = place.part == "row" and place in shown
        width = table.rules.nearest if place in shown and stated is None and place != BASE else 0
        why = fault(table.rules, leaves, stated=stated, small_group=small, least_width=width)
        if why:
            found.append(Breach(place, leaves, why))
    return found


def fault(rules: Rules, leaves: Range, *, stated: Range | None, small_group: bool, least_width: int) -> str:
    """What is wrong with a protected count of which only the range `leaves` is open, or nothing ("").

    "Fewer than 5" must stay open for all that is stated; the size of a group that is not shown for 1 to 9. Whatever
    could be 1 to 4 must be able to be each of them, and what is not shown otherwise less well known than a number.
    """
    low, high = leaves
    if stated is not None:
        return "narrower than stated" if low > stated[0] or high < stated[1] else ""
    if small_group:
        return "a small group's size" if low > 1 or high < rules.least_base - 1 else ""
    if low <= rules.most_hidden:
        return "a small count" if low > 1 or high < rules.most_hidden else ""
    return "as well known as a number" if high - low < least_width else ""
