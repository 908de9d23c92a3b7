"""Local dates and times: in words, alike on pages, in emails and in lists; and the moments that they name."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format


def day(value: date) -> str:
    """A date as a person says it: Tuesday 3 March 2026. Moments are shown in local time."""
    return date_format(timezone.localtime(value) if isinstance(value, datetime) else value, "l j F Y")


def short_day(value: date) -> str:
    """The same in few letters, for tables: 3 Mar 2026."""
    return date_format(timezone.localtime(value) if isinstance(value, datetime) else value, "j M Y")


def clock(value: datetime) -> str:
    """A time of day as GOV.UK writes it, local: 9:30am, midday."""
    return date_format(timezone.localtime(value), "P").replace(".", "").replace(" ", "").replace("noon", "midday")


def moment(on: date, at: time) -> datetime:
    """The moment at which local clocks show that time on that day, aware. Of an hour that comes twice, the first."""
    return timezone.make_aware(datetime.combine(on, at))
