"""What is wrong with the conditions, skips and help of a draft: what waits for itself, looks ahead, or is never met."""

import pytest

from surveys.questionnaires.definition import Help, Kind, Option, Page, Question, Skip
from surveys.questionnaires.queries import checked_draft_of
from tests.surveys.drafting import PLAIN, asks, choice, draft_survey, is_yes, only, problems_of

pytestmark = pytest.mark.django_db


def test_two_pages_that_depend_on_each_other_wait_for_each_other():
    first = Page("one", (choice("a"),), rule=is_yes("b"))
    second = Page("two", (choice("b", rule=is_yes("a")),))
    said = only(asks(first, second), {"page.one.title": "Places", "page.two.title": "People"})
    assert said == (
        "Page 1 “Places” and page 2 “People”: These wait for each other: each depends on an answer that is given on "
        "the other, so nobody would ever see either. Take one of the two conditions away."
    )


def test_three_pages_in_a_ring_wait_for_each_other():
    pages = [Page(key, (choice(key),), rule=is_yes(needs)) for key, needs in (("a", "c"), ("b", "a"), ("c", "b"))]
    assert "These wait for each other" in only(asks(*pages))


def test_a_question_does_not_wait_for_itself():
    assert "It waits for itself" in only(asks(Page("one", (choice("a"), choice("b", rule=is_yes("b"))))))


def test_a_condition_does_not_look_ahead():
    first, second = Page("one", (choice("a", rule=is_yes("b")),)), Page("two", (choice("b"),))
    said = only(asks(first, second), {"q.b.label": "Are you well?", "page.two.title": "Health"})
    assert said == (
        "Page 1 “page.one.title”, question 1 “q.a.label”: Its condition is about “Are you well?”, which is asked "
        "later, on page 2 “Health”. Choose an earlier question, or move this."
    )


def test_a_condition_is_about_an_earlier_page_and_not_about_its_own():
    both = Page("one", (choice("a"), choice("b", rule=is_yes("a"))))
    assert "is asked on this same page" in only(asks(both))
    assert "is asked on this same page" in only(asks(Page("one", (choice("a"),), rule=is_yes("a"))))


def test_help_and_skips_may_be_about_the_answers_of_their_own_page():
    page = Page("one", (choice("a"),), help=(Help("h", is_yes("a")),), skips=(Skip(is_yes("a"), "three"),))
    assert problems_of(asks(page, Page("two", (choice("b"),)), Page("three", (choice("c"),)))) == []
    later = Page("one", (choice("a"),), help=(Help("h", is_yes("b")),))
    assert "is asked later" in only(asks(later, Page("two", (choice("b"),))))


@pytest.mark.parametrize("to", ["one", "two"])
def test_a_skip_never_leads_back(to):
    skipping = Page("two", (choice("b"),), skips=(Skip(is_yes("b"), to),))
    said = only(asks(Page("one", (choice("a"),)), skipping))
    assert said.startswith("Page 2 “page.two.title”: A skip to page ")
    assert "people would go round and round" in said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (is_yes("gone"), "A condition is about “gone”, and there is no such question."),
        (is_yes("?"), "A condition does not say which answer it is about."),
        (is_yes("grid.gone"), "A condition is about the row “gone” of “q.grid.label”, which has no such row."),
        ({"op": "any", "question": "a", "values": []}, "A condition about “q.a.label” names no option."),
        ({"op": "any", "question": "a", "values": ["maybe"]}, "A condition is about the option “maybe” of “q.a.label”"),
        ({"op": "any", "question": "a", "values": ["~uncomfortable"]}, "A condition is about the option “~uncomfor"),
        ({"op": "greater", "question": "a", "value": 1}, "A condition tests “q.a.label” in a way that this kind of"),
        ({"op": "count", "question": "grid.row", "least": 1}, "A condition tests “q.grid.label” in a way that this"),
        ({"op": "any", "question": "text", "values": ["x"]}, "A condition tests “q.text.label” in a way that this"),
        ({"op": "not", "rule": {"op": "or", "rules": [is_yes("gone")]}}, "A condition is about “gone”, and there is"),
    ],
)
def test_a_condition_is_find_about_is_there(rule, said):
    grid = Question("grid", Kind.GRID, (Option("yes"), Option("no")), rows=("row",))
    first = Page("one", (choice("a"), grid, Question("text", Kind.SHORT_TEXT)))
    problem = only(asks(first, Page("two", (choice("b", rule=rule),))))
    assert problem.startswith(f"Page 2 “page.two.title”, question 1 “q.b.label”: {said}")


