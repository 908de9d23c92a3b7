"""A file as a log: its tables found, their rows put together person by person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from hashlib import sha256

from django.utils import timezone

from training.attendance.models import LogLayout
from training.attendance.queries.webinar_files.columns import Columns, Moments, columns_of
from training.attendance.queries.webinar_files.moments import date_order, written
from training.attendance.queries.webinar_files.people import Log, LogParticipant
from training.attendance.queries.webinar_files.refusals import WHAT_IS_EXPECTED, LogRefused
from training.attendance.queries.webinar_files.stays import Visit, visits_of
from training.attendance.queries.webinar_files.tables import Table, tables_of
from training.attendance.queries.webinar_files.texts import rows_of

MOST_PEOPLE = 3_000
NOBODY = f"We could not find a list of people with the times at which they joined. {WHAT_IS_EXPECTED}"
TOO_MANY = f"There are more than {MOST_PEOPLE:,} people in this file. Check that it is the report of this one session."
IN_UTC = re.compile(r"\b(utc|gmt)\b", re.IGNORECASE)
# What those who run a webinar are called, in a column of roles or in the title of their part of the report.
RAN_IT = re.compile(r"(co-?)?(organi[sz]er|host)|organisator(in)?|organisateur|organizator|organizador", re.IGNORECASE)
TITLE_OF_THOSE_WHO_RAN_IT = re.compile(r"\b(host|panell?ist)s?\b", re.IGNORECASE)
Read = tuple[Table, Columns, list[Visit]]


@dataclass(frozen=True)
class Seen:
    """A visit, the number of its table, and whether that is a table of those who ran the webinar."""

    visit: Visit
    table: int
    is_theirs: bool


def read_log(content: bytes, *, starts_at: datetime) -> Log:
    """Read the attendance report of a session that started at `starts_at`. Moments are local where the file names no
    time zone; whether day or month comes first follows from the whole file and from the session's day.

    Rows with one email address are one person; without any, rows with one name are. Where a table has each stay of a
    person and another their first joining and last leaving, the stays count. Where some of a person's rows in a table
    are stays and others sums, all of them together are a sum.
    Refusals: LogRefused, which is all that any bytes whatever can raise.
    """
    rows = rows_of(content)
    seen = [each for row in rows for cell in row if cell and (each := written(cell))]
    order = date_order(seen, near=timezone.localdate(starts_at))
    local = timezone.get_current_timezone()

    def moment_in(zone: tzinfo) -> Moments:
        return lambda each: each.at(order, zone)

    read: list[Read] = []
    for table in tables_of(rows):
        is_utc = any(IN_UTC.search(heading) for heading in table.headings)
        moment = moment_in(UTC if is_utc else local)
        columns = columns_of(table, moment)
        if columns is not None:
            read.append((table, columns, visits_of(table, columns, moment)))
    people = _people(read)
    if not people:
        raise LogRefused(NOBODY)
    if len(people) > MOST_PEOPLE:
        raise LogRefused(TOO_MANY)
    return Log(sha256(content).hexdigest(), _layout(read, people), people)


def _people(read: Sequence[Read]) -> tuple[LogParticipant, ...]:
    """The visits of all tables, person by person, in the order in which people are first named."""
    seen = [
        Seen(visit, number, TITLE_OF_THOSE_WHO_RAN_IT.search(table.title) is not None)
        for number, (table, _, visits) in enumerate(read)
        for visit in visits
    ]
    same_as = list(range(len(seen)))  # of each visit an earlier one of the same person, or itself

    def first_of(number: int) -> int:
        while same_as[number] != number:
            same_as[number] = number = same_as[same_as[number]]
        return number

    of_key: dict[str, int] = {}
    for number, each in enumerate(seen):
        for key in each.visit.addresses or (f"name: {each.visit.name.casefold()}",):
            one, other = sorted((first_of(of_key.setdefault(key, number)), first_of(number)))
            same_as[other] = one
    groups: dict[int, list[Seen]] = {}
    for number, each in enumerate(seen):
        groups.setdefault(first_of(number), []).append(each)
    return tuple(_person(group) for group in groups.values())


def _person(group: Sequence[Seen]) -> LogParticipant:
    in_tables: dict[int, list[Visit]] = {}
    for each in group:
        in_tables.setdefault(each.table, []).append(each.visit)
    whole = [visit for visits in in_tables.values() if all(each.is_whole() for each in visits) for visit in visits]
    kept = whole or [each.visit for each in group]
    names = dict.fromkeys(name for each in group for name in (each.visit.name, *each.visit.other_names) if name)
    addresses = dict.fromkeys(address for each in group for address in each.visit.addresses)
    name, *other_names = names or addresses
    return LogParticipant(
        name=name,
        other_names=tuple(other_names),
        addresses=tuple(addresses),
        stays=tuple(sorted({visit.stay for visit in kept if visit.stay}, key=lambda stay: stay.joined_at)),
        # Of several tables that tell the same, the one that tells most.
        seconds=None if whole else max(sum(each.lasted() for each in visits) for visits in in_tables.values()),
        ran_it=any(each.is_theirs or any(map(RAN_IT.fullmatch, each.visit.words)) for each in group),
    )


def _layout(read: Sequence[Read], people: Sequence[LogParticipant]) -> LogLayout:
    if any(columns.event is not None and visits for _, columns, visits in read):
        return LogLayout.EVENTS
    if not any(person.stays for person in people):
        return LogLayout.TOTALS
    return LogLayout.SPANS if any(person.seconds is not None for person in people) else LogLayout.STAYS
