"""Days and weeks that staff type plainly, one on each line."""

import re
from abc import ABC, abstractmethod
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from training.sessions.queries.dates import YEARS_AHEAD, furthest_day, week_of

FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%A %d %B %Y", "%a %d %b %Y")
MOST_LINES = 100
TOO_FAR = f"Enter a date that is at most {YEARS_AHEAD} years from now."


def refuse_too_far(day: date) -> None:
    """Refuse (ValidationError) a day that lies so far ahead that it can only be a slip of the hand."""
    if day > furthest_day():
        raise ValidationError(TOO_FAR)


def read_day(text: str) -> date:
    """A day in one of the ways in which people here write one. Raises ValueError for anything else, and ValidationError
    for a day that is too far ahead."""
    plain = " ".join(text.replace(",", " ").split())
    for written in FORMATS:
        try:
            day = datetime.strptime(plain, written).date()
        except ValueError:
            continue
        refuse_too_far(day)
        return day
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
            except ValidationError as refusal:
                errors.append(f"Line {number}: {refusal.message}")
        if errors:
            raise ValidationError(errors)
        return tuple(answers)

    @abstractmethod
    def read(self, line: str) -> Any:
        """What one line says. Raises ValueError for one that says nothing known, ValidationError to say why not."""


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
