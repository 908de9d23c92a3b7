"""Spans of local days that reach is reported for: month, quarter, financial year, academic year, or any from and to."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.formats import date_format

EARLIEST = date(2000, 1, 1)
LATEST = date(2099, 12, 31)
LONGEST_IN_YEARS = 20


class PeriodKind(models.TextChoices):
    """How long a period is and where it begins."""

    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"
    FINANCIAL_YEAR = "financial-year", "Financial year"
    ACADEMIC_YEAR = "academic-year", "Academic year"
    DATES = "dates", "Dates I choose"


class NoSuchPeriod(ValueError):
    """What was asked for is no period; the message says what to do."""


@dataclass(frozen=True)
class Period:
    """Whole local days from `starts_on` to `ends_on`, both counted."""

    kind: PeriodKind
    starts_on: date
    ends_on: date

    @property
    def code(self) -> str:
        """The period in an address: month-2026-03, quarter-2025-2, financial-year-2025, dates."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"month-{self.starts_on:%Y-%m}"
            case PeriodKind.QUARTER:
                return f"quarter-{_april_year(self.starts_on)}-{_quarter(self.starts_on)}"
            case PeriodKind.DATES:
                return "dates"
        return f"{self.kind.value}-{self.starts_on.year}"

    @property
    def name(self) -> str:
        """What people call it: July 2025, Quarter 2 of 2025/26, Financial year 2025/26."""
        match self.kind:
            case PeriodKind.MONTH:
                return date_format(self.starts_on, "F Y")
            case PeriodKind.QUARTER:
                return f"Quarter {_quarter(self.starts_on)} of {_slashed(_april_year(self.starts_on))}"
            case PeriodKind.DATES:
                return self.span
        return f"{self.kind.label} {_slashed(self.starts_on.year)}"

    @property
    def span(self) -> str:
        """From when to when, without what would be said twice: July to September 2025, 1 May to 9 May 2025."""
        first, last = self.starts_on, self.ends_on
        unit = "j F" if self.kind == PeriodKind.DATES else "F"  # the others are whole months
        ends = date_format(last, f"{unit} Y")
        begins = date_format(first, unit if first.year == last.year else f"{unit} Y")
        return ends if first == last or self.kind == PeriodKind.MONTH else f"{begins} to {ends}"

    @property
    def title(self) -> str:
        """Name and span together: Quarter 2 of 2025/26, July to September 2025."""
        return self.name if self.name == self.span else f"{self.name}, {self.span}"

    def part_within(self, whole: "Period") -> "Period":
        """As much of this period as lies inside the other; itself when all of it does."""
        if whole.starts_on <= self.starts_on and self.ends_on <= whole.ends_on:
            return self
        return dates(max(self.starts_on, whole.starts_on), min(self.ends_on, whole.ends_on))


def month(day: date) -> Period:
    """The calendar month that the day lies in."""
    first = day.replace(day=1)
    return Period(PeriodKind.MONTH, first, _months_after(first, 1) - timedelta(days=1))


def quarter(day: date) -> Period:
    """The quarter of the financial year that the day lies in: quarter 1 is April to June."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Period(PeriodKind.QUARTER, first, _months_after(first, 3) - timedelta(days=1))


def financial_year(day: date) -> Period:
    """1 April to 31 March around the day."""
    year = _april_year(day)
    return Period(PeriodKind.FINANCIAL_YEAR, date(year, 4, 1), date(year + 1, 3, 31))


def academic_year(day: date) -> Period:
    """1 September to 31 August around the day."""
    year = day.year if day.month >= 9 else day.year - 1
    return Period(PeriodKind.ACADEMIC_YEAR, date(year, 9, 1), date(year + 1, 8, 31))


AROUND: dict[PeriodKind, Callable[[date], Period]] = {
    PeriodKind.MONTH: month,
    PeriodKind.QUARTER: quarter,
    PeriodKind.FINANCIAL_YEAR: financial_year,
    PeriodKind.ACADEMIC_YEAR: academic_year,
}


def dates(starts_on: date, ends_on: date) -> Period:
    """Any first and last day. Refuses an end before the start, days out of all reason, and more than twenty years."""
    if ends_on < starts_on:
        raise NoSuchPeriod(
            f"The last day, {date_format(ends_on, 'j F Y')}, "
            f"is before the first day, {date_format(starts_on, 'j F Y')}."
        )
    if starts_on < EARLIEST or ends_on > LATEST:
        raise NoSuchPeriod(f"Choose days between {EARLIEST.year} and {LATEST.year}.")
    if ends_on.year - starts_on.year > LONGEST_IN_YEARS:
        raise NoSuchPeriod(f"A report covers at most {LONGEST_IN_YEARS} years. Choose days that are closer together.")
    return Period(PeriodKind.DATES, starts_on, ends_on)


def from_code(code: str) -> Period:
    """The period that an address names. Refuses what is no period, and `dates`, which says nothing without its days."""
    found = re.fullmatch(r"(month|quarter|financial-year|academic-year)-(20\d\d)(?:-(\d{1,2}))?", code, re.ASCII)
    kind, year, part = (found[1], int(found[2]), int(found[3] or 0)) if found else ("", 0, 0)
    if kind == PeriodKind.MONTH and 1 <= part <= 12:
        return month(date(year, part, 1))
    if kind == PeriodKind.QUARTER and 1 <= part <= 4:
        return quarter(_months_after(date(year, 4, 1), 3 * (part - 1)))
    if kind == PeriodKind.FINANCIAL_YEAR and not part:
        return financial_year(date(year, 4, 1))
    if kind == PeriodKind.ACADEMIC_YEAR and not part:
        return academic_year(date(year, 9, 1))
    raise NoSuchPeriod("Choose a period from the list.")


def split(whole: Period, kind: PeriodKind) -> list[Period]:
    """The periods of that kind that touch `whole`, in order, each one whole: they may reach beyond its ends."""
    parts = [AROUND[kind](whole.starts_on)]
    while parts[-1].ends_on < whole.ends_on:
        parts.append(AROUND[kind](parts[-1].ends_on + timedelta(days=1)))
    return parts


def recent(kind: PeriodKind, today: date, number: int) -> Iterator[Period]:
    """The newest periods of a kind that have begun, newest first."""
    day = today
    for _ in range(number):
        period = AROUND[kind](day)
        yield period
        day = period.starts_on - timedelta(days=1)


def _april_year(day: date) -> int:
    return day.year if day.month >= 4 else day.year - 1


def _quarter(day: date) -> int:
    return (day.month - 4) % 12 // 3 + 1


def _slashed(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


def _months_after(first: date, number: int) -> date:
    month_index = first.month - 1 + number
    return date(first.year + month_index // 12, month_index % 12 + 1, 1)
