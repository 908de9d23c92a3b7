"""Reads with a rule in them: sessions to book, the dates of a series, and who runs how much."""

from training.sessions.queries.finding import OTHER_DATES_SHOWN, dates_of, find_sessions, midnight, other_dates

__all__ = ["OTHER_DATES_SHOWN", "dates_of", "find_sessions", "midnight", "other_dates"]
