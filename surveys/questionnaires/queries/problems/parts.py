"""What is missing from, or wrong with, a page, a question or its options by itself."""

from collections import Counter
from collections.abc import Iterable, Iterator

from surveys.questionnaires.definition import (
    IN_OWN_WORDS,
    ONE_OPTION,
    WITH_OPTIONS,
    Kind,
    Page,
    Question,
    Questionnaire,
)
from surveys.questionnaires.definition.words import help_key, option_key, page_key, row_key
from surveys.questionnaires.queries.problems.names import QUESTIONS, Names, Problem

NEVER_CROSSED = {
    Kind.GRID: "is a grid: each of its rows is counted by itself, and never together with another question.",
    Kind.RANKING: "puts things in order: each place is counted by itself, and never together with another question.",
    Kind.SEVERAL: "lets people choose several: each is counted by itself, and never together with another question.",
    **dict.fromkeys(IN_OWN_WORDS, "is answered in own words, which are never counted together with anything."),
}
NO_OPTIONS = "has no options to count by. Choose questions with options."
MOST_POINTS = 11


def part_problems(questionnaire: Questionnaire, names: Names) -> Iterator[Problem]:
    """Page by page, question by question; then the pairs that are counted together."""
    yield from _same_ids(questionnaire)
    for page in questionnaire.pages:
        yield from _page(page, names)
        for question in page.questions:
            for text in _question(question, names):
                yield names.at_question(question, text)
    yield from _pairs(questionnaire, names)


def _same_ids(questionnaire: Questionnaire) -> Iterator[Problem]:
    for what, ids in (
        ("pages", [page.id for page in questionnaire.pages]),
        ("questions", [question.id for question in questionnaire.questions()]),
    ):
        for key in _twice(ids):
            yield Problem(QUESTIONS, f"Two {what} have the same id, “{key}”. Take one out and write it anew.")


def _twice(values: Iterable[str]) -> list[str]:
    return [value for value, number in Counter(values).items() if number > 1]


def _page(page: Page, names: Names) -> Iterator[Problem]:
    said = names.wording.text
    if not said(page_key(page.id, "title")):
        yield names.at_page(page, "Write a title for this page.")
    if not page.questions and not said(page_key(page.id, "text")):
        yield names.at_page(page, "This page is empty. Ask something on it, write something on it, or take it out.")
    for each in page.help:
        if not (said(help_key(page.id, each.id, "title")) and said(help_key(page.id, each.id, "text"))):
            yield names.at_page(page, "The help on this page needs a title, and words that say where to turn.")


def _question(question: Question, names: Names) -> Iterator[str]:
    if not names.label(question):
        yield "Write the question."
    if question.kind in WITH_OPTIONS:
        yield from _options(question, names)
    if question.kind == Kind.GRID:
        yield from _rows(question, names)
    least, greatest = question.least, question.greatest
    if question.kind == Kind.NUMBER and least is not None and greatest is not None and least > greatest:
        yield f"No number is at least {least} and at most {greatest}."
    if question.kind == Kind.SEVERAL and question.greatest and question.greatest > len(question.options):
        yield f"“At most {question.greatest}” is more than there are options."


def _options(question: Question, names: Names) -> Iterator[str]:
    texts = [names.wording.text(option_key(question.id, option.id)) for option in question.options]
    if len(question.options) < 2:
        yield "Give at least two options to choose from."
    if question.kind == Kind.SCALE and len(question.options) > MOST_POINTS:
        yield f"A scale has at most {MOST_POINTS} points, and here are words for {len(question.options)}."
    if question.kind != Kind.SCALE and "" in texts:
        yield "An option has no words."
    yield from (f"Two options say the same: “{text}”." for text in _twice(text for text in texts if text))
    yield from (f"Two options have the same id, “{key}”." for key in _twice(each.id for each in question.options))
    if question.kind != Kind.SEVERAL and any(option.exclusive for option in question.options):
        yield "Only one can be chosen here, so no option needs to stand alone. Take that mark away."
    if question.kind == Kind.SEVERAL and question.options and all(option.exclusive for option in question.options):
        yield "Every option stands alone, so only one could be chosen. Make it a question of the kind “Choose one”."


def _rows(question: Question, names: Names) -> Iterator[str]:
    texts = [names.wording.text(row_key(question.id, row)) for row in question.rows]
    if not texts:
        yield "Give at least one row."
    if "" in texts:
        yield "A row has no words."
    yield from (f"Two rows say the same: “{text}”." for text in _twice(text for text in texts if text))


def _pairs(questionnaire: Questionnaire, names: Names) -> Iterator[Problem]:
    where, ids = "Counted together", {question.id: question for question in questionnaire.questions()}
    for pair in questionnaire.crosstabs:
        for key in pair:
            if key not in ids:
                yield Problem(where, f"There is no question “{key}”." if key else "Say which two questions.")
            elif ids[key].kind not in ONE_OPTION:
                yield Problem(where, f"“{names.label(ids[key])}” {NEVER_CROSSED.get(ids[key].kind, NO_OPTIONS)}")
        if pair[0] and pair[0] == pair[1]:
            yield Problem(where, "A question cannot be counted together with itself.")
    pairs = [" and ".join(sorted(pair)) for pair in questionnaire.crosstabs]
    yield from (Problem(where, f"This pair is there twice: {pair}.") for pair in _twice(pairs))
