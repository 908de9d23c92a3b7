"""Reading the rule of a series: from a rule to its days, and what is left out and why."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from documents.working_time import bank_holiday
from training.sessions.queries.dates import MOST_DATES, NONE_FITS, TOO_MANY, Repeats, Rule, RuleRefused, read, week_of

TUESDAY, WEDNESDAY, THURSDAY = 1, 2, 3
MORNING = {"starts": time(9, 30), "ends": time(11, 30)}


def weekly(first_on, *weekdays, **facts):
    return Rule(repeats=Repeats.WEEKLY, first_on=first_on, weekdays=frozenset(weekdays), **{**MORNING, **facts})


def monthly(first_on, nth, weekday, **facts):
    return Rule(repeats=Repeats.MONTHLY, first_on=first_on, nth=nth, nth_weekday=weekday, **{**MORNING, **facts})


def test_every_second_tuesday_leaves_out_a_bank_holiday_and_a_given_week_and_still_makes_the_number():
    # Easter Monday is the bank holiday of that fortnight; Tuesdays are never one, so Mondays are asked for.
    rule = weekly(date(2027, 3, 1), 0, every_weeks=2, number=4, left_out=(week_of(date(2027, 4, 14)),))
    dates = read(rule)
    assert dates.days == [date(2027, 3, 1), date(2027, 3, 15), date(2027, 4, 26), date(2027, 5, 10)]
    assert dates.skipped == [
        (date(2027, 3, 29), "Bank holiday: Easter Monday"),
        (date(2027, 4, 12), "In a week that you left out"),
    ]


def test_bank_holidays_stay_where_that_is_asked_for():
    rule = weekly(date(2027, 3, 29), 0, number=1, skips_bank_holidays=False)
    assert read(rule) == ([date(2027, 3, 29)], [])


def test_a_first_date_that_is_no_such_weekday_leads_to_the_next_one_that_is():
    first_on = date(2027, 3, 3)  # a Wednesday
    rule = weekly(first_on, TUESDAY, every_weeks=2, number=3)
    assert read(rule).days == [date(2027, 3, 9), date(2027, 3, 23), date(2027, 4, 6)]


def test_several_weekdays_of_every_second_week_are_in_the_same_weeks():
    rule = weekly(date(2027, 3, 3), TUESDAY, THURSDAY, every_weeks=2, number=4)
    # From the Wednesday on, the first is that week's Thursday; then both days of the week after next.
    assert read(rule).days == [date(2027, 3, 4), date(2027, 3, 16), date(2027, 3, 18), date(2027, 3, 30)]


@pytest.mark.parametrize(
    ("nth", "days"),
    [
        (2, [date(2027, 3, 9), date(2027, 4, 13), date(2027, 5, 11)]),
        (-1, [date(2027, 3, 30), date(2027, 4, 27), date(2027, 5, 25)]),
    ],
)
def test_the_second_and_the_last_tuesday_of_each_month(nth, days):
    assert read(monthly(date(2027, 3, 1), nth, TUESDAY, number=3)).days == days


def test_a_month_whose_second_tuesday_has_passed_begins_with_the_next_month():
    assert read(monthly(date(2027, 3, 10), 2, TUESDAY, number=1)).days == [date(2027, 4, 13)]


def test_a_leap_day_is_a_day_as_any_other():
    assert read(weekly(date(2028, 2, 22), TUESDAY, number=3)).days == [
        date(2028, 2, 22),
        date(2028, 2, 29),
        date(2028, 3, 7),
    ]
    assert read(monthly(date(2028, 2, 1), -1, TUESDAY, number=2)).days == [date(2028, 2, 29), date(2028, 3, 28)]


def test_the_last_date_is_included_and_nothing_after_it():
    rule = weekly(date(2027, 6, 1), TUESDAY, until=date(2027, 6, 15))
    assert read(rule).days == [date(2027, 6, 1), date(2027, 6, 8), date(2027, 6, 15)]


def test_whichever_of_last_date_and_number_comes_first_ends_the_series():
    assert len(read(weekly(date(2027, 6, 1), TUESDAY, until=date(2027, 6, 15), number=2)).days) == 2
    assert len(read(weekly(date(2027, 6, 1), TUESDAY, until=date(2027, 6, 15), number=9)).days) == 3


def test_dates_typed_by_hand_are_put_in_order_once_each_and_bank_holidays_left_out():
    typed = (date(2027, 12, 25), date(2027, 5, 6), date(2027, 4, 1), date(2027, 5, 6))
    dates = read(Rule(repeats=Repeats.BY_HAND, typed=typed, **MORNING))
    assert dates == ([date(2027, 4, 1), date(2027, 5, 6)], [(date(2027, 12, 25), "Bank holiday: Christmas Day")])


@pytest.mark.parametrize(
    "rule",
    [
        weekly(date(2027, 6, 2), TUESDAY, until=date(2027, 6, 7)),
        weekly(date(2027, 6, 2), TUESDAY, until=date(2027, 6, 1)),
        weekly(date(2027, 3, 29), 0, until=date(2027, 3, 29)),
        weekly(date(2027, 6, 1), TUESDAY, until=date(2027, 6, 15), left_out=((date(2027, 5, 31), date(2027, 7, 1)),)),
        monthly(date(2027, 3, 10), 2, TUESDAY, until=date(2027, 4, 1)),
        Rule(repeats=Repeats.BY_HAND, **MORNING),
    ],
)
def test_a_rule_that_makes_no_dates_is_refused(rule):
    with pytest.raises(RuleRefused, match=NONE_FITS):
        read(rule)


def test_a_weekly_rule_without_a_weekday_is_refused():
    with pytest.raises(RuleRefused, match="Choose at least one weekday"):
        read(weekly(date(2027, 6, 1), number=3))


def test_sixty_dates_are_made_and_more_are_refused():
    assert len(read(weekly(date(2027, 1, 5), TUESDAY, number=MOST_DATES)).days) == MOST_DATES
    for rule in (weekly(date(2027, 1, 5), TUESDAY, number=61), weekly(date(2027, 1, 5), TUESDAY)):
        with pytest.raises(RuleRefused) as refused:
            read(rule)
        assert str(refused.value) == TOO_MANY


def test_the_clock_on_the_wall_stays_when_the_clocks_change():
    rule = weekly(date(2027, 3, 23), TUESDAY, number=2)
    assert [rule.span(day) for day in read(rule).days] == [
        (datetime(2027, 3, 23, 9, 30, tzinfo=UTC), datetime(2027, 3, 23, 11, 30, tzinfo=UTC)),
        (datetime(2027, 3, 30, 8, 30, tzinfo=UTC), datetime(2027, 3, 30, 10, 30, tzinfo=UTC)),
    ]


def test_an_hour_that_the_clocks_leap_over_holds_no_session():
    rule = weekly(date(2027, 3, 28), 6, number=1, starts=time(1, 45), ends=time(2, 0))
    dates = read(rule)
    assert dates.skipped == [(date(2027, 3, 28), "The clocks go forward in those hours")]
    assert dates.days == [date(2027, 4, 4)]


def test_a_week_goes_from_monday_to_sunday():
    for day in (date(2027, 2, 15), date(2027, 2, 18), date(2027, 2, 21)):
        assert week_of(day) == (date(2027, 2, 15), date(2027, 2, 21))


FIRST_DAYS = st.dates(date(2026, 1, 1), date(2032, 12, 31))


@given(
    first_on=FIRST_DAYS,
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    every_weeks=st.integers(1, 6),
    number=st.integers(1, MOST_DATES),
    left_out=st.lists(st.dates(date(2026, 1, 1), date(2034, 12, 31)).map(week_of), max_size=5).map(tuple),
)
def test_a_weekly_rule_makes_as_many_dates_as_asked_on_the_weekdays_asked(
    first_on, weekdays, every_weeks, number, left_out
):
    dates = read(weekly(first_on, *weekdays, every_weeks=every_weeks, number=number, left_out=left_out))
    days = dates.days
    named = sorted([*days, *(skipped.day for skipped in dates.skipped)])
    assert len(days) == number
    assert days == sorted(set(days))
    assert {day.weekday() for day in named} <= weekdays
    assert [day for day in days if bank_holiday(day)] == []
    assert [day for day in days if any(first <= day <= last for first, last in left_out)] == []
    assert first_on <= named[0] <= first_on + timedelta(days=6)
    mondays = {week_of(day)[0] for day in named}
    assert {(monday - min(mondays)).days % (7 * every_weeks) for monday in mondays} == {0}


@given(first_on=FIRST_DAYS, nth=st.sampled_from([1, 2, 3, 4, -1]), weekday=st.integers(0, 6), months=st.integers(1, 24))
def test_a_monthly_rule_names_one_such_weekday_in_each_month_until_its_last_date(first_on, nth, weekday, months):
    until = first_on + timedelta(days=31 * months)
    try:
        dates = read(monthly(first_on, nth, weekday, until=until))
    except RuleRefused:
        assume(False)
    named = sorted([*dates.days, *(skipped.day for skipped in dates.skipped)])
    assert {day.weekday() for day in named} == {weekday}
    assert first_on <= named[0]
    assert named[-1] <= until
    assert [day for day in dates.days if bank_holiday(day)] == []
    in_months = [(day.year, day.month) for day in named]
    assert len(set(in_months)) == len(in_months)
    places = {(day.day - 1) // 7 + 1 for day in named}
    assert (places <= {4, 5} if nth == -1 else places == {nth}) is True


@given(day=FIRST_DAYS, starts=st.times(time(4), time(20)), minutes=st.integers(15, 200))
def test_every_session_of_a_series_shows_the_same_clock_and_lasts_as_long(day, starts, minutes):
    ends = (datetime.combine(day, starts) + timedelta(minutes=minutes)).time()
    rule = weekly(day, day.weekday(), number=3, starts=starts, ends=ends, skips_bank_holidays=False)
    for each in read(rule).days:
        starts_at, ends_at = rule.span(each)
        assert (starts_at.date(), starts_at.time(), ends_at.time()) == (each, starts, ends)
        assert ends_at - starts_at == timedelta(minutes=minutes)
