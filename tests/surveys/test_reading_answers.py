"""What people choose and type, read as answers; and answers shown again as they were given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.questionnaires.definition import Kind, Option, Question, check
from surveys.responses.forms.reading import Misread, as_sent, read

OPTIONS = (Option("a"), Option("b"), Option("c"), Option("none", exclusive=True))
SINGLE = Question("q", Kind.SINGLE, OPTIONS, sensitive=True)
SEVERAL = Question("q", Kind.SEVERAL, OPTIONS, greatest=2)
GRID = Question("q", Kind.GRID, OPTIONS[:2], rows=("r1", "r2"))
RANKING = Question("q", Kind.RANKING, OPTIONS[:3])
NUMBER = Question("q", Kind.NUMBER, least=1, greatest=99)
MONTH, YEAR, DISTRICT = (Question("q", kind) for kind in (Kind.MONTH, Kind.YEAR, Kind.DISTRICT))
SHORT, LONG = Question("q", Kind.SHORT_TEXT), Question("q", Kind.LONG_TEXT, may_be_quoted=True)
ALL = [SINGLE, SEVERAL, GRID, RANKING, NUMBER, MONTH, YEAR, DISTRICT, SHORT, LONG]

READ = [
    (SINGLE, {"q.q": ["b"]}, "b"),
    (SINGLE, {"q.q": ["~uncomfortable"]}, "~uncomfortable"),
    (SEVERAL, {"q.q": ["c", "a"]}, ["a", "c"]),
    (SEVERAL, {"q.q": ["none"]}, ["none"]),
    (SEVERAL, {"q.q": ["~prefer_not"]}, "~prefer_not"),
    (GRID, {"q.q.r2": ["b"]}, {"r2": "b"}),
    (GRID, {"instead.q": ["~prefer_not"]}, "~prefer_not"),
    (RANKING, {"q.q.a": ["2"], "q.q.b": ["3"], "q.q.c": ["1"]}, ["c", "a", "b"]),
    (RANKING, {"q.q.a": ["3"], "q.q.c": ["1"]}, ["c", "b", "a"]),  # of the one left out the place is clear
    (NUMBER, {"q.q": [" 42 "]}, 42),
    (NUMBER, {"q.q": ["۱۲"]}, 12),
    (NUMBER, {"q.q": ["੧੨"]}, 12),
    (MONTH, {"q.q.month": ["5"], "q.q.year": ["2024"]}, "2024-05"),
    (YEAR, {"q.q": ["1999"]}, "1999"),
    (DISTRICT, {"q.q": ["ab12"]}, "AB12"),
    (DISTRICT, {"q.q": ["ab12 3cd"]}, "AB12"),  # a whole postcode tells a street: its end is let go
    (DISTRICT, {"q.q": ["b1"]}, "B1"),
    (SHORT, {"q.q": ["  hope "]}, "hope"),
    (LONG, {"q.q": ["one\r\ntwo\0"]}, "one\ntwo"),
    (LONG, {"instead.q": ["~prefer_not"]}, "~prefer_not"),
]


@pytest.mark.parametrize(("question", "sent", "answer"), READ)
def test_what_is_sent_is_read_as_an_answer_that_can_be_kept(question, sent, answer):
    assert read(question, sent) == answer
    check(question, answer)


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.kind)
def test_nothing_has_to_be_answered(question):
    assert read(question, {}) is None
    assert read(question, {"q.q": [""], "q.q.month": [""], "q.q.a": [""], "q.q.r1": [""]}) is None


MISREAD = [
    (SINGLE, {"q.q": ["z"]}, "not_an_option"),
    (SEVERAL, {"q.q": ["a", "z"]}, "not_an_option"),
    (SEVERAL, {"q.q": ["a", "none"]}, "stands_alone"),
    (SEVERAL, {"q.q": ["a", "b", "c"]}, "too_many"),
    (SEVERAL, {"q.q": ["a", "~prefer_not"]}, "both"),
    (SEVERAL, {"q.q": ["~uncomfortable"]}, "not_an_option"),  # offered for sensitive questions alone
    (GRID, {"q.q.r1": ["z"]}, "not_an_option"),
    (GRID, {"q.q.r1": ["a"], "instead.q": ["~prefer_not"]}, "both"),
    (RANKING, {"q.q.a": ["1"]}, "rank_all"),
    (RANKING, {"q.q.a": ["1"], "q.q.b": ["1"], "q.q.c": ["2"]}, "rank_once"),
    (RANKING, {"q.q.a": ["9"]}, "not_an_option"),
    (NUMBER, {"q.q": ["twelve"]}, "not_a_number"),
    (NUMBER, {"q.q": ["1.5"]}, "not_a_number"),
    (NUMBER, {"q.q": ["0"]}, "not_between"),
    (NUMBER, {"q.q": ["-5"]}, "not_between"),
    (MONTH, {"q.q.month": ["13"], "q.q.year": ["2024"]}, "not_a_month"),
    (MONTH, {"q.q.month": ["5"]}, "not_a_month"),
    (YEAR, {"q.q": ["24"]}, "not_a_year"),
    (DISTRICT, {"q.q": ["nowhere"]}, "not_a_district"),
    (SHORT, {"q.q": ["x" * 201]}, "too_long"),
    (LONG, {"q.q": ["words"], "instead.q": ["~prefer_not"]}, "both"),
]


@pytest.mark.parametrize(("question", "sent", "problem"), MISREAD)
def test_what_cannot_be_an_answer_is_told_apart_and_explained(question, sent, problem):
    with pytest.raises(Misread) as misread:
        read(question, sent)
    assert misread.value.problem == problem


def test_a_text_that_is_too_long_is_told_by_how_much():
    with pytest.raises(Misread) as misread:
        read(LONG, {"q.q": ["x" * 2_007]})
    assert misread.value.facts == {"over": 7}


def test_what_somebody_wrote_is_never_taken_for_a_refusal():
    assert read(SHORT, {"q.q": ["~prefer_not"]}) == "∼prefer_not"


ANSWERS = st.one_of(
    st.tuples(st.just(SINGLE), st.sampled_from(["a", "b", "none", "~prefer_not", "~uncomfortable"])),
    st.tuples(st.just(SEVERAL), st.sampled_from([["a"], ["a", "c"], ["none"], "~prefer_not"])),
    st.tuples(
        st.just(GRID), st.dictionaries(st.sampled_from(["r1", "r2"]), st.sampled_from(["a", "b"]), min_size=1)
    ),
    st.tuples(st.just(RANKING), st.permutations(["a", "b", "c"])),
    st.tuples(st.just(NUMBER), st.integers(1, 99)),
    st.tuples(st.just(MONTH), st.dates().filter(lambda day: day.year >= 1900).map(lambda day: day.strftime("%Y-%m")))
    .filter(lambda pair: pair[1] < "2100"),
    st.tuples(st.just(YEAR), st.integers(1900, 2099).map(str)),
    st.tuples(st.just(DISTRICT), st.from_regex(r"[A-Z]{1,2}[0-9][0-9A-Z]?", fullmatch=True)),
    st.tuples(st.just(LONG), st.text("abc ü\nہے", min_size=1, max_size=50).map(str.strip).filter(bool)),
)  # fmt: skip


@given(ANSWERS)
def test_an_answer_that_is_shown_again_is_read_as_the_same(pair):
    question, answer = pair
    assert read(question, as_sent(question, answer)) == answer


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.kind)
@pytest.mark.parametrize("left", [None, "~skipped"])
def test_what_was_left_out_is_shown_empty(question, left):
    assert as_sent(question, left) == {}
