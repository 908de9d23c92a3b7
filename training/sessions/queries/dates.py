"""Reading the rule of a series: on which days its sessions fall, and which days are left out and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta
from dateutil.rrule import MO, MONTHLY, WEEKLY, rrule, weekday
from django.db import models
from django.utils import timezone

from documents.dates import moment
from documents.working_time import bank_holiday

MOST_DATES = 60
YEARS_AHEAD = 5  # nobody plans further; a date beyond is a slip of the hand
LOOKS_AHEAD = timedelta(days=366 * 20)  # further than sixty dates, twelve weeks apart, ever reach
TOO_MANY = (
    f"That makes more than {MOST_DATES} dates, which is the most at a time. Choose an earlier end or fewer sessions."
)
NONE_FITS = "No date fits: there is none between the first and the last date that is not left out."


class Repeats(models.TextChoices):
    """How the dates of a series follow one another."""

    WEEKLY = "weekly", "Every week, or every few weeks, on chosen weekdays"
    MONTHLY = "monthly", "Every month, as in the second Tuesday"
    BY_HAND = "by_hand", "On dates that you type"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """When the sessions of a series are held. Weekdays count from Monday, which is 0; clock times are local.

    Weekly: on `weekdays` of every so many weeks, counted from the week of the first date that fits. Monthly: on the
    `nth` such weekday of each month, -1 for the last. By hand: on the dates `typed`. The dates end after `until`, or
    when there are `number` of them, not counting those left out. `left_out` holds first and last days of times without
    sessions, both included.
    """

    repeats: Repeats
    starts: time
    ends: time
    first_on: date = date.min
    every_weeks: int = 1
    weekdays: frozenset[int] = frozenset()
    nth: int = 1
    nth_weekday: int = 0
    typed: tuple[date, ...] = ()
    until: date | None = None
    number: int | None = None
    skips_bank_holidays: bool = True
    left_out: tuple[tuple[date, date], ...] = ()

    def span(self, day: date) -> tuple[datetime, datetime]:
        """When the session of that day starts and ends: the same local clock time all the year round."""
        return moment(day, self.starts), moment(day, self.ends)


class Skipped(NamedTuple):
    """A day on which there would have been a session, and why there is none."""

    day: date
    why: str


class Dates(NamedTuple):
    """What a rule comes to, in order."""

    days: list[date]
    skipped: list[Skipped]


class RuleRefused(Exception):
    """A rule that makes no dates, or too many. The text is fit to show."""


def read(rule: Rule) -> Dates:
    """The days of a rule and those that were left out of it. Refuses (RuleRefused) where none is left, and where there
    are more than MOST_DATES."""
    dates = Dates([], [])
    for day in _candidates(rule):
        if len(dates.days) == rule.number:
            break
        if why := _why_not(rule, day):
            dates.skipped.append(Skipped(day, why))
        else:
            dates.days.append(day)
        if len(dates.days) > MOST_DATES:
            raise RuleRefused(TOO_MANY)
    if not dates.days:
        raise RuleRefused(NONE_FITS)
    return dates


def _candidates(rule: Rule) -> Iterator[date]:
    """The days that the rule names, before any is left out."""
    if rule.repeats == Repeats.BY_HAND:
        yield from sorted(set(rule.typed))
        return
    last = rule.until or rule.first_on + LOOKS_AHEAD
    for each in _recurrence(rule):
        if each.date() > last:
            return
        yield each.date()


def _recurrence(rule: Rule) -> rrule:
    """The recurrence rule (RFC 5545) of a weekly or monthly rule, without an end."""
    if rule.repeats == Repeats.MONTHLY:
        start = datetime.combine(rule.first_on, time.min)
        return rrule(MONTHLY, dtstart=start, byweekday=weekday(rule.nth_weekday)(rule.nth))
    # Every second week is counted from the first day that fits, not from a week whose weekday has passed already.
    week = (rule.first_on + timedelta(days=n) for n in range(7))
    first = next((day for day in week if day.weekday() in rule.weekdays), None)
    if first is None:
        raise RuleRefused("Choose at least one weekday.")
    start = datetime.combine(first, time.min)
    return rrule(WEEKLY, dtstart=start, interval=rule.every_weeks, byweekday=sorted(rule.weekdays), wkst=MO)


def _why_not(rule: Rule, day: date) -> str:
    """Why a day is left out; empty where it is not."""
    name = bank_holiday(day) if rule.skips_bank_holidays else ""
    if name:
        return f"Bank holiday: {name}"
    if any(first <= day <= last for first, last in rule.left_out):
        return "In a week that you left out"
    starts_at, ends_at = rule.span(day)
    # Two moments of one zone compare by the clock on the wall, so the time that passes is asked for.
    lasts = ends_at.timestamp() - starts_at.timestamp()
    return "" if lasts > 0 else "The clocks go forward in those hours"


def furthest_day() -> date:
    """The last day for which sessions can be planned, local."""
    return timezone.localdate() + relativedelta(years=YEARS_AHEAD)


def week_of(day: date) -> tuple[date, date]:
    """The Monday and the Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)
