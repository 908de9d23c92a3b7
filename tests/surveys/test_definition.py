"""A questionnaire without a database: what counts as an answer, what a rule says, and which way answers lead."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.questionnaires.definition import (
    Instead,
    Kind,
    NotAnAnswer,
    Option,
    Page,
    Question,
    Questionnaire,
    Skip,
    Wording,
    as_json,
    check,
    digest,
    expected_keys,
    from_json,
    holds,
    references,
    route,
)
from tests.factories.surveys import ANSWERS, SMALL, WORDS

QUESTIONS = {question.id: question for question in SMALL.questions()}


def is_answer(question: Question, answer) -> bool:
    try:
        check(question, answer)
    except NotAnAnswer:
        return False
    return True


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_kind_takes_its_answer(name):
    assert is_answer(QUESTIONS[name], ANSWERS[name])


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("safe", "perhaps"),
        ("safe", ["yes"]),
        ("safe", ""),
        ("safe", None),
        ("where", []),
        ("where", "street"),
        ("where", ["street", "street"]),
        ("where", ["street", "nowhere"]),
        ("where", ["street", "moon"]),
        ("where", ["street", {"a": 1}]),
        ("hope", 2),
        ("hope", "6"),
        ("who", {}),
        ("who", {"family": "sometimes"}),
        ("who", {"strangers": "often"}),
        ("who", "often"),
        ("order", ["clubs", "police"]),
        ("order", ["clubs", "police", "police"]),
        ("years", -1),
        ("years", 100),
        ("years", "12"),
        ("years", True),
        ("years", 1.5),
        ("more", ""),
        ("more", "a" * 2_001),
        ("more", "a\0b"),
    ],
)
def test_what_is_no_answer_is_refused(name, answer):
    assert not is_answer(QUESTIONS[name], answer)


@pytest.mark.parametrize(
    ("kind", "answer", "is_one"),
    [
        (Kind.MONTH, "2024-05", True),
        (Kind.MONTH, "2024-13", False),
        (Kind.MONTH, "2024", False),
        (Kind.YEAR, "2024", True),
        (Kind.YEAR, "24", False),
        (Kind.DISTRICT, "B1", True),
        (Kind.DISTRICT, "WV10", True),
        (Kind.DISTRICT, "EC1A", True),
        (Kind.DISTRICT, "b1", False),
        (Kind.DISTRICT, "B1 1AA", False),
        (Kind.SHORT_TEXT, "a" * 200, True),
        (Kind.SHORT_TEXT, "a" * 201, False),
    ],
)
def test_what_is_typed_has_its_form(kind, answer, is_one):
    assert is_answer(Question("it", kind), answer) is is_one


def test_of_several_no_more_are_chosen_than_the_question_allows():
    question = Question("it", Kind.SEVERAL, (Option("a"), Option("b"), Option("c")), greatest=2)
    assert (is_answer(question, ["a", "b"]), is_answer(question, ["a", "b", "c"])) == (True, False)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_can_be_refused_and_left(name):
    assert is_answer(QUESTIONS[name], "~prefer_not")
    assert is_answer(QUESTIONS[name], "~skipped")


def test_only_a_sensitive_question_can_be_too_uncomfortable_to_answer():
    found = {name for name, question in QUESTIONS.items() if is_answer(question, "~uncomfortable")}
    assert found == {"safe"}


def test_nothing_else_stands_in_place_of_an_answer():
    assert not any(is_answer(question, "~other") for question in QUESTIONS.values())


def rule(op: str, question: str = "safe", **facts):
    return {"op": op, "question": question, **facts}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (None, True),
        (rule("equal", value="no"), True),
        (rule("equal", value="yes"), False),
        (rule("equal", "where", value="street"), False),
        (rule("any", values=["yes", "no"]), True),
        (rule("any", "where", values=["street", "school"]), True),
        (rule("any", "where", values=["school"]), False),
        (rule("all", "where", values=["street", "online"]), True),
        (rule("all", "where", values=["street", "school"]), False),
        (rule("count", "where", least=2), True),
        (rule("count", "where", least=3), False),
        (rule("count", "who", least=2), True),
        (rule("greater", "years", value=11), True),
        (rule("greater", "years", value=12), False),
        (rule("greater", "hope", value=1), True),
        (rule("greater", value=0), False),
        (rule("equal", "who.family", value="often"), True),
        (rule("equal", "who.friends", value="often"), False),
        (rule("equal", "who.strangers", value="often"), False),
        (rule("equal", "unasked", value="often"), False),
        ({"op": "not", "rule": rule("equal", "unasked", value="often")}, True),
        ({"op": "and", "rules": [rule("equal", value="no"), rule("greater", "years", value=11)]}, True),
        ({"op": "and", "rules": [rule("equal", value="no"), rule("greater", "years", value=12)]}, False),
        ({"op": "or", "rules": [rule("equal", value="yes"), rule("greater", "years", value=11)]}, True),
        ({"op": "or", "rules": []}, False),
        ({"op": "not", "rule": rule("equal", value="no")}, False),
    ],
)
def test_a_rule_holds_or_not(asked, expected):
    assert holds(asked, ANSWERS) is expected


@pytest.mark.parametrize("instead", [Instead.PREFER_NOT, Instead.UNCOMFORTABLE, Instead.SKIPPED])
def test_of_what_was_not_answered_nothing_holds_but_a_not(instead):
    answers = {"where": instead.value, "years": instead.value}
    assert not holds(rule("any", "where", values=["street"]), answers)
    assert not holds(rule("count", "where", least=1), answers)
    assert not holds(rule("greater", "years", value=-1), answers)
    assert holds({"op": "not", "rule": rule("any", "where", values=["street"])}, answers)


def test_a_rule_can_ask_whether_somebody_preferred_not_to_say():
    asked = rule("equal", value="~prefer_not")
    assert (holds(asked, {"safe": "~prefer_not"}), holds(asked, {"safe": "~skipped"})) == (True, False)


def test_a_rule_names_the_questions_that_it_refers_to():
    inner = {"op": "not", "rule": rule("any", "who.family", values=[])}
    nested = {"op": "and", "rules": [rule("equal", value="no"), inner]}
    assert list(references(nested)) == ["safe", "who"]


def pages(answers) -> list[str]:
    return [stop.page.id for stop in route(SMALL, answers).stops]


def test_a_page_is_left_out_when_none_of_its_questions_is_asked():
    assert pages({"safe": "yes"}) == ["feeling", "hopes", "you", "words"]
    assert pages({"safe": "no"}) == ["feeling", "places", "hopes", "you", "words"]


def test_a_skip_leads_on_to_a_later_page():
    assert pages({"safe": "sometimes"}) == ["feeling", "places", "you", "words"]


def test_answers_that_fall_off_the_way_are_dropped():
    assert route(SMALL, ANSWERS).answers == ANSWERS
    changed = route(SMALL, {**ANSWERS, "safe": "yes"}).answers
    assert changed == {**{name: value for name, value in ANSWERS.items() if name != "where"}, "safe": "yes"}


def test_an_answer_off_the_way_decides_nothing():
    first = Question("first", Kind.SINGLE, (Option("a"), Option("b")))
    second = Question("second", Kind.SINGLE, (Option("a"), Option("b")), rule=rule("equal", "first", value="a"))
    third = Question("third", Kind.SINGLE, (Option("a"), Option("b")), rule=rule("equal", "second", value="a"))
    chain = Questionnaire((Page("one", (first,)), Page("two", (second,)), Page("three", (third,))))
    found = route(chain, {"first": "b", "second": "a", "third": "a"})
    assert (found.answers, [stop.page.id for stop in found.stops]) == ({"first": "b"}, ["one"])


def test_a_page_without_questions_is_shown():
    said = Questionnaire((Page("note"), Page("ask", (QUESTIONS["safe"],))))
    assert [stop.page.id for stop in route(said, {}).stops] == ["note", "ask"]


def test_the_way_knows_what_is_before_and_after():
    way = route(SMALL, {"safe": "yes"})
    assert way.after("").page.id == "feeling"
    assert way.after("feeling").page.id == "hopes"
    assert way.before("hopes").page.id == "feeling"
    assert (way.before("feeling"), way.after("words"), way.after("places"), way.stop("places")) == (None,) * 4
    assert (way.position("hopes"), way.position("places")) == (2, 0)


answers_to_small = st.fixed_dictionaries(
    {},
    optional={
        "safe": st.sampled_from(["yes", "no", "sometimes", "~prefer_not", "~skipped"]),
        "where": st.lists(st.sampled_from(["street", "school", "online"]), min_size=1, unique=True),
        "hope": st.sampled_from("12345"),
        "age": st.sampled_from(["under_16", "16_24", "over_24"]),
        "years": st.integers(0, 99),
    },
)


@given(answers_to_small)
def test_the_way_of_the_answers_that_are_kept_is_the_same_way(answers):
    found = route(SMALL, answers)
    again = route(SMALL, found.answers)
    assert again == found
    asked = {question.id for stop in found.stops for question in stop.questions}
    assert set(found.answers) == set(answers) & asked


def test_a_questionnaire_survives_being_written_and_read():
    assert from_json(json.loads(json.dumps(as_json(SMALL)))) == SMALL


def test_bounds_of_nought_survive_too():
    bounded = Questionnaire((Page("one", (Question("n", Kind.NUMBER, least=0, greatest=0),)),))
    assert from_json(as_json(bounded)) == bounded


def test_another_format_is_refused():
    with pytest.raises(ValueError, match="format 2"):
        from_json({"format": 2, "pages": []})


def test_the_digest_is_of_every_word_and_rule_and_of_no_order_of_keys():
    structure = as_json(SMALL)
    turned = dict(reversed(list(structure.items())))
    assert digest(structure, WORDS) == digest(turned, WORDS)
    other_words = {**WORDS, "en": {**WORDS["en"], "title": "Another"}}
    skip = Skip(rule("equal", value="no"), "you")
    other_page = Page("places", (QUESTIONS["where"],), skips=(skip,))
    other_rule = Questionnaire((*SMALL.pages[:1], other_page, *SMALL.pages[2:]))
    found = {digest(structure, WORDS), digest(structure, other_words), digest(as_json(other_rule), WORDS)}
    assert len(found) == 3


def test_what_is_not_translated_is_said_in_the_source_language():
    urdu = Wording(WORDS, "ur")
    assert (urdu.text("q.safe.option.yes"), urdu.text("q.hope.label")) == ("ہاں", "How hopeful are you?")
    assert urdu.text("q.unknown.label") == ""


def test_a_point_of_a_scale_without_words_is_its_number():
    english = Wording(WORDS, "en")
    assert [english.option(QUESTIONS["hope"], point) for point in "125"] == ["Not at all", "2", "Very"]


def test_an_earlier_answer_is_said_in_later_words():
    english = Wording(WORDS, "en")
    told = english.filled("q.where.label", lambda question: f"“{question}”")
    assert told == "You said “safe”. Where do you not feel safe?"


def test_every_word_that_is_there_is_expected():
    assert set(WORDS["en"]) <= set(expected_keys(SMALL))
