"""Answers to the small questionnaire of the factories, at random or as told, laid in the table of a survey's mode."""

import random
import uuid

from hypothesis import strategies as st

from surveys.models import AnonymousResponse, Mode, NamedResponse, PairedResponse
from surveys.questionnaires.definition import IN_OWN_WORDS, Kind, Option, Page, Question, Questionnaire, route
from surveys.questionnaires.queries import questionnaire_of
from surveys.responses.operations.tallying import add_numbers
from surveys.responses.queries.tallying import cells
from tests.factories import PersonFactory
from tests.factories.surveys import SMALL, WORDS

LIVING = Question("living", Kind.DISTRICT)
SINCE = Question("since", Kind.MONTH)
BORN = Question("born", Kind.YEAR)
SPENT = Question("spent", Kind.NUMBER)
FULL = Questionnaire((*SMALL.pages, Page("more_about_you", (LIVING, SINCE, BORN, SPENT))), crosstabs=SMALL.crosstabs)
FULL_WORDS = {
    **WORDS,
    "en": {
        **WORDS["en"],
        "q.living.label": "Which part of the region?",
        "q.since.label": "Since when?",
        "q.born.label": "When were you born?",
        "q.spent.label": "How much do you spend?",
    },
}
LEFT = ["~prefer_not", "~skipped"]


def an_answer(question: Question):
    """Any answer to a question, or what stands in place of one."""
    ids = [option.id for option in question.options]
    told = {
        Kind.SEVERAL: st.one_of(
            st.just(["nowhere"]), st.lists(st.sampled_from(ids[:-1]), min_size=1, unique=True).map(sorted)
        ),
        Kind.GRID: st.dictionaries(st.sampled_from(question.rows), st.sampled_from(ids), min_size=1)
        if question.rows
        else st.nothing(),
        Kind.RANKING: st.permutations(ids),
        Kind.NUMBER: st.integers(question.least or 0, question.greatest or 5_000),
        Kind.MONTH: st.sampled_from(["2019-01", "2020-12", "2024-05"]),
        Kind.YEAR: st.sampled_from(["1999", "2004", "2011"]),
        Kind.DISTRICT: st.sampled_from(["AB1", "AB2", "CD34"]),
    }.get(question.kind, st.sampled_from(ids) if ids else st.nothing())
    return st.one_of(told, st.sampled_from([*LEFT, *(["~uncomfortable"] if question.sensitive else [])]))


def settled(questionnaire: Questionnaire):
    """What is kept of anybody's answers: those on the way that they make."""
    kept = [question for question in questionnaire.questions() if question.kind not in IN_OWN_WORDS]
    whole = st.fixed_dictionaries({question.id: an_answer(question) for question in kept})
    return whole.map(lambda answers: dict(route(questionnaire, answers).answers))


def lay(version, answers, *, periods=("2026-W10",), about=("",), is_released=True) -> None:
    """Rows of these answers, or their totals, in the table of the survey's mode. Periods and courses take turns."""
    mode = Mode(version.survey.mode)
    if mode == Mode.COUNTED:
        for number, each in enumerate(answers):
            told = cells(questionnaire_of(version), each)
            add_numbers(version=version, about=about[number % len(about)], numbers=told)
        return
    table = {Mode.NAMED: NamedResponse, Mode.PAIRED: PairedResponse, Mode.ANONYMOUS: AnonymousResponse}[mode]
    rows = []
    for number, each in enumerate(answers):
        facts = {"period": periods[number % len(periods)], "about": about[number % len(about)]}
        facts |= {"wave": "before"} if mode == Mode.PAIRED else {}
        if mode == Mode.NAMED:
            facts |= {"person": PersonFactory(), "survey": version.survey, "answered_on": "2026-03-10"}
        rows.append(table(version=version, answers=each, is_released=is_released, **facts))
    table.objects.bulk_create(rows)


def crowd(number: int, *, seed: int = 1, questionnaire: Questionnaire = SMALL) -> list[dict]:
    """Many people's answers, always the same ones: enough in each answer to be shown."""
    chance = random.Random(seed)
    everybody = [dict(route(questionnaire, _of_somebody(questionnaire, chance)).answers) for _ in range(number)]
    own_words = {question.id for question in questionnaire.questions() if question.kind in IN_OWN_WORDS}
    return [{key: said for key, said in answers.items() if key not in own_words} for answers in everybody]


def _of_somebody(questionnaire: Questionnaire, chance: random.Random) -> dict:
    answers = {}
    for question in questionnaire.questions():
        ids = [option.id for option in question.options]
        if chance.random() < 0.1:
            answers[question.id] = chance.choice(LEFT)
        elif question.kind is Kind.SEVERAL:
            answers[question.id] = sorted(chance.sample(ids[:-1], chance.randint(1, len(ids) - 1)))
        elif question.kind is Kind.GRID:
            answers[question.id] = {row: chance.choice(ids) for row in question.rows}
        elif question.kind is Kind.RANKING:
            answers[question.id] = chance.sample(ids, len(ids))
        elif question.kind is Kind.NUMBER:
            answers[question.id] = chance.randint(question.least or 0, question.greatest or 500)
        elif ids:
            answers[question.id] = chance.choice(ids)
        else:
            answers[question.id] = {
                Kind.MONTH: "2024-05", Kind.YEAR: "2004", Kind.DISTRICT: "AB1", Kind.LONG_TEXT: "Words"
            }[question.kind]  # fmt: skip
    return answers


def new_key() -> uuid.UUID:
    return uuid.uuid4()


def version_of(survey):
    return survey.versions.order_by("-number").first()


def extra_option(question: Question, name: str) -> Question:
    """The same question with one more option."""
    return Question(question.id, question.kind, (*question.options, Option(name)))
