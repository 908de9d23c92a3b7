"""Each table of results is counted once and released once, and none that tells something together with another."""

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from surveys.models import AnonymousResponse, HeldText, Mode, ReleasedTable
from surveys.results.operations.releasing import NotComparable, StillOpen, release_answers, release_comparison
from surveys.results.queries.progress import total_so_far
from surveys.results.queries.refusals import NotCounted
from surveys.results.queries.selections import Selection
from tests.factories import launched_survey
from tests.surveys.answered import crowd, lay, version_of

pytestmark = pytest.mark.django_db
WHOLE = Selection()


def closed(answers, *, mode=Mode.ANONYMOUS, **laid):
    survey = launched_survey(mode=mode)
    lay(version_of(survey), answers, **laid)
    survey.closed_at = timezone.now()
    survey.save()
    return survey


def answers_of(survey, selection=WHOLE):
    return release_answers(survey=survey, selection=selection, by=None, at=timezone.now())


def comparison(survey, groups, *keys, selection=WHOLE):
    return release_comparison(survey=survey, selection=selection, groups=groups, keys=keys, by=None, at=timezone.now())


def shown(release):
    """What a one-way table shows: numbers, or why there is none."""
    return {row: cell.number if cell.kind == "number" else str(cell.kind) for row, (cell,) in zip(
        release.table.rows, release.table.cells, strict=True)}  # fmt: skip


def test_nothing_by_question_is_released_while_people_answer():
    survey = launched_survey()
    lay(version_of(survey), crowd(60))
    with pytest.raises(StillOpen, match="not closed yet"):
        answers_of(survey)
    with pytest.raises(StillOpen):
        comparison(survey, "age", "safe")
    assert not ReleasedTable.objects.exists()


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(("people", "told"), [(0, 0), (9, 0), (10, 10), (19, 10), (30, 30)])
def test_while_people_answer_they_are_counted_in_tens(mode, people, told):
    survey = launched_survey(mode=mode)
    lay(version_of(survey), [{"safe": "yes"}] * people)
    assert total_so_far(survey) == told


@pytest.mark.parametrize("mode", Mode)
def test_everybody_is_counted_though_no_question_was_asked_of_all(mode):
    survey = closed([{"safe": "yes"}] * 25 + [{"age": "16_24"}] * 20, mode=mode)
    assert total_so_far(survey) == 40
    assert answers_of(survey).tables["~people"].table.base.number == 45


@pytest.mark.parametrize("mode", Mode)
def test_every_question_is_released_in_every_mode(mode):
    survey = closed([{"safe": "yes", "age": "16_24"}] * 12 + [{"safe": "no", "age": "over_24"}] * 14, mode=mode)
    released = answers_of(survey)
    assert (list(released.tables), released.refused) == (["~people", "safe", "age"], {})
    assert shown(released.tables["safe"]) == {
        "yes": 10, "no": 15, "sometimes": 0, "~prefer_not": 0, "~uncomfortable": 0, "~skipped": 0
    }  # fmt: skip


def wrote(survey, number, **facts):
    version = facts.pop("version", None) or version_of(survey)
    HeldText.objects.bulk_create(
        HeldText(version=version, question="more", text="Words", **facts) for _ in range(number)
    )


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(("number", "said"), [(13, 15), (3, None), (0, "no table")])
def test_how_many_wrote_is_counted_from_what_they_wrote_and_protected(mode, number, said):
    survey = closed(crowd(60), mode=mode)
    wrote(survey, number)
    tables = answers_of(survey).tables
    if number == 0:
        assert "more" not in tables
        return
    assert shown(tables["more"]) == {"~written": said or "fewer"}
    assert tables["more"].table.base.number == 60


def test_how_many_wrote_is_told_of_everybody_and_of_a_course_and_of_no_group_and_no_month():
    survey = closed(crowd(80), about=("", "ACE1"))
    wrote(survey, 20, about="ACE1")
    facts = {"survey": survey, "by": None, "at": timezone.now()}
    assert shown(release_answers(selection=Selection(about="ACE1"), **facts).tables["more"]) == {"~written": 20}
    for selection in (Selection(group=("age", "16_24")), Selection(period="2026-03")):
        assert "more" not in release_answers(selection=selection, **facts).tables
    with pytest.raises(NotComparable, match="kept apart"):
        release_comparison(selection=Selection(), groups="age", keys=["more"], **facts)


