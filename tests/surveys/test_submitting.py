"""What is kept of an answer in each mode, and what is not."""

import pytest

from surveys.models import AnonymousResponse, HeldText, Mode, NamedResponse, PairedResponse, Spent, Tally
from surveys.responses.operations import (
    submit,
)
from tests.factories import PersonFactory, launched_survey
from tests.factories.surveys import ANSWERS
from tests.surveys.sending import AT, ROW, opened, paper_of, send

pytestmark = pytest.mark.django_db


def test_an_anonymous_answer_is_a_row_without_anybody():
    send(opened(), person=PersonFactory())
    [row] = AnonymousResponse.objects.values()
    assert (row["answers"], row["period"], row["about"], row["is_released"]) == (ROW, "2026-W24", "", False)
    assert set(row) == {"key", "version_id", "about", "period", "answers", "is_released"}


def test_an_answer_about_a_course_tells_the_quarter_only():
    survey = opened()
    send(survey, paper_of(survey, about="ACE1"))
    assert AnonymousResponse.objects.values_list("period", "about").get() == ("2026-Q2", "ACE1")


def test_a_paired_answer_keeps_a_token_and_not_the_code():
    survey = opened(Mode.PAIRED)
    send(survey, paper_of(survey, own_code="Mu 12", about="ACE1"))
    send(survey, paper_of(survey, own_code="mú-12 ", about="ACE1", wave="after"))
    send(survey, paper_of(survey, own_code="MU12", about="ACE1", wave="after"))
    tokens = dict(PairedResponse.objects.values_list("token", "wave"))
    before = PairedResponse.objects.get(wave="before").token
    assert len(before) == 64
    assert sorted(tokens.values()) == ["after", "after"]  # the same token came twice, and once with another letter
    assert PairedResponse.objects.filter(token=before).count() == 2


def test_the_same_code_gives_another_token_for_another_course_and_another_survey():
    first, second = opened(Mode.PAIRED), opened(Mode.PAIRED)
    for survey, about in ((first, "ACE1"), (first, "ACE2"), (second, "ACE1")):
        send(survey, paper_of(survey, own_code="MU12", about=about))
    assert PairedResponse.objects.values("token").distinct().count() == 3


def test_a_named_answer_is_with_its_person_and_day():
    survey, person = opened(Mode.NAMED), PersonFactory()
    send(survey, person=person)
    row = NamedResponse.objects.get()
    assert (row.person, row.survey, row.answers, str(row.answered_on)) == (person, survey, ROW, "2026-06-08")


def test_a_counted_answer_is_totals_and_declared_pairs():
    survey = opened(Mode.COUNTED)
    send(survey)
    send(survey, paper_of(survey, {"safe": "yes", "age": "under_16", "years": 12, "who": {"family": "often"}}))
    totals = {(table, cell): number for table, cell, number in Tally.objects.values_list("table", "cell", "number")}
    assert totals == {
        ("~people", "~asked"): 2,
        ("safe", "~asked"): 2,
        ("safe", "no"): 1,
        ("safe", "yes"): 1,
        ("where", "~asked"): 1,
        ("where", "street"): 1,
        ("where", "online"): 1,
        ("hope", "~asked"): 2,
        ("hope", "2"): 1,
        ("hope", "~skipped"): 1,
        ("who.family", "~asked"): 2,
        ("who.family", "often"): 2,
        ("who.friends", "~asked"): 2,
        ("who.friends", "never"): 1,
        ("who.friends", "~skipped"): 1,
        ("order.clubs", "~asked"): 2,
        ("order.clubs", "1"): 1,
        ("order.clubs", "~skipped"): 1,
        ("order.school", "~asked"): 2,
        ("order.school", "2"): 1,
        ("order.school", "~skipped"): 1,
        ("order.police", "~asked"): 2,
        ("order.police", "3"): 1,
        ("order.police", "~skipped"): 1,
        ("age", "~asked"): 2,
        ("age", "under_16"): 2,
        ("years", "~asked"): 2,
        ("years", "12"): 2,
        ("safe*age", "~asked"): 2,
        ("safe*age", "no*under_16"): 1,
        ("safe*age", "yes*under_16"): 1,
    }


