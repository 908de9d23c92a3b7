"""The demonstration's dates, whatever moment it is loaded at."""

from datetime import datetime, time

import pytest

from cms.starter.courses import COURSES
from cms.starter.demo.schedule import LOCAL, plan_sessions

LENGTHS = {facts.code: facts.duration for facts in COURSES}
MOMENTS = [
    datetime(2026, 3, 10, 12, 0, tzinfo=LOCAL),
    datetime(2026, 3, 11, 0, 5, tzinfo=LOCAL),
    datetime(2026, 3, 11, 23, 50, tzinfo=LOCAL),
    datetime(2026, 3, 29, 3, 10, tzinfo=LOCAL),  # clocks went forward
    datetime(2026, 10, 25, 2, 40, tzinfo=LOCAL),  # clocks went back
    datetime(2026, 12, 27, 15, 0, tzinfo=LOCAL),
    datetime(2028, 2, 29, 9, 0, tzinfo=LOCAL),
]


@pytest.mark.parametrize("at", MOMENTS, ids=str)
def test_whenever_it_is_loaded_there_is_a_year_behind_and_something_today(at):
    planned = plan_sessions(at=at, durations=LENGTHS)
    past = [session for session in planned if session.ends_at <= at]
    coming = [session for session in planned if session.starts_at > at]
    assert 60 <= len(past) <= 90
    assert 30 <= len(coming) <= 50
    assert [session for session in planned if session.ends_at.timestamp() <= session.starts_at.timestamp()] == []
    # Late in the evening both of today's are over.
    to_mark = [session for session in planned[-2:] if session.ends_at <= at]
    assert [session for session in past if not session.is_marked] == to_mark
    assert to_mark
    assert [session for session in coming if session.is_marked] == []
    today = [session for session in planned if session.starts_at.astimezone(LOCAL).date() == at.date()]
    assert [session.is_the_facilitators for session in today] == [True] * len(today)
    assert today


@pytest.mark.parametrize("at", MOMENTS, ids=str)
def test_no_session_but_todays_is_at_a_weekend_or_at_christmas(at):
    days = [session.starts_at.date() for session in plan_sessions(at=at, durations=LENGTHS)[:-2]]
    assert [day for day in days if day.weekday() > 4] == []
    assert [day for day in days if (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 2)] == []


@pytest.mark.parametrize("at", MOMENTS, ids=str)
def test_nobody_teaches_at_night_even_when_it_is_loaded_at_night(at):
    planned = plan_sessions(at=at, durations=LENGTHS)
    times = [
        (session.starts_at.astimezone(LOCAL).time(), session.ends_at.astimezone(LOCAL).time()) for session in planned
    ]
    assert [pair for pair in times if pair[0] < time(8) or not pair[0] < pair[1] <= time(20)] == []