def test_a_table_is_counted_once_and_stays_as_it_was():
    survey = closed(crowd(60))
    first = answers_of(survey)
    rows = ReleasedTable.objects.count()
    AnonymousResponse.objects.all().delete()
    again = answers_of(survey)
    assert (again.tables.keys(), ReleasedTable.objects.count()) == (first.tables.keys(), rows)
    assert shown(again.tables["age"]) == shown(first.tables["age"])
    assert ModelLogEntry.objects.filter(action="surveys.results.release").count() == 1


def test_the_log_says_nothing_of_answers():
    answers_of(closed(crowd(60)))
    [entry] = ModelLogEntry.objects.filter(action="surveys.results.release")
    assert entry.data == {"tables": ReleasedTable.objects.count()}


def test_a_selection_that_leaves_out_a_few_is_refused_in_plain_words():
    people = [{"safe": "yes", "age": "under_16"}] * 40 + [{"safe": "no", "age": "under_16"}] * 6
    survey = closed(people + [{"safe": "no", "age": "over_24"}] + [{"safe": "yes", "age": "over_24"}] * 20)
    assert not answers_of(survey).refused
    released = answers_of(survey, Selection(group=("age", "under_16")))
    assert "nearly the same people" in released.refused["safe"]
    assert "safe" not in released.tables
    kept = ReleasedTable.objects.filter(dimensions=["safe"]).values_list("population", flat=True)
    assert list(kept) == [[f"~survey:{survey.pk}"]]


def test_a_small_group_is_not_shown_in_a_comparison():
    people = [{"safe": "yes", "age": "under_16"}] * 30 + [{"safe": "no", "age": "16_24"}] * 30
    survey = closed(people + [{"safe": "no", "age": "over_24"}] * 4)
    table = comparison(survey, "age", "safe").tables["safe"].table
    groups = dict(zip(table.rows, table.row_totals, strict=True))
    assert groups["over_24"].kind == "hidden"
    assert {cell.kind for cell in table.cells[table.rows.index("over_24")]} == {"hidden"}


def test_months_and_versions_are_compared():
    survey = closed(crowd(120), periods=("2026-W10", "2026-W14"))
    assert comparison(survey, "~period", "safe").tables["safe"].table.rows == ("2026-03", "2026-04")
    assert comparison(survey, "~version", "age").tables["age"].table.rows == ("1",)


@pytest.mark.parametrize(
    ("groups", "keys"), [("where", ["safe"]), ("age", ["age"]), ("age", ["nothing"]), ("nothing", ["safe"])]
)
def test_what_cannot_be_compared_is_refused(groups, keys):
    with pytest.raises(NotComparable):
        comparison(closed(crowd(60)), groups, *keys)


@pytest.mark.parametrize("group", [("where", "street"), ("years", "10"), ("nothing", "x"), ("who.family", "often")])
def test_answers_are_narrowed_down_by_one_answer_of_each_alone(group):
    with pytest.raises(NotComparable, match="one answer each"):
        answers_of(closed(crowd(60)), Selection(group=group))


def test_totals_alone_know_only_the_comparisons_that_were_declared():
    survey = closed(crowd(90), mode=Mode.COUNTED)
    table = comparison(survey, "age", "safe").tables["safe"].table
    assert table.base.number == 90
    with pytest.raises(NotCounted, match="not counted together"):
        comparison(survey, "hope", "safe")
    with pytest.raises(NotComparable, match="totals only"):
        comparison(survey, "~period", "safe")
    with pytest.raises(NotComparable, match="totals only"):
        answers_of(survey, Selection(group=("age", "under_16")))


def test_what_was_said_of_a_whole_grid_is_shown_alike_in_all_its_rows():
    people = [{"who": {"family": "often", "friends": "never"}}] * 3 + [{"who": {"family": "never"}}] * 20
    survey = closed(people + [{"who": "~prefer_not"}] * 3 + [{"who": {"friends": "often"}}] * 14)
    tables = answers_of(survey).tables
    told = [shown(tables[f"who.{row}"])["~prefer_not"] for row in ("family", "friends")]
    assert told[0] == told[1]
    assert told[0] in ("fewer", "hidden")
