"""Dates and times are said in one way everywhere."""

from datetime import UTC, date, datetime, time

import pytest

from documents.dates import clock, day, moment


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime(2026, 7, 6, 8, 30, tzinfo=UTC), "9:30am"),
        (datetime(2026, 12, 7, 9, 0, tzinfo=UTC), "9am"),
        (datetime(2026, 12, 7, 12, 0, tzinfo=UTC), "midday"),
        (datetime(2026, 7, 6, 23, 0, tzinfo=UTC), "midnight"),
        (datetime(2026, 12, 7, 12, 1, tzinfo=UTC), "12:01pm"),
    ],
)
def test_a_time_of_day_is_local_and_short(value, said):
    assert clock(value) == said


def test_a_moment_belongs_to_its_local_day():
    assert day(datetime(2026, 7, 6, 23, 30, tzinfo=UTC)) == "Tuesday 7 July 2026"
    assert day(date(2026, 7, 6)) == "Monday 6 July 2026"


@pytest.mark.parametrize(
    ("on", "at", "utc"),
    [
        (date(2026, 7, 6), time(9), datetime(2026, 7, 6, 8, tzinfo=UTC)),
        (date(2026, 12, 7), time(9), datetime(2026, 12, 7, 9, tzinfo=UTC)),
        (date(2026, 10, 25), time(1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_named_by_local_clocks_and_of_an_hour_that_comes_twice_it_is_the_first(on, at, utc):
    assert moment(on, at).astimezone(UTC) == utc
