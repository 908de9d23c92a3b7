"""Working hours: nine to five, local time, on weekdays that are no bank holiday in England."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays
from django.utils import timezone

from documents.dates import moment

OPENS, CLOSES = time(9), time(17)
HOURS_A_DAY = CLOSES.hour - OPENS.hour


@lru_cache(maxsize=32)
def _bank_holidays(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("GB", subdiv="ENG", years=year))


def bank_holiday(day: date) -> str:
    """The name of the bank holiday in England on that day, empty on any other."""
    return _bank_holidays(day.year).get(day, "")


def is_working_day(day: date) -> bool:
    """Whether offices are open: Monday to Friday, and no bank holiday."""
    return day.weekday() < 5 and not bank_holiday(day)


def add_working_hours(at: datetime, hours: float) -> datetime:
    """The moment at which so many working hours have passed since `at`. Both are aware; time outside office hours and
    the hour by which the clocks change do not count."""
    left = timedelta(hours=hours)
    for opens, closes in _office_days(at):
        begins = max(opens, at)
        if closes - begins >= left:
            return begins + left
        left -= max(closes - begins, timedelta(0))
    raise AssertionError("there is always another working day")


def working_hours_between(start: datetime, end: datetime) -> float:
    """How many working hours lie between two aware moments; 0 where the end comes first."""
    total = timedelta(0)
    for opens, closes in _office_days(start):
        if opens >= end:
            break
        total += max(min(closes, end) - max(opens, start), timedelta(0))
    return total / timedelta(hours=1)


def _office_days(start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """When the office opens and closes, from the day of `start` on, for ever."""
    day = timezone.localdate(start)
    while True:
        if is_working_day(day):
            yield moment(day, OPENS), moment(day, CLOSES)
        day += timedelta(days=1)
