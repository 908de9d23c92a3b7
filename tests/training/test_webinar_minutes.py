"""How long somebody attended, by the times in a webinar's log."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.attendance.queries.webinar_files import LogParticipant, Stay
from training.attendance.queries.webinar_minutes import attended, best_shift, is_of_another_day
from training.models import AttendanceStatus, Session

PRESENT, LATE, LEFT_EARLY, ABSENT, _ = AttendanceStatus
START = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
SESSION = Session(starts_at=START, ends_at=START + timedelta(minutes=120))
NO_SHIFT = timedelta(0)


def at(minutes):
    return START + timedelta(minutes=minutes)


def person(*stays, seconds=None, name="Sam Example"):
    """Somebody who was there from and until so many minutes after the start; None where it is not said."""
    told = tuple(Stay(at(joined), None if left is None else at(left)) for joined, left in stays)
    return LogParticipant(name, (), (), told, seconds, False)


@pytest.mark.parametrize(
    ("stays", "status", "minutes"),
    [
        ([(0, 120)], PRESENT, 120),
        ([(-30, 150)], PRESENT, 120),  # clipped to the session
        ([(10, 110)], PRESENT, 100),  # ten minutes at either end
        ([(10.1, 120)], LATE, 109),  # rounded down
        ([(0, 109.9)], LEFT_EARLY, 109),
        ([(30, 100)], LATE, 70),  # whichever lost more
        ([(20, 80)], LEFT_EARLY, 60),
        ([(0, 40), (50, 120)], PRESENT, 110),
        ([(0, 40), (61, 120)], LEFT_EARLY, 99),  # away for more than twenty in all
        ([(0, 70), (50, 120)], PRESENT, 120),  # two devices, each minute once
        ([(0, 120), (30, 40)], PRESENT, 120),
        ([(-30, -5)], ABSENT, 0),
        ([(120, 150)], ABSENT, 0),
        ([(5, 5.9)], ABSENT, 0),  # less than a minute
        ([(31, None)], LATE, 89),  # until the end, where it is not said
        ([(119, 300)], LATE, 1),
    ],
)
def test_minutes_and_status_follow_from_the_times(stays, status, minutes):
    found = attended([person(*stays)], SESSION, shift=NO_SHIFT)
    assert (found.status, found.minutes) == (status, minutes)


@pytest.mark.parametrize(
    ("stays", "seconds", "status", "minutes"),
    [
        ([(0, 120)], 100 * 60, PRESENT, 100),
        ([(0, 120)], 99 * 60, LEFT_EARLY, 99),
        ([(60, 120)], 80 * 60, LATE, 60),  # no more than from first to last
        ([], 124 * 60, PRESENT, 120),  # no more than the session
        ([], 99 * 60, LEFT_EARLY, 99),
        ([], 30, ABSENT, 0),
    ],
)
def test_where_only_minutes_in_all_are_told_they_count(stays, seconds, status, minutes):
    found = attended([person(*stays, seconds=seconds)], SESSION, shift=NO_SHIFT)
    assert (found.status, found.minutes) == (status, minutes)


def test_one_person_under_two_names_is_counted_once():
    found = attended([person((0, 60)), person((50, 115), name="Sam's phone")], SESSION, shift=NO_SHIFT)
    assert (found.status, found.minutes, found.why) == (PRESENT, 115, "There from midday to 1:55pm")


def test_parts_and_an_open_end_are_said_in_words():
    found = attended([person((5, 40), (45, None))], SESSION, shift=NO_SHIFT)
    assert found.why == "There from 12:05pm to 2pm, in 2 parts; the report does not say when they left"


@given(st.lists(st.tuples(st.integers(-60, 180), st.integers(0, 120)), min_size=1, max_size=8))
def test_minutes_are_those_in_which_any_device_was_there(times):
    stays = [(joined, joined + lasting) for joined, lasting in times]
    counted = sum(any(joined <= minute < left for joined, left in stays) for minute in range(120))
    assert attended([person(*stays)], SESSION, shift=NO_SHIFT).minutes == counted


@pytest.mark.parametrize(
    ("stays", "hours"),
    [
        ([(-2, 121)], 0),
        ([(-62, 59)], 1),  # in UTC, in summer
        ([(58, 181)], -1),  # in Paris
        ([(-482, -359)], 8),  # in California
        ([(60, 120)], 0),  # an hour late, to the end
        ([(90, 118)], 0),
        ([(-1000, -900)], 0),  # not this session
        ([(2, None)], 0),
        ([], 0),
    ],
)
def test_a_clock_that_differs_by_hours_is_noticed(stays, hours):
    people = [person(*stays)] * 3 if stays else [person(seconds=60)]
    assert best_shift(people, SESSION) == timedelta(hours=hours)


def test_times_that_are_put_right_count_as_they_are_then():
    found = attended([person((-60, 30))], SESSION, shift=timedelta(hours=1))
    assert (found.status, found.minutes) == (LEFT_EARLY, 90)


def test_a_log_of_another_day_is_noticed():
    week = 7 * 24 * 60
    assert is_of_another_day([person((week, week + 60))], SESSION)
    assert not is_of_another_day([person((week, week + 60)), person((0, 5))], SESSION)
    assert not is_of_another_day([person(seconds=60)], SESSION)


def test_of_somebody_told_in_two_ways_the_sum_counts_only_as_a_sum():
    account, phone = person((0, 5)), person((10, 120), seconds=10 * 60)
    found = attended([account, phone], SESSION, shift=NO_SHIFT)
    assert (found.minutes, found.status in (LATE, LEFT_EARLY)) == (15, True)