@pytest.mark.parametrize("mode", Mode)
def test_each_mode_keeps_its_own_kind_of_row_and_no_other(mode):
    survey = opened(mode)
    send(survey)
    tables = {
        Mode.NAMED: NamedResponse,
        Mode.PAIRED: PairedResponse,
        Mode.ANONYMOUS: AnonymousResponse,
        Mode.COUNTED: Tally,
    }
    assert {each for each, table in tables.items() if table.objects.exists()} == {mode}
    assert Spent.objects.count() == 1


@pytest.mark.parametrize("mode", Mode)
def test_own_words_are_kept_apart_and_never_in_the_row(mode):
    survey = opened(mode)
    send(survey, paper_of(survey, {**ANSWERS, "more": "  Somebody has a knife.\n"}, quotable=("more",)))
    text = HeldText.objects.get()
    assert (text.question, text.text, text.may_be_quoted) == ("more", "Somebody has a knife.", True)
    assert (text.is_worrying, text.state, text.read_on) == (True, "held", None)
    for table in (NamedResponse, PairedResponse, AnonymousResponse):
        assert "knife" not in str(list(table.objects.values()))


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("more", ["A place to go.", None, "~prefer_not", "~skipped"])
def test_a_row_and_the_totals_are_the_same_whether_somebody_wrote_or_not(mode, more):
    survey = opened(mode)
    send(survey, paper_of(survey, {**ANSWERS, "more": more}))
    if mode == Mode.COUNTED:
        assert not Tally.objects.filter(table__startswith="more").exists()
        return
    tables = {Mode.NAMED: NamedResponse, Mode.PAIRED: PairedResponse, Mode.ANONYMOUS: AnonymousResponse}
    assert tables[mode].objects.get().answers == ROW


def test_own_words_are_dropped_where_nobody_is_named_who_reads_them():
    survey = launched_survey(at=AT)
    send(survey)
    assert AnonymousResponse.objects.get().answers == ROW
    assert not HeldText.objects.exists()


def test_a_text_may_be_quoted_only_where_its_question_asked():
    survey = opened()
    send(survey, paper_of(survey, quotable=()))
    assert HeldText.objects.get().may_be_quoted is False


@pytest.mark.parametrize(("text", "kept"), [("~ a wave", "~ a wave"), ("   ", None), ("~~", None), ("", None)])
def test_a_text_is_whatever_was_typed(text, kept):
    survey = opened()
    send(survey, paper_of(survey, {"safe": "yes", "more": text}))
    assert [each.text for each in HeldText.objects.all()] == ([kept] if kept else [])


def test_to_prefer_not_to_say_is_no_skipping():
    survey = opened()
    send(survey, paper_of(survey, {"safe": "~uncomfortable", "age": "~prefer_not", "more": "~prefer_not"}))
    answers = AnonymousResponse.objects.get().answers
    assert {key: answers[key] for key in ("safe", "age", "hope")} == {
        "safe": "~uncomfortable", "age": "~prefer_not", "hope": "~skipped",
    }  # fmt: skip
    assert not HeldText.objects.exists()


def test_answers_off_the_way_are_dropped():
    survey = opened()
    send(survey, paper_of(survey, {**ANSWERS, "safe": "yes"}))
    assert "where" not in AnonymousResponse.objects.get().answers


@pytest.mark.parametrize(
    ("mode", "statements"), [(Mode.ANONYMOUS, 3), (Mode.PAIRED, 3), (Mode.COUNTED, 3), (Mode.NAMED, 3)]
)
def test_an_answer_takes_three_statements(mode, statements, django_assert_num_queries):
    survey = opened(mode)
    send(survey, paper_of(survey, {"safe": "yes"}))  # the version is read once in each process
    person, version = PersonFactory(), survey.versions.get()
    paper = paper_of(survey, {"safe": "yes"})
    with django_assert_num_queries(statements + 2):  # and a savepoint in the test's own transaction, made and released
        submit(survey=survey, version=version, paper=paper, person=person, at=AT)
