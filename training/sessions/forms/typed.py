"""Days and weeks that staff type plainly, one on each line."""

import re
from abc import ABC, abstractmethod
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from training.sessions.queries.dates import week_of

FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%A %d %B %Y", "%a %d %b %Y")
MOST_LINES = 100


def read_day(text: str) -> date:
    """A day in one of the ways in which people here write one. Raises ValueError for anything else."""
    plain = " ".join(text.replace(",", " ").split())
    for written in FORMATS:
        try:
            return datetime.strptime(plain, written).date()
        except ValueError:
            continue
    raise ValueError(text)


class _LinesField(ABC, forms.CharField):
    """One answer on each line; every line that cannot be read is named."""

    widget = forms.Textarea(attrs={"rows": 4})
    unread = ""

    def clean(self, value: Any) -> Any:
        """What each line says."""
        lines = [line.strip() for line in str(super().clean(value)).splitlines()]
        if len(lines) > MOST_LINES:
            raise ValidationError(f"Enter at most {MOST_LINES} lines.")
        answers, errors = [], []
        for number, line in enumerate(lines, 1):
            try:
                answers += [self.read(line)] if line else []
            except ValueError:
                errors.append(f"Line {number}: {self.unread}")
        if errors:
            raise ValidationError(errors)
        return tuple(answers)

    @abstractmethod
    def read(self, line: str) -> Any:
        """What one line says. Raises ValueError for one that says nothing known."""


class DaysField(_LinesField):
    """Days, one on each line."""

    unread = "this is not a date. Write it as in 9 March 2027 or 09/03/2027."

    def read(self, line: str) -> date:
        """One day."""
        return read_day(line)


class WeeksField(_LinesField):
    """Times without sessions, one on each line: any day of a week means that week, Monday to Sunday; a day "to" another
    means these two and all between them."""

    unread = "this is not a week. Write a day in it, as in 15 February 2027, or two days with “to” between them."

    def read(self, line: str) -> tuple[date, date]:
        """The first and the last day."""
        days = [read_day(part) for part in re.split(r"\s+to\s+|\s+[-–]\s+", line, flags=re.IGNORECASE)]
        if len(days) == 1:
            return week_of(days[0])
        first, last = days
        if last < first:
            raise ValueError(line)
        return first, last
