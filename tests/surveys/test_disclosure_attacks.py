"""Attacks on published tables. Each of a thousand tables is attacked by trying every table that could be behind it."""

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from surveys.results.disclosure import protecting
from surveys.results.disclosure.auditing import audit, feasible
from surveys.results.disclosure.protecting import protect, rounded
from surveys.results.disclosure.published import ShownAs
from surveys.results.disclosure.tables import BASE, Place
from tests.surveys.disclosure_attack import count_range, is_small_enough, one_way_tables, spread, two_way_tables
from tests.surveys.disclosure_tables import choice_tables, one_way, small_counts, two_way
from tests.surveys.disclosure_tables import one_way_tables as any_one_way
from tests.surveys.disclosure_tables import two_way_tables as any_two_way

thorough = settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


def true_count(counts, place):
    if place.part == "cell":
        return counts.cells[place.row][place.column]
    if place.part == "row":
        return counts.groups[place.row]
    return counts.column_totals[place.column] if place.part == "column" else counts.base


def check_nothing_is_told(shown, found, *, size_of_group=False):
    """The rule in words of its own: everything stated stays possible, and what is hidden is no number nor a few."""
    low, high = found
    if shown.kind != "number":
        assert low <= shown.stated[0]
        assert high >= shown.stated[1]
    if shown.kind == "hidden":
        assert high - low >= 5 or (low <= 1 and high >= 4)
        assert low >= 5 or (low <= 1 and high >= 4)
        if size_of_group:
            assert low <= 1
            assert high >= 9


@thorough
@given(st.lists(small_counts(13), min_size=1, max_size=4))
@example([7, 7, 7, 4])
@example([7, 3])
@example([22, 0, 0])
def test_no_list_of_answers_tells_what_it_hides(counts):
    table = protect(one_way(*counts))
    assume(table.is_shown and is_small_enough(table))
    possible = list(one_way_tables(table))
    assert tuple(counts) in possible
    for at, row in enumerate(table.cells):
        check_nothing_is_told(row[0], spread(other[at] for other in possible))


def test_twelve_answers_by_one_person_each_do_not_tell_so():
    table = protect(one_way(*[1] * 12))
    for at in range(12):
        low, high = feasible(table)[Place("cell", at, 0)]
        assert (low <= 1, high >= 4) == (True, True)
    assert [breach.feasible for breach in audit(rounded(one_way(*[1] * 12)))] == [(1, 1)] * 12


@thorough
@given(any_two_way(most=13, rows=2, columns=2))
@example(two_way((10, 0), (1, 0)))
@example(two_way((13, 0, 4), (7, 7, 4), (20, 3, 1)))
def test_no_comparison_of_groups_tells_what_it_hides(counts):
    """And the audit knows of them exactly as much as a reader with patience."""
    table = protect(counts)
    assume(table.is_shown)
    possible = two_way_tables(table)
    assume(possible is not None)
    hidden = {place: shown for place, shown in table.places() if shown.kind is not ShownAs.NUMBER}
    leaves = feasible(table, places=hidden)
    for place, shown in hidden.items():
        found = spread(counts_in(possible, place))
        assert found == leaves[place]
        nobody = place.part == "cell" and table.column_totals[place.column].number == 0
        if not nobody:
            check_nothing_is_told(shown, found, size_of_group=place.part == "row")


def counts_in(tables, place):
    if place.part == "cell":
        return tables[:, place.row, place.column]
    if place.part == "row":
        return tables[:, place.row].sum(axis=1)
    return (tables[:, :, place.column] if place.part == "column" else tables.sum(axis=2)).sum(axis=1)


@thorough
@given(choice_tables(most=40, longest=1))
@example(one_way(20, base=22))
@example(one_way(7, base=10))
@example(one_way(11, base=11))
def test_those_who_did_not_choose_an_option_are_protected_as_well(counts):
    table = protect(counts)
    assume(table.is_shown)
    bases = range(max(10, table.base.number - 2), table.base.number + 3)
    shown = table.cells[0][0]
    possible = [(count, base) for base in bases for count in count_range(shown, base) if count <= base]
    assert (counts.cells[0][0], counts.base) in possible
    check_nothing_is_told(shown, spread(count for count, _base in possible))
    fewest, most = spread(base - count for count, base in possible)
    assert fewest >= 5 or (fewest <= 1 and most >= 4)


