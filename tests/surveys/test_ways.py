"""The walk over every way agrees with trying every answer to every question."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from surveys.questionnaires.definition import Kind, Option, Page, Question, Questionnaire, Skip, holds, route
from surveys.questionnaires.queries.problems.ways import walk

ANSWERS = ["x", "y", "~skipped", "~prefer_not"]
MANY = [[*chosen] for chosen in (("p",), ("q",), ("p", "q"), ("n",))] + ["~skipped", "~prefer_not"]
NUMBERS = [0, 1, 2, 3, 4, 5, "~skipped", "~prefer_not"]


def leaf(earlier):
    tests = []
    for key in earlier:
        if key.startswith("many"):
            values = st.lists(st.sampled_from(["p", "q", "n"]), min_size=1, unique=True)
            tests += [
                st.builds(lambda v, k=key: {"op": "all", "question": k, "values": v}, values),
                st.builds(lambda n, k=key: {"op": "count", "question": k, "least": n}, st.integers(0, 3)),
            ]
        elif key.startswith("number"):
            tests.append(st.builds(lambda n, k=key: {"op": "greater", "question": k, "value": n}, st.integers(-1, 6)))
        else:
            tests.append(
                st.builds(
                    lambda v, k=key: {"op": "equal", "question": k, "value": v},
                    st.sampled_from(["x", "y", *ANSWERS[3:]]),
                )
            )
    return st.one_of(tests)


def rules(earlier):
    if not earlier:
        return st.none()
    return st.none() | st.recursive(
        leaf(earlier),
        lambda inner: (
            st.builds(lambda r: {"op": "not", "rule": r}, inner)
            | st.builds(
                lambda op, rs: {"op": op, "rules": rs}, st.sampled_from(["and", "or"]), st.lists(inner, max_size=2)
            )
        ),
        max_leaves=3,
    )


def question(key, rule):
    if key.startswith("many"):
        return Question(key, Kind.SEVERAL, (Option("p"), Option("q"), Option("n", exclusive=True)), rule=rule)
    if key.startswith("number"):
        return Question(key, Kind.NUMBER, least=0, greatest=5, rule=rule)
    return Question(key, Kind.SINGLE, (Option("x"), Option("y")), rule=rule)


@st.composite
def questionnaires(draw):
    keys = ["a", "many", "number", "b"]
    pages = []
    for place, key in enumerate(keys):
        earlier = keys[:place]
        asked = question(key, draw(rules(earlier)))
        skips = ()
        if place + 2 < len(keys) and draw(st.booleans()):
            skips = (Skip(draw(rules([*earlier, key])) or {"op": "and", "rules": []}, f"page_{place + 2}"),)
        pages.append(Page(f"page_{place}", (asked,), rule=draw(rules(earlier)), skips=skips))
    return Questionnaire(tuple(pages))


def answers_to(asked):
    by_kind = {Kind.SEVERAL: MANY, Kind.NUMBER: NUMBERS, Kind.SINGLE: ANSWERS}
    return product(*(by_kind[each.kind] for each in asked))


@given(questionnaires())
def test_what_the_walk_meets_is_what_some_answers_meet(questionnaire):
    asked = list(questionnaire.questions())
    pages, questions, skips = set(), set(), set()
    for answers in answers_to(asked):
        way = route(questionnaire, {each.id: answer for each, answer in zip(asked, answers, strict=True)})
        for stop in way.stops:
            pages.add(stop.page.id)
            questions |= {each.id for each in stop.questions}
            known = {key: way.answers[key] for key in way.answers if before(questionnaire, key, stop.page)}
            skips |= {(stop.page.id, n) for n, skip in enumerate(stop.page.skips) if holds(skip.when, known)}
    met = walk(questionnaire)
    assert (met.pages, met.questions, met.skips, met.is_complete) == (pages, questions, skips, True)


def before(questionnaire, key, page):
    """Whether a question is asked by the end of a page."""
    order = [each.id for each in questionnaire.pages]
    home = next(each.id for each in questionnaire.pages if any(q.id == key for q in each.questions))
    return order.index(home) <= order.index(page.id)