def test_a_condition_may_be_about_a_refusal():
    for value, sensitive in (("~prefer_not", False), ("~uncomfortable", True)):
        first = Page("one", (choice("a", sensitive=sensitive),))
        rule = {"op": "equal", "question": "a", "value": value}
        assert problems_of(asks(first, Page("two", (choice("b"),), rule=rule))) == []


@pytest.mark.parametrize(("to", "said"), [("gone", "there is no page “gone”"), ("", "it does not say which page")])
def test_a_skip_leads_somewhere(to, said):
    assert only(asks(Page("one", (choice("a"),), skips=(Skip(is_yes("a"), to),)))).endswith(f"leads nowhere: {said}.")


def test_a_page_that_no_answers_lead_to_is_told():
    both = {"op": "and", "rules": [is_yes("a"), {"op": "equal", "question": "a", "value": "no"}]}
    said = only(asks(PLAIN.pages[0], Page("two", (choice("b"),), rule=both)))
    assert said.startswith("Page 2 “page.two.title”: Nobody would ever see this page: no answers lead to it.")
    either = {"op": "or", "rules": both["rules"]}
    assert problems_of(asks(PLAIN.pages[0], Page("two", (choice("b"),), rule=either))) == []


def test_a_page_between_a_skip_that_everybody_takes_and_its_end_is_told():
    always = {"op": "or", "rules": [is_yes("a"), {"op": "not", "rule": is_yes("a")}]}
    skipping = Page("one", (choice("a"),), skips=(Skip(always, "three"),))
    said = only(asks(skipping, Page("two", (choice("b"),)), Page("three", (choice("c"),))))
    assert said.startswith("Page 2 “page.two.title”: Nobody would ever see this page")


def test_a_question_help_or_skip_that_can_never_be_met_is_told():
    few = {"op": "count", "question": "many", "least": 3}  # of two that can be chosen
    many = choice("many", kind=Kind.SEVERAL, options=("x", "y", "z"), greatest=2)
    first = Page("one", (many,), help=(Help("h", few),), skips=(Skip(few, "three"),))
    second = Page("two", (choice("b"), choice("c", rule=few)))
    problems = problems_of(asks(first, second, Page("three", (choice("d"),))))
    assert [each.partition(": ")[2] for each in problems] == [
        "A skip on this page is never taken: its condition can never hold.",
        "The help on this page is never shown: its condition can never hold.",
        "Nobody would ever see this question: its condition can never hold.",
    ]


def test_an_option_that_stands_alone_is_never_chosen_with_another():
    options = (Option("x"), Option("none", exclusive=True))
    many = Question("many", Kind.SEVERAL, options)
    rule = {"op": "all", "question": "many", "values": ["x", "none"]}
    assert "Nobody would ever see this page" in only(asks(Page("one", (many,)), Page("two", (choice("b"),), rule=rule)))


def test_where_there_are_too_many_ways_each_condition_is_tried_by_itself():
    options = tuple("abcdefgh")
    questions = tuple(choice(f"q{n}", kind=Kind.SEVERAL, options=options) for n in range(3))
    rules = [{"op": "any", "question": each.id, "values": list(options)} for each in questions]
    impossible = {"op": "count", "question": "q1", "least": 9}
    together = {"op": "and", "rules": rules}
    pages = [Page("one", questions), Page("two", (choice("b"),), rule=together)]
    survey = draft_survey(asks(*pages), {"page.one.title": "One"})
    draft = checked_draft_of(survey)
    assert [each[:50] for each in draft.notes] == ["There are too many ways through this survey to try"]
    never = problems_of(asks(*pages, Page("three", (choice("c"),), rule=impossible)))
    assert never == ["Page 3 “page.three.title”: Nobody would ever see this page: its condition can never hold."]
