"""Periods: where they begin and end, and what they are called."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reach.periods import (
    AROUND,
    NoSuchPeriod,
    PeriodKind,
    academic_year,
    dates,
    financial_year,
    from_code,
    month,
    quarter,
    recent,
    split,
)

days = st.dates(date(2001, 1, 1), date(2098, 12, 31))


def ends(period):
    return period.starts_on, period.ends_on


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 3, 31), date(2025, 4, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 4, 1), date(2027, 3, 31)),
        (date(2026, 1, 1), date(2025, 4, 1), date(2026, 3, 31)),
    ],
)
def test_a_financial_year_runs_from_april_to_march(day, first, last):
    assert ends(financial_year(day)) == (first, last)


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2025, 8, 31), date(2024, 9, 1), date(2025, 8, 31)),
        (date(2025, 9, 1), date(2025, 9, 1), date(2026, 8, 31)),
    ],
)
def test_an_academic_year_runs_from_september_to_august(day, first, last):
    assert ends(academic_year(day)) == (first, last)


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2023, 4, 1), "Quarter 1 of 2023/24, April to June 2023"),
        (date(2025, 9, 30), "Quarter 2 of 2025/26, July to September 2025"),
        (date(2025, 12, 31), "Quarter 3 of 2025/26, October to December 2025"),
        (date(2024, 2, 29), "Quarter 4 of 2023/24, January to March 2024"),
    ],
)
def test_quarters_are_those_of_the_financial_year(day, title):
    assert quarter(day).title == title


def test_periods_are_named_as_people_name_them():
    assert month(date(2024, 2, 10)).title == "February 2024"
    assert financial_year(date(2025, 5, 1)).title == "Financial year 2025/26, April 2025 to March 2026"
    assert academic_year(date(1999, 10, 1)).name == "Academic year 1999/00"
    assert dates(date(2025, 5, 1), date(2025, 5, 9)).title == "1 May to 9 May 2025"
    assert dates(date(2025, 5, 1), date(2025, 5, 1)).title == "1 May 2025"


@given(days, st.sampled_from(list(AROUND)))
def test_every_period_contains_its_day_and_is_read_back_from_its_code(day, kind):
    period = AROUND[kind](day)
    assert period.starts_on <= day <= period.ends_on
    assert from_code(period.code) == period


@given(days, st.integers(0, 1500), st.sampled_from(list(AROUND)))
def test_the_parts_of_a_span_cover_each_of_its_days_once(first, length, kind):
    whole = dates(first, min(first + timedelta(days=length), date(2099, 1, 1)))
    parts = [part.part_within(whole) for part in split(whole, kind)]
    assert parts[0].starts_on == whole.starts_on
    assert parts[-1].ends_on == whole.ends_on
    for one, following in pairwise(parts):
        assert following.starts_on == one.ends_on + timedelta(days=1)


def test_recent_periods_run_back_from_the_one_that_is_running():
    names = [period.name for period in recent(PeriodKind.QUARTER, date(2026, 5, 2), 3)]
    assert names == ["Quarter 1 of 2026/27", "Quarter 4 of 2025/26", "Quarter 3 of 2025/26"]


@pytest.mark.parametrize(
    "code",
    [
        "",
        "dates",
        "month-2026-13",
        "month-2026",
        "quarter-2025-0",
        "quarter-2025-5",
        "financial-year-2025-1",
        "month-2026-٣",
    ],
)
def test_a_code_that_names_no_period_is_refused(code):
    with pytest.raises(NoSuchPeriod, match="Choose a period from the list"):
        from_code(code)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 2, 1), date(2026, 1, 1), "is before the first day"),
        (date(1899, 2, 1), date(2026, 1, 1), "between 2000 and 2099"),
        (date(2001, 2, 1), date(2026, 1, 1), "at most 20 years"),
    ],
)
def test_days_out_of_all_reason_are_refused(first, last, words):
    with pytest.raises(NoSuchPeriod, match=words):
        dates(first, last)
