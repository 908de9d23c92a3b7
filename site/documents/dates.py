"""Dates and times in words, alike on pages, in emails and in lists."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format


def day(value: date) -> str:
    """A date as a person says it: Tuesday 3 March 2026. Moments are shown in local time."""
    return date_format(timezone.localtime(value) if isinstance(value, datetime) else value, "l j F Y")


def clock(value: datetime) -> str:
    """A time of day as GOV.UK writes it, local: 9:30am, midday."""
    return date_format(timezone.localtime(value), "P").replace(".", "").replace(" ", "").replace("noon", "midday")
