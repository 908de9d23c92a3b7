"""The years by which people look at their record: academic, financial, calendar, or all time."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

# How each kind of year is called, and the month on whose first day it begins.
KINDS = {"academic": ("Academic year", 9), "financial": ("Financial year", 4), "calendar": ("Calendar year", 1)}
ALL = "all"
MOST_YEARS = 30


@dataclass(frozen=True)
class Year:
    """Whole local days from `starts_on` to `ends_on`, both counted; without either it is all time. `code` stands in
    addresses, as in academic-2025."""

    code: str
    name: str
    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def title(self) -> str:
        """Its name and its days: Academic year 2025/26, September 2025 to August 2026."""
        if self.starts_on is None or self.ends_on is None:
            return self.name
        first, last = (date_format(each, "F Y") for each in (self.starts_on, self.ends_on))
        return f"{self.name}, {first} to {last}"


ALL_TIME = Year(ALL, "All time")


def year_from_code(code: str) -> Year:
    """The year that an address names; all time for whatever is none."""
    found = re.fullmatch(r"(academic|financial|calendar)-(20\d\d)", code, re.ASCII)
    return _year(found[1], int(found[2])) if found else ALL_TIME


def years_between(first: date, last: date) -> list[tuple[str, list[Year]]]:
    """The years of each kind in which these days and those between them lie, the newest first, under its name."""
    return [
        (
            name,
            [
                _year(kind, number)
                for number in range(_begun(last, month), _begun(first, month) - 1, -1)[:MOST_YEARS]
                if 2000 <= number <= 2099
            ],
        )
        for kind, (name, month) in KINDS.items()
    ]


def _begun(day: date, month: int) -> int:
    """In which calendar year the year that begins in that month, and that the day lies in, has begun."""
    return day.year if day.month >= month else day.year - 1


def _year(kind: str, number: int) -> Year:
    name, month = KINDS[kind]
    called = f"{number}" if month == 1 else f"{number}/{(number + 1) % 100:02}"
    ends_on = date.fromordinal(date(number + 1, month, 1).toordinal() - 1)
    return Year(f"{kind}-{number}", f"{name} {called}", date(number, month, 1), ends_on)
