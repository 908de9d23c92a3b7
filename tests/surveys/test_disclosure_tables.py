import json

import pytest
from hypothesis import example, given, settings

from surveys.results.disclosure.protecting import protect
from surveys.results.disclosure.published import Protected
from surveys.results.disclosure.rules import STANDARD, NonsenseRules, Rules
from surveys.results.disclosure.tables import Counts, NotATable
from tests.surveys.disclosure_tables import LETTERS, one_way, one_way_tables, two_way


@pytest.mark.parametrize(
    "wrong",
    [
        {"least_base": 4},
        {"least_count": 1},
        {"least_count": 0},
        {"nearest": 0},
        {"nearest": -5},
        {"nearest": 20},
        {"least_base": 10.0},
        {"least_count": True},
        {"nearest": "5"},
    ],
)
def test_rules_that_protect_nobody_are_refused(wrong):
    with pytest.raises(NonsenseRules):
        Rules(**wrong)


def test_the_standard_is_ten_five_and_the_nearest_five():
    assert (STANDARD.least_base, STANDARD.least_count, STANDARD.nearest) == (10, 5, 5)


def test_what_is_stated_for_a_number_is_what_rounds_to_it():
    for count in range(5, 500):
        number = STANDARD.rounded(count)
        low, high = STANDARD.range_of(number, least=5)
        assert abs(number - count) <= 2
        assert [other for other in range(5, 510) if STANDARD.rounded(other) == number] == list(range(low, high + 1))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"rows": ()}, "at least one row"),
        ({"cells": ((1,),)}, "do not fit"),
        ({"cells": ((1, 2), (3, 4))}, "do not fit"),
        ({"rows": ("yes", "yes")}, "same name"),
        ({"cells": ((-1,), (31,))}, "whole number"),
        ({"cells": ((10.0,), (20,))}, "whole number"),
        ({"cells": ((True,), (29,))}, "whole number"),
        ({"base": 31}, "add up to the base"),
        ({"base": 15, "sums": False}, "More people"),
        ({"groups": (10, 20)}, "no groups"),
    ],
)
def test_counts_that_make_no_table_are_refused(wrong, words):
    right = {"rows": ("yes", "no"), "columns": ("",), "cells": ((10,), (20,)), "base": 30}
    assert Counts(**right).base == 30
    with pytest.raises(NotATable, match=words):
        Counts(**(right | wrong))


def test_groups_in_which_several_could_be_chosen_need_their_bases():
    with pytest.raises(NotATable, match="base of each group"):
        two_way((10, 8), (7, 9), sums=False, base=30)
    with pytest.raises(NotATable, match="groups do not add up"):
        two_way((10, 8), (7, 9), sums=False, groups=(12, 12), base=30)
    with pytest.raises(NotATable, match="A group has more"):
        two_way((10, 8), (7, 9), sums=False, groups=(12, 31), base=30, groups_sum=False)
    assert two_way((10, 8), (7, 9), sums=False, groups=(15, 15)).base == 30


def test_the_bases_of_groups_can_be_given_when_protecting():
    counts = two_way((10, 8), (7, 9), sums=False, groups=(15, 15))
    assert protect(two_way((10, 8), (7, 9), sums=False, groups=(14, 16)), groups=[15, 15]) == protect(counts)


def test_a_two_way_table_of_exclusive_answers_knows_its_groups():
    assert two_way((10, 8), (7, 9)).groups == (18, 16)


@settings(max_examples=1000, deadline=None)
@given(one_way_tables())
@example(two_way((40, 3, 0), (20, 9, 8), (4, 2, 1)))
def test_tables_survive_being_written_down(counts):
    table = protect(counts)
    assert Counts.from_json(json.loads(json.dumps(counts.as_json()))) == counts
    assert Protected.from_json(json.loads(json.dumps(table.as_json()))) == table


def test_a_written_table_holds_no_count_that_is_hidden():
    first, second = (protect(one_way(40, few, 33 - few)).as_json() for few in (2, 3))
    assert first == second
    assert LETTERS[1] in first["rows"]
