"""Dates with times as reports write them: day or month first, on a clock of 12 or 24 hours."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import Enum

CLOCK = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\.?)?"
    r"(?:\s?\(?(?P<zone>Z|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|UTC|GMT)\)?)?"
)
IN_NUMBERS = re.compile(
    rf"(?P<first>\d{{1,4}})(?P<dash>[./-])\s?(?P<second_>\d{{1,2}})(?P=dash)\s?(?P<third>\d{{1,4}})\.?(?:,\s?|T|\s){CLOCK}"
)
IN_WORDS = re.compile(
    r"(?:(?P<month>[A-Za-z]{3,9})\.?\s(?P<day>\d{1,2})|(?P<day_>\d{1,2})\s(?P<month_>[A-Za-z]{3,9})\.?),?\s"
    rf"(?P<year>\d{{4}}),?\s{CLOCK}"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
YEARS = range(2000, 2100)  # no webinar was held in others


class DateOrder(Enum):
    """Which of day and month comes first."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True)
class Written:
    """A date and time as they stand in a file. `numbers` are in the order written; where
    the order `is_settled` they are year, month, day. `offset` is how far ahead of UTC, where the file says so."""

    numbers: tuple[int, int, int]
    is_settled: bool
    hour: int
    minute: int
    second: int
    offset: timedelta | None

    def on(self, order: DateOrder) -> date | None:
        """The date, if it is one in that order."""
        year, month, day = self.numbers if self.is_settled else self._in(order)
        year += 2000 if year < 100 else 0
        try:
            return date(year, month, day) if year in YEARS else None
        except ValueError:
            return None

    def at(self, order: DateOrder, zone: tzinfo) -> datetime | None:
        """The moment in UTC, if its date is one in that order; `zone` holds where the file names none."""
        day = self.on(order)
        if day is None:
            return None
        local = datetime(day.year, day.month, day.day, self.hour, self.minute, self.second, tzinfo=zone)
        if self.offset is not None:
            local = local.replace(tzinfo=UTC) - self.offset
        return local.astimezone(UTC)

    def _in(self, order: DateOrder) -> tuple[int, int, int]:
        first, second, year = self.numbers
        return (year, second, first) if order == DateOrder.DAY_FIRST else (year, first, second)


def written(text: str) -> Written | None:
    """The moment that a cell holds, or None where it holds something else."""
    found = IN_NUMBERS.fullmatch(text)
    if found:
        first, second, third = int(found["first"]), int(found["second_"]), int(found["third"])
        settled = len(found["first"]) == 4
        if not settled and len(found["third"]) not in (2, 4):
            return None
        return _with_clock(found, (first, second, third), settled)
    found = IN_WORDS.fullmatch(text)
    month = ((found["month"] or found["month_"]).lower()[:3]) if found else ""
    if found is None or month not in MONTHS:
        return None
    day = int(found["day"] or found["day_"])
    return _with_clock(found, (int(found["year"]), MONTHS.index(month) + 1, day), is_settled=True)


def date_order(moments: Iterable[Written], *, near: date) -> DateOrder:
    """The order in which a file writes its dates: one in which all of them are dates, then the one that brings more of
    them to the session's own day, give or take one; day first where neither tells."""
    open_ones = [moment for moment in moments if not moment.is_settled]

    def fits(order: DateOrder) -> tuple[int, int, bool]:
        days = [moment.on(order) for moment in open_ones]
        close = sum(day is not None and abs((day - near).days) <= 1 for day in days)
        return sum(day is not None for day in days), close, order == DateOrder.DAY_FIRST

    return max(DateOrder, key=fits)


def _with_clock(found: "re.Match[str]", numbers: tuple[int, int, int], is_settled: bool) -> Written | None:
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    half = (found["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return Written(numbers, is_settled, hour, minute, second, _offset(found["zone"]))


def _offset(zone: str | None) -> timedelta | None:
    if zone is None:
        return None
    digits = re.sub(r"\D", "", zone)
    if not digits:
        return timedelta(0)
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -ahead if "-" in zone else ahead
