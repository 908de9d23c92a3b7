"""Reads with a rule in them: sessions to book, the dates of a series, who runs how much, and dates to be set."""

from training.sessions.queries.finding import (
    OTHER_DATES_SHOWN,
    dates_of,
    find_sessions,
    other_dates,
    own_place,
    own_places,
)
from training.sessions.queries.undated import find_undated

__all__ = [
    "OTHER_DATES_SHOWN",
    "dates_of",
    "find_sessions",
    "find_undated",
    "other_dates",
    "own_place",
    "own_places",
]
