"""The register of released tables: refuses one that would tell, together with earlier ones, what each of them hides."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveys.results.disclosure.auditing import feasible
from surveys.results.disclosure.equations import Range
from surveys.results.disclosure.joint import CannotBeAudited, told_together
from surveys.results.disclosure.published import ShownAs
from surveys.results.disclosure.releases import Fact, Population, Release, dimension_of, shared
from surveys.results.disclosure.rules import Rules

WHAT_TO_DO = "Publish only one of them, or join small groups and try again."


TOO_MUCH = "This is not shown, because too much was asked for at once to be checked. Ask for one question at a time."
MOST_READINGS = 12  # of all tables together, for what is asked for at once; each can take seconds


@dataclass(frozen=True)
class Conflict:
    """A reason not to release a table. `earlier` names the released tables; `words` are fit to show to staff, and hold
    no count that is hidden."""

    earlier: tuple[str, ...]
    words: str


def conflicts(new: Release, earlier: Sequence[Release]) -> list[Conflict]:
    """Why `new` must not be released after the `earlier` tables; an empty list if it may.

    A reader can take one count from another wherever one population holds the other: two populations of which one has
    more conditions; a one-way table and the margin of a two-way one; a whole and several of its parts; one table at two
    times. Refused is what would narrow a true difference of 1 to 4 people, or a base of 1 to 9, to less than all of
    these; and what would narrow a count that either table hides, when both are read as one.

    Decided with true counts (`Release.counts`), so that a difference that is not small refuses nothing.
    """
    return list(held_against(earlier, [new]).get(0, []))


def held_against(earlier: Sequence[Release], new: Sequence[Release]) -> dict[int, list[Conflict]]:
    """Why some of several new tables must not be released, by their place among them. Each is held against the earlier
    ones, and those before it that may be released. The same as `conflicts` one after the other, with less work: where
    they pass together, they are read together once.
    """
    found: dict[int, list[Conflict]] = {}
    passing: list[int] = []
    for at, release in enumerate(new):
        reasons = _by_themselves(release, [*earlier, *(new[other] for other in passing)])
        if reasons:
            found[at] = [Conflict(names, words) for names, words in reasons.items()]
        else:
            passing.append(at)
    for at, reasons in _together(earlier, new, passing).items():
        found[at] = [Conflict(names, words) for names, words in reasons.items()]
    return found


def _by_themselves(new: Release, earlier: Sequence[Release]) -> dict[tuple[str, ...], str]:
    """What is told by a table and another, or by a whole and its parts."""
    reasons: dict[tuple[str, ...], str] = {}
    for names, words in (*_differences(new, earlier), *_parts(new, earlier), *_read_as_one(new, earlier)):
        reasons.setdefault(names, words)
    return reasons


def _together(
    earlier: Sequence[Release], new: Sequence[Release], places: Sequence[int]
) -> dict[int, dict[tuple[str, ...], str]]:
    """What is told by all tables together. Where something is, those of which it is told are set aside until the others
    were read, for one table that hides little is better left out than all that stand beside it; where that parts
    nothing, the first half is read before the second. After so many readings, what was not read is refused."""
    found: dict[int, dict[tuple[str, ...], str]] = {}
    passed: list[Release] = list(earlier)
    left, readings = [list(places)] if places else [], 0
    while left:
        group, readings = left.pop(0), readings + 1
        tables = [new[at] for at in group]
        told = list(_all_together(tables, passed)) if readings <= MOST_READINGS else [(frozenset(), ((), TOO_MUCH))]
        reasons = dict(reason for _tables, reason in told)
        if not told:
            passed += tables
        elif len(group) == 1 or () in reasons:
            found |= dict.fromkeys(group, reasons)
        else:
            of = frozenset().union(*(tables for tables, _reason in told))
            left = [*_parted(group, [at for at in group if new[at].name in of]), *left]
    return found


def _parted(group: list[int], told: list[int]) -> tuple[list[int], list[int]]:
    others = [at for at in group if at not in told]
    return (others, told) if others and told else (group[: len(group) // 2], group[len(group) // 2 :])


Reason = tuple[tuple[str, ...], str]


def _differences(new: Release, earlier: Sequence[Release]) -> Iterator[Reason]:
    """Pairs of counts of which one can be taken from the other."""
    new_facts = list(new.facts())
    for release in earlier:
        for conditions, old in release.facts():
            for others, fact in new_facts:
                if conditions == others and fact.true != old.true:
                    if _tells(new.table.rules, *_apart(fact, old), is_base=fact.is_base):
                        yield (release.name,), _at_two_times(release, new)
                elif conditions < others or others < conditions:
                    wide, narrow = (old, fact) if conditions < others else (fact, old)
                    if _tells(new.table.rules, *_apart(wide, narrow), is_base=fact.is_base and old.is_base):
                        yield (release.name,), _nearly_the_same(release, new)


def _apart(wide: Fact, narrow: Fact) -> tuple[int, Range]:
    """The true difference, and the range in which a reader knows it to be. At two times either count can be greater."""
    if wide.true < narrow.true:
        wide, narrow = narrow, wide
    low, high = wide.leaves[0] - narrow.leaves[1], wide.leaves[1] - narrow.leaves[0]
    return wide.true - narrow.true, (max(low, 0), max(high, -low if low < 0 else high))


def _tells(rules: Rules, true: int, leaves: Range, *, is_base: bool) -> bool:
    """Whether a small count, or a small base, is known to be less than anything that it could be."""
    most = rules.least_base - 1 if is_base else rules.most_hidden
    return 1 <= true <= most and (leaves[0] > 1 or leaves[1] < most)


def _parts(new: Release, earlier: Sequence[Release]) -> Iterator[Reason]:
    """Wholes from which several parts can be taken at once, such as all areas, less one area after the other."""
    sources: dict[Population, list[tuple[Release, Fact]]] = defaultdict(list)
    for release in (*earlier, new):
        for conditions, fact in release.facts():
            sources[conditions].append((release, fact))
    groups: dict[tuple[Population, str], list[Population]] = defaultdict(list)
    for conditions in sources:
        for whole, dimension in _wholes(conditions):
            if whole in sources:
                groups[whole, dimension].append(conditions)
    for (whole, _dimension), parts in groups.items():
        used = [sources[place][-1] for place in (whole, *parts)]
        names = dict.fromkeys(release.name for release, _fact in used if release is not new)
        if names and any(release is new for release, _fact in used) and _parts_tell(new.table.rules, used):
            yield tuple(names), _taken_together(tuple(names), new)


def _wholes(conditions: Population) -> Iterator[tuple[Population, str]]:
    """The populations that hold this one and have one dimension less, with the dimension."""
    for condition in conditions:
        if not condition.endswith(":*"):
            dimension = dimension_of(condition)
            yield conditions - {condition}, dimension
            yield conditions - {condition, f"{dimension}:*"}, dimension


def _parts_tell(rules: Rules, used: Sequence[tuple[Release, Fact]]) -> bool:
    """Whether the rest of the whole, or a part that is hidden, is told. The first of `used` is the whole."""
    (_release, whole), *others = used
    parts = [fact for _release, fact in others]
    least, most = sum(part.leaves[0] for part in parts), sum(part.leaves[1] for part in parts)
    rest = whole.true - sum(part.true for part in parts)
    if rest < 0:
        return False  # The counts are of different times: `_differences` compares these.
    is_base = whole.is_base and all(part.is_base for part in parts)
    if _tells(rules, rest, (max(0, whole.leaves[0] - most), whole.leaves[1] - least), is_base=is_base):
        return True
    return any(
        _told(rules, part, (part.leaves[0], min(part.leaves[1], whole.leaves[1] - least + part.leaves[0])))
        for part in parts
    )


def _read_as_one(new: Release, earlier: Sequence[Release]) -> Iterator[Reason]:
    """Tables in which something hidden is told when what others say of the same people is filled in."""
    before, after = shared(earlier), shared((*earlier, new))
    for release in (*earlier, new):
        facts = [(conditions, fact) for conditions, fact in release.facts()]
        known = {fact.place: after[conditions, fact.true] for conditions, fact in facts}
        had = {fact.place: before.get((conditions, fact.true), fact.leaves) for conditions, fact in facts}
        own = {fact.place: fact.leaves for _conditions, fact in facts}
        if known == (own if release is new else had):
            continue
        hidden = [fact for _conditions, fact in facts if fact.shown.kind is not ShownAs.NUMBER]
        leaves = feasible(release.table, places=[fact.place for fact in hidden], known=known)
        if any(_told(release.table.rules, fact, leaves[fact.place]) for fact in hidden):
            names = tuple(dict.fromkeys(_sharing(release, new, earlier))) if release is new else (release.name,)
            yield names, _hidden_in_one(names, new)


def _all_together(new: Sequence[Release], earlier: Sequence[Release]) -> Iterator[tuple[frozenset[str], Reason]]:
    """What no two tables tell, but all of them do, with the names of all that it is told of. A reason without names:
    that it cannot be said of any."""
    try:
        for releases in told_together(new, earlier):
            names = tuple(dict.fromkeys(each.name for each in releases if each not in new))
            of = frozenset(each.name for each in releases)
            yield of, (names or (new[-1].name,), _read_together(new[-1].name))
    except CannotBeAudited as reason:
        yield frozenset(), ((), f"This is not shown, to be on the safe side. {reason}")


def _told(rules: Rules, fact: Fact, leaves: Range) -> bool:
    """Whether a count that its own table hides is narrowed to less than it states, or than any small count."""
    if fact.shown.kind is ShownAs.FEWER:
        return leaves[0] > fact.shown.stated[0] or leaves[1] < fact.shown.stated[1]
    return fact.shown.kind is ShownAs.HIDDEN and _tells(rules, fact.true, leaves, is_base=fact.is_base)


def _sharing(release: Release, new: Release, earlier: Sequence[Release]) -> Iterator[str]:
    own = {conditions for conditions, _fact in release.facts()}
    for other in earlier:
        if any(conditions in own for conditions, _fact in other.facts()):
            yield other.name


def _dated(release: Release) -> str:
    when = f", released on {release.released_on:%-d %B %Y}" if release.released_on else ""
    return f"“{release.name}”{when}"


def _at_two_times(release: Release, new: Release) -> str:
    return (
        f"“{new.name}” and {_dated(release)} count the same people at two times. Taking one from the other would tell"
        f" something about the few who were added or removed in between. Leave the earlier table as it is."
    )


def _nearly_the_same(release: Release, new: Release) -> str:
    return (
        f"“{new.name}” and {_dated(release)} are about nearly the same people. Taking one from the other would tell"
        f" something about the few who are in only one of them. {WHAT_TO_DO}"
    )


def _taken_together(names: Sequence[str], new: Release) -> str:
    listed = ", ".join(f"“{name}”" for name in names)
    return (
        f"“{new.name}” is a whole or a part of what is already released: {listed}. Taking the parts from the whole"
        f" would tell something about the few who are left. {WHAT_TO_DO}"
    )


def _read_together(name: str) -> str:
    return (
        f"“{name}” and the tables that were released before count the same people in several ways. Read together,"
        f" they would tell a small number that one of them hides. Leave this comparison or group out."
    )


def _hidden_in_one(names: Sequence[str], new: Release) -> str:
    listed = ", ".join(f"“{name}”" for name in names)
    return (
        f"“{new.name}” and {listed} have numbers about the same people, and one shows what the other hides. Read side"
        f" by side, they would tell a small number. {WHAT_TO_DO}"
    )