@thorough
@given(st.one_of(any_one_way(), choice_tables(), any_two_way(most=20, rows=2, columns=3)))
@example(two_way((7,), (7,)))
def test_every_published_table_keeps_the_rules(counts):
    table = protect(counts)
    assert table == protect(counts)
    assert audit(table) == []
    assert not table.is_shown or counts.base >= 10
    assert table.is_shown or counts.base < 10 or has_small_number(counts)
    for place, shown in table.places():
        low, high = shown.stated
        assert low <= true_count(counts, place) <= high
        check_rounding(counts, table, place, shown)
        check_percentage(table, place, shown)


def has_small_number(counts):
    """Whether somewhere in it 1 to 4 people gave an answer, or all but so many: the only reason to hide all of it."""
    lines = [*counts.lines(), (counts.base, counts.column_totals)]
    return any(0 < count < 5 or 0 <= base - count < 5 for base, line in lines for count in line)


def check_rounding(counts, table, place, shown):
    count = true_count(counts, place)
    if shown.kind is ShownAs.NUMBER:
        assert shown.number == 5 * ((count + 2) // 5)
        assert count == 0 or count >= 5
    elif shown.kind is ShownAs.FEWER:
        assert count < 5
    if table.is_unshown(place) or not table.is_shown:
        assert shown.kind is ShownAs.HIDDEN
    if table.two_way and place.part in ("cell", "row") and counts.groups[place.row] < 10:
        assert shown.kind is ShownAs.HIDDEN


def check_percentage(table, place, shown):
    whole = table.row_totals[place.row] if table.two_way and place.part == "cell" else table.base
    if shown.number is None or not whole.number:
        assert shown.percent is None
    else:
        assert abs(shown.percent - 100 * shown.number / whole.number) <= 0.5
        assert 0 <= shown.percent <= 100


def test_a_base_of_nine_is_not_shown_and_one_of_ten_is():
    assert [protect(one_way(4, few)).is_shown for few in (5, 6)] == [False, True]
    assert {shown.kind for _place, shown in protect(one_way(4, 5)).places()} == {ShownAs.HIDDEN}


def test_a_group_of_nine_is_not_shown_and_one_of_ten_is():
    table = protect(two_way((40, 30), (50, 20), (4, 5), (20, 30), (5, 5)))
    assert table.unshown == (False, False, True, False, False)
    assert table.row_totals[4].number == 10


def test_nobody_learns_that_a_whole_group_said_the_same():
    tables = [protect(one_way(*counts)) for counts in [(22, 0, 0), (20, 2, 0), (20, 1, 1), (18, 4, 0), (19, 0, 1)]]
    assert [table for table in tables if table != tables[0]] == []
    assert [row[0].kind for row in tables[0].cells] == [ShownAs.NUMBER, ShownAs.FEWER, ShownAs.FEWER]
    assert protect(two_way((30, 0), (20, 15))) == protect(two_way((29, 1), (20, 15)))


def test_an_answer_that_nobody_in_any_group_gave_is_none():
    table = protect(two_way((30, 0, 0), (20, 0, 15)))
    assert [shown.number for shown in table.column_totals] == [50, 0, 15]
    assert [shown.number for shown in table.cells[0]] == [30, 0, None]


def test_an_option_that_everybody_chose_looks_like_one_that_nearly_all_chose():
    assert protect(one_way(22, base=22)) == protect(one_way(18, base=22))


def test_zero_is_shown_as_zero():
    assert protect(one_way(30, 0, 20)).cells[1][0].number == 0


@pytest.mark.parametrize(
    ("counts", "told"), [((7, 7, 7, 4), (2, 4)), ((1,) * 12, (1, 1)), ((1, 13, 13), (1, 1)), ((7, 3), None)]
)
def test_without_secondary_suppression_the_attack_succeeds(counts, told, monkeypatch):
    monkeypatch.setattr(protecting, "hidden_until_safe", lambda table, known: table)
    table = protect(one_way(*counts))
    small = min(range(len(counts)), key=lambda at: counts[at])
    found = spread(other[small] for other in one_way_tables(table)) if len(counts) < 12 else (1, 1)
    if told is None:
        assert audit(table) != []
        return
    assert found == told
    assert Place("cell", small, 0) in {breach.place for breach in audit(table)}
    monkeypatch.undo()
    assert audit(protect(one_way(*counts))) == []


def test_the_base_is_shown_wherever_the_table_is():
    assert protect(two_way((10, 0), (10, 0), (9, 1), (1, 0))).base.number == 30
    assert dict(protect(one_way(1, 13, 13)).places())[BASE].number == 25
