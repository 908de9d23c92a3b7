"""Single values of the JSON that a device sent, in which anything may stand."""

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

LARGEST_KEY = (1 << 63) - 1
YEARS_OF_CLOCKS = range(1970, 2200)  # one whose battery was flat begins anew in 1970


def whole_number(value: Any, *, most: int = LARGEST_KEY) -> int | None:
    """A whole number from 0 that a column can hold, or None; JSON's true and 1.5 are none."""
    return value if type(value) is int and 0 <= value <= most else None


def moment(value: Any) -> datetime | None:
    """A moment as JavaScript writes it, with its zone, in UTC, which is reckoned with safely; None for anything else,
    and for years that no clock has, which could be kept and not be shown."""
    try:
        found = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if found is None or timezone.is_naive(found) or found.year not in YEARS_OF_CLOCKS:
        return None
    return found.astimezone(UTC)
