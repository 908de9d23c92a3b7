"""Cuts a set of linked dimensions into small overlapping sets that hang together as a tree."""

import math
from collections.abc import Iterable, Mapping

Dimensions = frozenset[str]


def cliques_of(links: Iterable[Dimensions], sizes: Mapping[str, int]) -> list[Dimensions]:
    """The largest sets of a triangulated graph of the dimensions, so that each link is within one of them.

    Whole counts over each set that agree where sets overlap are the margins of one whole table over all dimensions
    (Lauritzen, Graphical Models, 1996, sections 2.1 and 4.4): so the table itself, which would be far too large, is
    never needed. Taken away first is the dimension whose set has the fewest cells.
    """
    near: dict[str, set[str]] = {}
    for link in links:
        for dimension in link:
            near.setdefault(dimension, set()).update(link - {dimension})
    found: list[Dimensions] = []
    while near:
        first = min(near, key=lambda each: (math.prod(sizes[other] for other in (each, *near[each])), each))
        clique = frozenset({first, *near[first]})
        if not any(clique <= other for other in found):
            found.append(clique)
        for other in near.pop(first):
            near[other] = (near[other] | clique) - {other, first}
    return found or [frozenset()]


def tree_of(cliques: list[Dimensions]) -> list[tuple[int, int]]:
    """Pairs of sets whose overlap must agree: a spanning tree of greatest overlaps, which has the junction property."""
    inside, pairs = {0}, []
    while len(inside) < len(cliques):
        outside = [at for at in range(len(cliques)) if at not in inside]
        pair = max(
            ((near, far) for near in sorted(inside) for far in outside),
            key=lambda pair: len(cliques[pair[0]] & cliques[pair[1]]),
        )
        pairs.append(pair)
        inside.add(pair[1])
    return pairs
