import itertools
import json
from datetime import date

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from surveys.results.disclosure.protecting import protect, rounded
from surveys.results.disclosure.register import conflicts
from surveys.results.disclosure.releases import Release
from surveys.results.disclosure.tables import Counts
from tests.surveys.disclosure_tables import one_way, two_way

SURVEY = frozenset({"survey:7"})


def released(counts, *conditions, name="Feeling safe", rows_of="q1", columns_of="", on=None):
    population = SURVEY | set(conditions)
    return Release(name, population, rows_of, columns_of, counts, protect(counts), on)


def compared(counts, *conditions, name="Feeling safe by area"):
    areas = Counts(
        tuple(f"E{at}" for at in range(len(counts.rows))),
        counts.columns,
        counts.cells,
        counts.base,
        groups=counts.groups,
    )
    return released(areas, *conditions, name=name, rows_of="area", columns_of="q1")


def test_the_first_table_conflicts_with_nothing():
    assert conflicts(released(one_way(50, 30, 3)), []) == []


def test_the_very_same_table_can_be_released_again():
    table = released(one_way(50, 30, 3))
    assert conflicts(table, [table]) == []


def test_all_people_less_all_but_three_is_refused():
    everyone, most = released(one_way(52, 30), name="All"), released(one_way(50, 29), "age:adult", name="Adults")
    [conflict] = conflicts(everyone, [most])
    assert conflict.earlier == ("Adults",)
    assert "about nearly the same people" in conflict.words
    assert [conflict.earlier for conflict in conflicts(most, [everyone])] == [("All",)]


def test_two_populations_that_differ_by_many_people_do_not_conflict():
    everyone, most = released(one_way(150, 130)), released(one_way(100, 90), "age:adult")
    assert conflicts(everyone, [most]) == conflicts(most, [everyone]) == []


def test_populations_of_which_neither_holds_the_other_do_not_conflict():
    here, there = released(one_way(50, 30), "area:E1"), released(one_way(48, 29), "age:adult")
    assert conflicts(here, [there]) == []


def test_tables_of_different_questions_do_not_conflict():
    other = released(one_way(50, 28), name="Other", rows_of="q2")
    assert conflicts(released(one_way(50, 30)), [other]) == []


def test_a_table_and_its_later_version_with_two_people_more_are_refused():
    first, later = released(one_way(50, 31), on=date(2026, 5, 3)), released(one_way(50, 32), name="Again")
    [conflict] = conflicts(later, [first])
    assert "at two times" in conflict.words
    assert "3 May 2026" in conflict.words


def test_a_later_version_with_many_people_more_is_released():
    assert conflicts(released(one_way(90, 71)), [released(one_way(50, 31))]) == []


def test_a_table_of_all_and_a_comparison_that_two_of_them_are_missing_from_are_refused():
    margin = compared(two_way((30, 20), (19, 11)))
    assert [conflict.earlier for conflict in conflicts(margin, [released(one_way(50, 32))])] == [("Feeling safe",)]
    assert [conflict.earlier for conflict in conflicts(released(one_way(50, 32)), [margin])] == [
        ("Feeling safe by area",)
    ]


def test_a_comparison_of_the_very_people_of_a_table_of_all_is_released():
    assert conflicts(compared(two_way((30, 20), (20, 11))), [released(one_way(50, 31))]) == []


def test_a_group_that_a_comparison_does_not_show_cannot_be_released_by_taking_the_others_from_all():
    areas = [released(one_way(20, 18), "area:E1", name="E1"), released(one_way(33, 31), "area:E2", name="E2")]
    everyone = released(one_way(54, 51), name="All")
    assert conflicts(areas[1], areas[:1]) == []
    [conflict] = conflicts(everyone, areas)
    assert conflict.earlier == ("E1", "E2")
    assert "the few who are left" in conflict.words


def test_what_one_table_hides_another_must_not_show():
    hiding = released(one_way(7, 7, 7, 4), name="Hiding")
    assert [row[0].kind for row in hiding.table.cells].count("hidden") == 1
    careless = Release("Careless", SURVEY, "q1", "", hiding.counts, rounded(hiding.counts))
    [conflict] = conflicts(careless, [hiding])
    assert conflict.earlier == ("Hiding",)
    assert "side by side" in conflict.words


def test_a_group_in_which_nearly_all_said_the_same_is_read_with_other_tables_like_any_other():
    answers = released(two_way((6, 43, 21), (30, 27, 14), (0, 0, 64)), rows_of="area", columns_of="q1", name="Answers")
    ages = released(two_way((38, 32), (35, 36), (32, 32)), rows_of="area", columns_of="age", name="Ages")
    assert answers.table.nearly_all[2] == 2  # 63 to 67 of a group which the ages show to be 63 or 64
    assert [conflict.earlier for conflict in conflicts(ages, [answers])] == [("Answers",)]


def test_another_question_must_not_tell_too_closely_how_many_the_very_same_people_are():
    safe = released(one_way(1, 33, 9), name="Safe", rows_of="q1")
    hopes = released(one_way(37, 6), name="Hopes", rows_of="q2")
    assert safe.table.cells[0][0].stated == (1, 4)  # of 43 to 47 people, of whom the hopes leave 43 or 44
    assert [conflict.earlier for conflict in conflicts(hopes, [safe])] == [("Safe",)]
    others = released(one_way(137, 106), name="Others", rows_of="q2")
    assert conflicts(others, [safe]) == []  # of other people, or of another time


def test_no_conflict_tells_staff_a_small_count():
    everyone, most = released(one_way(52, 30)), released(one_way(50, 29), "age:adult")
    assert conflicts(everyone, [most]) != []
    for conflict in conflicts(everyone, [most]):
        assert not any(character.isdigit() for character in conflict.words)


def test_a_release_survives_being_written_down():
    release = released(two_way((30, 20), (19, 2)), "area:E1", rows_of="q1", columns_of="q2", on=date(2026, 5, 3))
    assert Release.from_json(json.loads(json.dumps(release.as_json()))) == release


@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(
    st.lists(st.integers(5, 40), min_size=2, max_size=3).flatmap(
        lambda wide: st.tuples(st.just(wide), st.tuples(*(st.integers(0, min(count, 9)) for count in wide)))
    )
)
def test_two_releases_that_pass_cannot_be_subtracted(tables):
    """The attack: every pair of lists that agree with what was published, and their differences."""
    wide, missing = tables
    narrow = [count - few for count, few in zip(wide, missing, strict=True)]
    everyone, some = released(one_way(*wide)), released(one_way(*narrow), "age:adult", name="Adults")
    assume(some.table.is_shown and everyone.table.is_shown)
    assume(conflicts(some, [everyone]) == [])
    for place, (outer, inner) in enumerate(zip(everyone.table.cells, some.table.cells, strict=True)):
        found = [a - b for a, b in itertools.product(possible(outer[0].stated), possible(inner[0].stated)) if a >= b]
        if 1 <= missing[place] <= 4:
            assert min(found) <= 1
            assert max(found) >= 4
    bases = [a - b for a in possible(everyone.table.base.stated) for b in possible(some.table.base.stated) if a >= b]
    if 1 <= sum(missing) <= 9:
        assert min(bases) <= 1
        assert max(bases) >= 9


def possible(stated):
    return range(stated[0], stated[1] + 1)
