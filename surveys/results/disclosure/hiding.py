"""Secondary suppression: hides more until no protected count can be worked out, then shows again what need not hide."""

from collections.abc import Mapping
from dataclasses import replace

from surveys.results.disclosure.auditing import Breach, audit
from surveys.results.disclosure.equations import Range, knowledge_of
from surveys.results.disclosure.probing import Prober
from surveys.results.disclosure.published import Protected, Shown, ShownAs
from surveys.results.disclosure.tables import BASE, Place

HIDDEN = Shown(ShownAs.HIDDEN, None, None, (0, 0))


def hidden_until_safe(table: Protected, *, known: Mapping[Place, Range] | None = None) -> Protected | None:
    """The table with as much hidden as the audit asks for with what is `known`, or None where even that is not enough.

    Looks only at what is published, never at true counts, so that what is hidden tells nothing else about them.
    Hides the smallest numbers first, then "fewer than 5", then totals, then zeros. Afterwards shows again, the
    greatest first, whatever is safe to show.
    """
    prober = Prober(knowledge_of(table).sums)
    first = table
    while breaches := audit(table, known=known, prober=prober):
        place = _next_to_hide(table, min(breaches, key=lambda breach: breach.place.part != "row"))
        if place is not None:
            table = _hiding(table, place)
        elif _can_have_decoys(table):
            table = replace(table, decoys=True)
        else:
            return None
    was = dict(first.places())
    hidden = [place for place, shown in table.places() if shown.kind is ShownAs.HIDDEN and shown != was[place]]
    hidden = [place for place in hidden if not table.is_unshown(place)]
    for place in sorted(hidden, key=lambda place: (-_weight(was[place])[1], place)):
        again = table.with_shown({place: was[place]})
        if not audit(again, known=known, prober=prober):
            table = again
    return table


def _hiding(table: Protected, place: Place) -> Protected:
    """The table with one place more hidden. The total of a group takes the whole group with it, so that a reader cannot
    tell which of the groups that are not shown is the small one."""
    if place.part != "row":
        return table.with_shown({place: HIDDEN})
    group = {other: HIDDEN for other, _shown in table.places() if other.row == place.row}
    unshown = tuple(was or at == place.row for at, was in enumerate(table.unshown))
    return replace(table.with_shown(group), unshown=unshown, decoys=True)


def _next_to_hide(table: Protected, breach: Breach) -> Place | None:
    """A place of the sums that the breach is in, else anywhere; None where nothing that would help is left."""
    sums = [(whole, *parts) for whole, parts in knowledge_of(table).sums]
    near = {place for places in sums if breach.place in places for place in places}
    if breach.place.part == "row" and _can_have_decoys(table):
        near = {place for place in near if place.part == "row"}
    choices = [
        (place not in near, *_weight(shown, place), place)
        for place, shown in table.places()
        if shown.kind is not ShownAs.HIDDEN and place != BASE
    ]
    if not choices or (_can_have_decoys(table) and breach.place.part == "row" and min(choices)[0]):
        return None
    return min(choices)[-1]


def _can_have_decoys(table: Protected) -> bool:
    """Whether several groups are not shown and a reader takes each to be small, as long as none is there to confuse."""
    return sum(table.unshown) > 1 and not table.decoys


def _weight(shown: Shown, place: Place | None = None) -> tuple[int, int]:
    """What hiding costs: first by kind, then by size."""
    total = place is not None and place.part != "cell"
    if shown.kind is ShownAs.FEWER:
        return (2 if total else 1), 0
    if shown.number == 0:
        return 3, 0
    return (2 if total else 0), shown.number or 0


def wholly_hidden(table: Protected, *, base: int) -> Protected:
    """The table with nothing shown: as one with a base below the least is, and one in which nothing less would keep a
    small number from being worked out."""
    nothing = Shown(ShownAs.HIDDEN, None, None, (0, max(table.rules.least_base - 1, base + table.rules.nearest)))
    everywhere = table.with_shown({place: nothing for place, _shown in table.places()})
    return replace(everywhere, nearly_all=tuple(None for _ in table.nearly_all))
