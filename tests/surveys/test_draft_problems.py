"""What is wrong with a draft is said in plain words, naming the page and the question as editors see them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from surveys.models import Mode, Translation
from surveys.questionnaires.definition import Help, Kind, Option, Page, Question
from surveys.questionnaires.queries import checked_draft_of
from tests.factories.surveys import SMALL, WORDS
from tests.surveys.drafting import PLAIN, asks, choice, draft_survey, is_yes, only, problems_of

pytestmark = pytest.mark.django_db


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
