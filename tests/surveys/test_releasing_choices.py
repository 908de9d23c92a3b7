"""What the form of results lists, and what bands tell by themselves."""

import pytest
from django.utils import timezone

from surveys.models import Mode
from surveys.questionnaires.definition import Kind, Question
from surveys.results.disclosure.auditing import feasible
from surveys.results.disclosure.protecting import protect
from surveys.results.disclosure.tables import Place
from surveys.results.queries.bands import ELSEWHERE, bands_of
from surveys.results.queries.choices import choices_of
from surveys.results.queries.counting import ground_of
from tests.factories import launched_survey
from tests.surveys.answered import crowd, lay, version_of
from tests.surveys.disclosure_attack import one_way_tables, spread
from tests.surveys.disclosure_tables import one_way


def listed(mode, *courses, periods=("2026-W10",)):
    survey = launched_survey(mode=mode)
    for code, people in courses:
        lay(version_of(survey), crowd(people), about=(code,), periods=periods)
    survey.closed_at = timezone.now()
    survey.save()
    return choices_of(ground_of(survey))


@pytest.mark.django_db
@pytest.mark.parametrize("mode", Mode)
def test_a_course_that_fewer_than_ten_answered_about_is_not_listed(mode):
    found = listed(mode, ("ACE1", 10), ("ACE2", 12), ("FEW1", 9), ("FEW2", 1))
    assert [code for code, _words in found.about] == ["ACE1", "ACE2"]


@pytest.mark.django_db
def test_a_month_that_fewer_than_ten_answered_in_is_not_listed():
    survey = launched_survey()
    for week, people in (("2026-W10", 6), ("2026-W11", 6), ("2026-W15", 10), ("2026-W20", 9)):
        lay(version_of(survey), crowd(people), periods=(week,))
    assert [month for month, _words in choices_of(ground_of(survey)).period] == ["2026-03", "2026-04"]


@pytest.mark.parametrize("others", [{}, {"CD34": 1}, {"CD34": 9, "EF5": 9}])
def test_all_other_districts_are_a_band_whether_anybody_lives_there_or_not(others):
    bands = bands_of(Question("living", Kind.DISTRICT), {"AB1": 11, **others})
    assert [band.key for band in bands.bands] == ["AB1", ELSEWHERE]


WHO_KNOWS_OF_TEN = {  # what is shown of these counts: nothing at all, where a reader would know who the few are
    (11, 1, 0, 0): None,
    (10, 2, 0, 0): None,
    (10, 10, 2, 0): None,
    (10, 11, 1, 1): [10, 10, "fewer", "fewer"],
    (13, 13, 1, 0): ["hidden", "hidden", "fewer", 0],
    (25, 14, 1, 0): [25, 15, "fewer", 0],
    (33, 12, 2): [35, 10, "fewer"],
}


@pytest.mark.parametrize("counts", WHO_KNOWS_OF_TEN)
def test_who_knows_that_bands_hold_ten_learns_no_small_count_of_the_others(counts):
    bands = [at for at, count in enumerate(counts) if count >= 10]
    table = protect(one_way(*counts), least={Place("cell", at, 0): 10 for at in bands})
    shown = [cell.number if cell.kind == "number" else str(cell.kind) for (cell,) in table.cells]
    assert (shown if table.is_shown else None) == WHO_KNOWS_OF_TEN[counts]
    if table.is_shown:
        possible = [each for each in one_way_tables(table) if all(each[at] >= 10 for at in bands)]
        few = [spread(each[at] for each in possible) for at, kind in enumerate(shown) if kind == "fewer"]
        assert few == [(1, 4)] * len(few)


def test_without_knowing_what_bands_hold_a_small_count_is_told():
    table = protect(one_way(11, 1, 0, 0))
    assert feasible(table, known={Place("cell", 0, 0): (10, 1000)})[Place("cell", 1, 0)] == (0, 2)
