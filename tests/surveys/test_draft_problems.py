"""What is wrong with a draft is said in plain words, naming the page and the question as editors see them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from surveys.models import Mode, Translation
from surveys.questionnaires.definition import Help, Kind, Option, Page, Question, Questionnaire, Skip
from surveys.questionnaires.queries import checked_draft_of
from tests.factories.surveys import SMALL, WORDS
from tests.surveys.drafting import draft_survey, problems_of

pytestmark = pytest.mark.django_db


def choice(key, *, kind=Kind.SINGLE, options=("yes", "no"), **facts):
    return Question(key, kind, tuple(Option(each) for each in options), **facts)


def is_yes(question):
    return {"op": "equal", "question": question, "value": "yes"}


def asks(*pages, **facts):
    return Questionnaire(tuple(pages), **facts)


def only(questionnaire, texts=None, **facts):
    """The one thing that is wrong."""
    problems = problems_of(questionnaire, texts, **facts)
    assert len(problems) == 1, problems
    return problems[0]


PLAIN = asks(Page("one", (choice("a"),)))


def test_a_whole_draft_has_no_problems():
    assert problems_of(SMALL) == []


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"closes_on": None}, "Dates: Say until which day people can answer."),
        ({"results_on": None}, "Dates: Say by which day the results, and your answer to them, will appear."),
        ({"closes_on": timezone.localdate() - timedelta(days=1)}, "Dates: The last day to answer is over already."),
    ],
)
def test_a_survey_has_dates(facts, said):
    assert only(PLAIN, **facts).startswith(said)


def test_the_last_day_to_answer_may_be_today():
    assert problems_of(PLAIN, closes_on=timezone.localdate()) == []


def test_own_words_need_somebody_who_reads_them():
    own_words = asks(Page("one", (Question("more", Kind.SHORT_TEXT),)))
    nobody = {"reviewer": None, "read_from": None, "read_until": None}
    assert only(own_words, **nobody).startswith("Own words: You ask people for their own words. Name who reads them")
    assert problems_of(own_words) == []


def test_a_survey_asks_something():
    assert only(asks()) == "Questions: Nothing is asked yet. Add a page, and a question on it."


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


@pytest.mark.parametrize(
    ("question", "texts", "said"),
    [
        (choice("a"), {"q.a.label": ""}, "Write the question."),
        (choice("a", options=("yes",)), {}, "Give at least two options to choose from."),
        (choice("a"), {"q.a.option.yes": ""}, "An option has no words."),
        (choice("a"), {"q.a.option.yes": "q.a.option.no"}, "Two options say the same: “q.a.option.no”."),
        (Question("a", Kind.SINGLE, (Option("x"), Option("y", True))), {}, "Only one can be chosen here, so no option"),
        (Question("a", Kind.SEVERAL, (Option("x", True), Option("y", True))), {}, "Every option stands alone"),
        (choice("a", kind=Kind.SEVERAL, greatest=3), {}, "“At most 3” is more than there are options."),
        (Question("a", Kind.NUMBER, least=5, greatest=1), {}, "No number is at least 5 and at most 1."),
        (choice("a", kind=Kind.GRID), {}, "Give at least one row."),
        (choice("a", kind=Kind.GRID, rows=("r",)), {"q.a.row.r": ""}, "A row has no words."),
        (choice("a", kind=Kind.SCALE, options=[str(n) for n in range(1, 13)]), {}, "A scale has at most 11 points"),
    ],
)
def test_a_question_that_is_not_finished_is_told(question, texts, said):
    assert only(asks(Page("one", (question,))), texts).partition(": ")[2].startswith(said)


@pytest.mark.parametrize(
    ("page", "texts", "said"),
    [
        (Page("two", (choice("b"),)), {"page.two.title": ""}, "Page 2: Write a title for this page."),
        (Page("two"), {}, "Page 2 “page.two.title”: This page is empty."),
        (
            Page("two", (choice("b"),), help=(Help("h", is_yes("a")),)),
            {"page.two.help.h.text": ""},
            "Page 2 “page.two.title”: The help on this page needs a title, and words that say where to turn.",
        ),
    ],
)
def test_a_page_that_is_not_finished_is_told(page, texts, said):
    assert only(asks(PLAIN.pages[0], page), texts).startswith(said)


def test_a_page_may_only_say_something():
    assert problems_of(asks(PLAIN.pages[0], Page("two")), {"page.two.text": "Nearly done."}) == []


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (("a", "gone"), "There is no question “gone”."),
        (("a", ""), "Say which two questions."),
        (("a", "a"), "A question cannot be counted together with itself."),
        (("a", "more"), "“q.more.label” is answered in own words, which are never counted together with anything."),
        (("grid", "a"), "“q.grid.label” is a grid: each of its rows is counted by itself, and never together with"),
        (("a", "rank"), "“q.rank.label” puts things in order: each place is counted by itself, and never together"),
        (
            ("some", "a"),
            "“q.some.label” lets people choose several: each is counted by itself, and never together",
        ),
        (("years", "a"), "“q.years.label” has no options to count by. Choose questions with options."),
    ],
)
def test_two_questions_that_are_counted_together_can_be(pair, said):
    options = (Option("yes"), Option("no"))
    others = (
        Question("more", Kind.SHORT_TEXT),
        Question("grid", Kind.GRID, options, rows=("one", "two")),
        Question("rank", Kind.RANKING, options),
        Question("some", Kind.SEVERAL, options),
        Question("years", Kind.NUMBER),
    )
    asked = asks(Page("one", (choice("a"), *others)), crosstabs=(pair,))
    assert only(asked, mode=Mode.COUNTED).startswith(f"Counted together: {said}")


def test_a_survey_that_only_counts_needs_no_pairs():
    assert problems_of(PLAIN, mode=Mode.COUNTED) == []


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("q.b.label", "You said {gone}?", "There is no question of that id"),
        ("q.b.label", "You said {b}?", "That is not answered by then"),
        ("q.b.hint", "You said {c}?", "That is not answered by then"),
        ("q.b.option.yes", "As {text} says", "An answer of that kind is not repeated to people."),
        ("page.one.text", "You said {a}?", "That is not answered by then"),
    ],
)
def test_a_text_repeats_only_what_was_answered_before(key, text, said):
    first = Page("one", (choice("a"), Question("text", Kind.SHORT_TEXT)))
    asked = asks(first, Page("two", (choice("b"),)), Page("three", (choice("c"),)))
    assert said in only(asked, {key: text})
    assert problems_of(asked, {"q.b.label": "You said {a}?", "page.two.text": "{a}"}) == []


def test_nothing_is_repeated_where_no_answer_is_known():
    assert "No answer is known there." in only(PLAIN, thanks="You said {a}.")


def test_the_braces_of_a_translation_are_looked_at_too():
    survey = draft_survey(languages=["ur"])
    Translation.objects.create(survey=survey, language="ur", texts={"q.where.label": {"text": "{gone}?", "of": "x"}})
    said = [f"{each.where}: {each.text}" for each in checked_draft_of(survey).problems]
    assert said == [
        f"Page 2 “Places”, question 1 “{WORDS['en']['q.where.label']}”: “{{gone}}?” (Urdu) holds {{gone}}. "
        "There is no question of that id: choose one that is there, or write the words."
    ]
