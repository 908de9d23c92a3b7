"""Whether two names are one person's, as people are written in bookings and seen in webinars."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from anyascii import anyascii

TITLES = {"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "rev", "revd", "sir", "dame"}
ALIKE = 0.8  # of 1: how alike names must be written to be suggested
SAME_ENDS, SAME_INITIAL, ONE_WORD = 0.95, 0.9, 0.82
Words = tuple[str, ...]


def words_of(name: str) -> Words:
    """A name's words in plain lower-case letters, whatever alphabet it is written in, without titles; a last name that
    comes first, before a comma, is put last."""
    last, comma, first = name.partition(",")
    text = re.sub("['`]", "", anyascii(f"{first} {last}" if comma else name).casefold())
    return tuple(word for word in re.findall(r"[a-z0-9]+", text) if word not in TITLES)


def spellings(names: Iterable[str]) -> list[Words]:
    """The ways in which a person is named: without what stands in brackets or after a bar, as (Guest) and | Example
    School do, and what stands in brackets for itself, as Zoom's original names do."""
    found: dict[Words, None] = {}
    for name in names:
        before, bracket, rest = name.partition("(")
        inner = rest.rpartition(")")[0] if bracket else ""
        outside = re.sub(r"\[[^\]]*\]", " ", before + rest.rpartition(")")[2])
        for part in (outside.split("|")[0], inner.partition("(")[0]):
            words = words_of(part)
            if words:
                found[words] = None
    return list(found)


def are_same(one: Words, other: Words) -> bool:
    """Whether two names are taken for the same: the same words in any order, or the same first and last where one of
    the two leaves out or shortens what is between. Single words never are."""
    if len(one) < 2 or len(other) < 2:
        return False
    if sorted(one) == sorted(other):
        return True
    return _share_ends(one, other) and _fit(one[1:-1], other[1:-1])


def likeness(one: Words, other: Words) -> float:
    """How alike two names are, from 0 to 1; from ALIKE on, worth a suggestion."""
    if _share_ends(one, other):
        return SAME_ENDS
    if one[-1] == other[-1] and one[0][0] == other[0][0]:
        return SAME_INITIAL
    if 1 in (len(one), len(other)) and max(map(len, set(one) & set(other)), default=0) > 2:
        return ONE_WORD
    matcher = SequenceMatcher(None, " ".join(sorted(one)), " ".join(sorted(other)))
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0


def _share_ends(one: Words, other: Words) -> bool:
    return len(one) > 1 and len(other) > 1 and {one[0], one[-1]} == {other[0], other[-1]}


def _fit(one: Words, other: Words) -> bool:
    """Whether names between the first and the last can be the same ones: one has none, or each fits by its letters."""
    if not one or not other:
        return True
    return len(one) == len(other) and all(
        a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(one, other, strict=True)
    )
