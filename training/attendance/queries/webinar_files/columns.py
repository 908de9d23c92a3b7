"""Which column of a table holds what. What the cells hold decides; headings, in English, only help where that is not
enough, so that a report in another language is read as well."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from itertools import pairwise

from training.attendance.queries.webinar_files.durations import minutes_of, seconds_of
from training.attendance.queries.webinar_files.moments import Written, written
from training.attendance.queries.webinar_files.tables import Table, is_address

MOST = 0.7  # of a column's cells are of one kind
OF_NAMES = re.compile(r"\bname\b|\bparticipant\b|\battendee\b", re.IGNORECASE)
OF_PARTS = re.compile(r"\b(first|last|given|family|sur)\s?name\b", re.IGNORECASE)
OF_OTHER_WORDS = re.compile(
    r"country|region|topic|meeting|organi[sz]ation|company|role|job|title|attended|guest|status|consent|action|source"
    r"|waiting|disclaimer|host|department|group",
    re.IGNORECASE,
)
JOINED, LEFT = re.compile(r"\bjoin", re.IGNORECASE), re.compile(r"\bleave|\bleft", re.IGNORECASE)
LASTED = re.compile(r"duration|time in session|minutes", re.IGNORECASE)
Moments = Callable[[Written], datetime | None]


class Kind(Enum):
    """What most cells of a column are."""

    NOTHING = auto()
    ADDRESS = auto()
    MOMENT = auto()
    DURATION = auto()
    NUMBER = auto()
    WORDS = auto()


@dataclass(frozen=True)
class Columns:
    """Where a table holds what. `names` has two columns where first and last names stand apart; `event` says what
    happened at the moment in `joined`, where a row has one moment only."""

    names: tuple[int, ...]
    other_names: tuple[tuple[int, ...], ...]
    addresses: tuple[int, ...]
    joined: int | None
    left: int | None
    event: int | None
    lasted: int | None


def columns_of(table: Table, moment: Moments) -> Columns | None:
    """What each column of a table holds, or None where it is no table of people with their times."""
    kinds = [_kind(table.column(number)) for number in range(len(table.headings))]
    words = [number for number, kind in enumerate(kinds) if kind == Kind.WORDS]
    addresses = _addresses(table, [number for number, kind in enumerate(kinds) if kind == Kind.ADDRESS])
    joined, left = _times(table, [number for number, kind in enumerate(kinds) if kind == Kind.MOMENT], moment)
    lasted = _lasted(table, kinds)
    names = _names(table, words)
    if not (names or addresses) or (joined is None and not _is_a_sum(table, lasted, addresses)):
        return None
    event = _event(table, [each for each in words if each not in names]) if left is None and lasted is None else None
    return Columns(names, _other_names(table, words, names), addresses, joined, left, event, lasted)


def _kind(cells: Sequence[str]) -> Kind:
    if not cells:
        return Kind.NOTHING
    tests: list[tuple[Kind, Callable[[str], object]]] = [
        (Kind.ADDRESS, is_address),
        (Kind.MOMENT, lambda cell: written(cell) is not None),
        (Kind.DURATION, lambda cell: seconds_of(cell) is not None),
        (Kind.NUMBER, lambda cell: minutes_of(cell) is not None),
    ]
    for kind, is_one in tests:
        if sum(bool(is_one(cell)) for cell in cells) >= MOST * len(cells):
            return kind
    return Kind.WORDS


def _addresses(table: Table, numbers: list[int]) -> tuple[int, ...]:
    """Where people's own addresses stand: not the one that is in every row, which is the host's."""
    own = [number for number in numbers if len(table.column(number)) < 2 or len(set(table.column(number))) > 1]
    return tuple(own or numbers)


def _times(table: Table, numbers: list[int], moment: Moments) -> tuple[int | None, int | None]:
    """Where people's joining and leaving stand. Of more than two columns of moments the latest two: people registered
    before they joined. Moments that are the same for everyone are those of the webinar."""
    if len(numbers) < 2:
        return (numbers[0] if numbers else None), None
    varied = [number for number in numbers if len(set(table.column(number))) > 1]
    candidates = varied if len(table.rows) > 1 and len(varied) > 1 else numbers
    named = [[number for number in candidates if word.search(table.headings[number])] for word in (JOINED, LEFT)]
    if len(named[0]) == len(named[1]) == 1 and named[0] != named[1]:
        return named[0][0], named[1][0]
    *_, joined, left = sorted(candidates, key=lambda number: (_middle(table.column(number), moment), number))
    return joined, left


def _middle(cells: Sequence[str], moment: Moments) -> float:
    moments = sorted(at.timestamp() for cell in cells if (seen := written(cell)) and (at := moment(seen)))
    return moments[len(moments) // 2] if moments else 0


def _lasted(table: Table, kinds: Sequence[Kind]) -> int | None:
    """Where it stands how long people stayed: a column of times with units, else one of whole numbers."""
    for kind in (Kind.DURATION, Kind.NUMBER):
        numbers = [number for number, each in enumerate(kinds) if each == kind]
        if numbers:
            return max(numbers, key=lambda number: (bool(LASTED.search(table.headings[number])), number))
    return None


def _is_a_sum(table: Table, lasted: int | None, addresses: Sequence[int]) -> bool:
    """Whether a column of lengths can be believed where no times stand beside it: any list has numbers."""
    return lasted is not None and bool(addresses or LASTED.search(table.headings[lasted]))


def _names(table: Table, words: Sequence[int]) -> tuple[int, ...]:
    """Where names stand: the column of words in which people differ most; two, where one holds single words only and
    its neighbour the other part."""

    def likely(number: int) -> tuple[int, int, float, int]:
        cells = table.column(number)
        return _hint(table.headings[number]), len(set(cells)), sum(" " in cell for cell in cells) / len(cells), -number

    if not words:
        return ()
    best = max(words, key=likely)
    after = best + 1
    if _are_single_words(table.column(best)) and after in words and _is_second_part(table, best, after):
        return best, after
    return (best,)


def _hint(heading: str) -> int:
    """How much a heading speaks for names: against, nothing, for a part of them, for whole ones."""
    if OF_OTHER_WORDS.search(heading):
        return -1
    return 1 if OF_PARTS.search(heading) else 2 if OF_NAMES.search(heading) else 0


def _other_names(table: Table, words: Sequence[int], names: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """Where else names may stand: neighbouring columns with the parts of one, or another column in which people differ,
    as people register under one name and are seen under another."""
    others = [number for number in words if number not in names and _hint(table.headings[number]) >= 0]
    pairs = [pair for pair in pairwise(others) if pair[1] == pair[0] + 1]
    parts = [pair for pair in pairs if _is_second_part(table, *pair)]
    in_parts = {number for pair in parts for number in pair}
    whole = [(number,) for number in others if number not in in_parts and _tells_apart(table, number)]
    return (*parts, *whole)


def _tells_apart(table: Table, number: int) -> bool:
    return len(set(table.column(number))) * 2 > len(table.rows) > 1


def _is_second_part(table: Table, first: int, second: int) -> bool:
    headings = [table.headings[number] for number in (first, second)]
    if all(OF_PARTS.search(heading) for heading in headings):
        return True
    if any(OF_OTHER_WORDS.search(heading) for heading in headings):
        return False
    return _tells_apart(table, first) and _tells_apart(table, second)


def _are_single_words(cells: Sequence[str]) -> bool:
    return sum(" " not in cell for cell in cells) >= MOST * len(cells)


def _event(table: Table, words: Sequence[int]) -> int | None:
    """Where it stands what happened: the column with the fewest different words."""
    return min(words, key=lambda number: (len(set(table.column(number))), number), default=None)
