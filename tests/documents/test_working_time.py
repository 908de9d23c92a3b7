"""Working hours: nine to five on weekdays that are no bank holiday in England."""

from datetime import UTC, date, datetime

import pytest

from documents.working_time import add_working_hours, bank_holiday, is_working_day, working_hours_between


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 3, 10), True),
        (date(2026, 3, 14), False),
        (date(2026, 4, 3), False),
        (date(2026, 12, 28), False),
        (date(2026, 3, 17), True),
    ],
    ids=["Tuesday", "Saturday", "Good Friday", "Boxing Day, in lieu", "a holiday in Northern Ireland alone"],
)
def test_offices_are_open_on_weekdays_that_are_no_bank_holiday_in_england(day, works):
    assert is_working_day(day) is works


def test_a_bank_holiday_has_a_name():
    assert (bank_holiday(date(2026, 4, 3)), bank_holiday(date(2026, 4, 7))) == ("Good Friday", "")


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-03-10T09:00", 8, "2026-03-10T17:00"),
        ("2026-03-10T16:00", 2, "2026-03-11T10:00"),
        ("2026-03-13T16:00", 2, "2026-03-16T10:00"),
        ("2026-03-14T12:00", 1, "2026-03-16T10:00"),
        ("2026-04-02T15:00", 3, "2026-04-07T10:00"),
        ("2026-03-10T20:00", 0.5, "2026-03-11T09:30"),
        ("2026-03-10T12:00", 0, "2026-03-10T12:00"),
    ],
    ids=["a day", "over night", "over a weekend", "from a Saturday", "over Easter, and the clocks", "evening", "none"],
)
def test_hours_are_counted_while_offices_are_open(start, hours, end):
    assert add_working_hours(at(start), hours) == at(end)


def test_the_hours_between_two_moments_leave_out_nights_and_weekends():
    assert working_hours_between(at("2026-03-13T15:00"), at("2026-03-16T11:00")) == 4
    assert working_hours_between(at("2026-03-14T10:00"), at("2026-03-15T10:00")) == 0
    assert working_hours_between(at("2026-03-13T15:00"), at("2026-03-12T15:00")) == 0
