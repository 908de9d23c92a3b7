"""When people were there: the rows of one table as stays, whether it has a row for each stay, for each person, or for
each joining and leaving."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from training.attendance.queries.webinar_files.columns import Columns, Moments
from training.attendance.queries.webinar_files.durations import minutes_of, seconds_of
from training.attendance.queries.webinar_files.moments import written
from training.attendance.queries.webinar_files.tables import NOTHING, Table, is_address

GUEST = "#ext#@"
ROUNDING = 60  # seconds by which a report's own duration may differ from its times


@dataclass(frozen=True, order=True)
class Stay:
    """From when until when, in UTC; `left_at` is None where the report does not say."""

    joined_at: datetime
    left_at: datetime | None

    def packed(self) -> list[int | None]:
        """As seconds since 1970."""
        return [int(self.joined_at.timestamp()), int(self.left_at.timestamp()) if self.left_at else None]

    @classmethod
    def unpacked(cls, told: list[int | None]) -> "Stay":
        """A stay that was packed."""
        joined, left = told
        return cls(datetime.fromtimestamp(joined or 0, UTC), datetime.fromtimestamp(left, UTC) if left else None)


@dataclass(frozen=True)
class Visit:
    """What one row says of one person. `seconds` is how long they stayed where that is less than from joining to
    leaving, or all that is known."""

    name: str
    other_names: tuple[str, ...]
    addresses: tuple[str, ...]
    stay: Stay | None
    seconds: int | None
    words: frozenset[str]

    def is_whole(self) -> bool:
        """Whether it is one stay from its beginning to its end."""
        return self.stay is not None and self.seconds is None

    def lasted(self) -> int:
        """The seconds for which they were there; none where the report does not say when they left."""
        if self.seconds is None and self.stay is not None and self.stay.left_at is not None:
            return int((self.stay.left_at - self.stay.joined_at).total_seconds())
        return self.seconds or 0


def visits_of(table: Table, columns: Columns, moment: Moments) -> list[Visit]:
    """What each row of a table says; rows without a person or a time are left out."""
    visits = _from_events(table, columns, moment) if columns.event is not None else _from_rows(table, columns, moment)
    return [visit for visit in visits if (visit.name or visit.addresses) and (visit.stay or visit.seconds)]


def _from_rows(table: Table, columns: Columns, moment: Moments) -> list[Visit]:
    visits = []
    for row in table.rows:
        joined, left = _moment(row, columns.joined, moment), _moment(row, columns.left, moment)
        if left is not None and joined is not None and left < joined:
            left = None
        seconds = _seconds(row, columns.lasted)
        stay = Stay(joined, left) if joined is not None else None
        if stay is not None and not _is_less(seconds, stay):
            seconds = None
        visits.append(_visit(row, columns, stay, seconds))
    return visits


def real_address(text: str) -> str:
    """An email address in lower case; of a guest in somebody's directory, their own: sam_example.org#EXT#@host.tld."""
    address = text.lower()
    own, is_guest, _ = address.partition(GUEST)
    before, _, domain = own.rpartition("_")
    return f"{before}@{domain}" if is_guest and before and "." in domain else address


def _is_less(seconds: int | None, stay: Stay) -> bool:
    if seconds is None or stay.left_at is None:
        return False
    return (stay.left_at - stay.joined_at).total_seconds() - seconds > ROUNDING


def _from_events(table: Table, columns: Columns, moment: Moments) -> list[Visit]:
    """Stays from a list of joinings and leavings. Whatever word is somebody's first, and as often first as last, is
    one of joining. Two devices of one name count once, from the first to join until the last to leave."""
    assert columns.event is not None  # noqa: S101  (asked only for tables that have it)
    happened = defaultdict(list)
    for row in table.rows:
        at = _moment(row, columns.joined, moment)
        if at is not None:
            visit = _visit(row, columns, None, None)
            happened[visit.name.casefold(), visit.addresses].append((at, row[columns.event].casefold(), visit))
    orders = [sorted(each, key=lambda event: event[0]) for each in happened.values()]
    joining = _words_of_joining([[word for _, word, _ in events] for events in orders])
    visits = []
    for events in orders:
        inside, since = 0, events[0][0]
        for at, word, visit in events:
            if word in joining:
                since = at if not inside else since
                inside += 1
            elif inside:
                inside -= 1
                if not inside:
                    visits.append(_with(visit, Stay(since, at)))
        if inside:
            visits.append(_with(events[-1][2], Stay(since, None)))
    return visits


def _words_of_joining(orders: list[list[str]]) -> set[str]:
    firsts, lasts = Counter(order[0] for order in orders), Counter(order[-1] for order in orders)
    return {word for word in firsts if firsts[word] >= lasts[word]}


def _visit(row: list[str], columns: Columns, stay: Stay | None, seconds: int | None) -> Visit:
    name = _joined(row, columns.names)
    others = (_joined(row, pair) for pair in columns.other_names)
    cells = [row[number] for number in columns.addresses if is_address(row[number])]
    addresses = tuple(dict.fromkeys(real_address(cell) for cell in cells))
    words = frozenset(cell.casefold() for number, cell in enumerate(row) if number not in columns.names)
    return Visit(name, tuple(other for other in others if other and other != name), addresses, stay, seconds, words)


def _with(visit: Visit, stay: Stay) -> Visit:
    return Visit(visit.name, visit.other_names, visit.addresses, stay, None, visit.words)


def _joined(row: list[str], numbers: tuple[int, ...]) -> str:
    return " ".join(row[number] for number in numbers if row[number].lower() not in NOTHING)


def _moment(row: list[str], number: int | None, moment: Moments) -> datetime | None:
    seen = written(row[number]) if number is not None else None
    return moment(seen) if seen else None


def _seconds(row: list[str], number: int | None) -> int | None:
    if number is None:
        return None
    seconds, minutes = seconds_of(row[number]), minutes_of(row[number])
    return seconds if seconds is not None else minutes * 60 if minutes is not None else None
