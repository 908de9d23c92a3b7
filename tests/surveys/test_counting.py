"""Counting in one pass says what counting one by one says, whatever was answered and however it is kept."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from surveys.models import Mode
from surveys.questionnaires.definition import Kind
from surveys.results.queries.counting import count, ground_of
from surveys.results.queries.selections import Selection
from tests.factories import launched_survey
from tests.surveys.answered import FULL, FULL_WORDS, lay, settled, version_of

QUESTIONS = {question.id: question for question in FULL.questions()}
PERIODS = ("2026-W09", "2026-W10", "2026-W14")
MONTHS = {"2026-W09": "2026-02", "2026-W10": "2026-03", "2026-W14": "2026-04"}


def one_by_one(ground, people, group_of=lambda answers, number: ""):
    """The same counts, made slowly and plainly from each person's answers."""
    numbers, asked = Counter(), Counter()
    for number, answers in enumerate(people):
        group = group_of(answers, number)
        if group is None:
            continue
        for key, answer in answers.items():
            for part, said in slowly(QUESTIONS[key], answer):
                name = f"{key}.{part}" if part else key
                asked[group, name] += 1
                for each in said:
                    numbers[group, name, ground.dimensions[name].place(str(each))] += 1
    return numbers, asked


def slowly(question, answer):
    """Each part of a question with what was said to it."""
    whole = isinstance(answer, str) and answer.startswith("~")
    if question.kind is Kind.GRID:
        return [(row, [answer if whole else answer.get(row, "~skipped")]) for row in question.rows]
    if question.kind is Kind.RANKING:
        return [(o.id, [answer if whole else answer.index(o.id) + 1]) for o in question.options]
    return [("", answer if isinstance(answer, list) else [answer])]


def as_plain(counted):
    return Counter({(group, *placed): n for (group, placed), n in counted.numbers.items()}), counted.asked


class EveryMode(TestCase):
    """Random answers in each mode."""

    @settings(max_examples=12)
    @given(st.lists(settled(FULL), max_size=8), st.sampled_from(list(Mode)))
    def test_every_question_is_counted_as_one_by_one(self, people, mode):
        survey = launched_survey(mode=mode, questionnaire=FULL, words=FULL_WORDS)
        lay(version_of(survey), people)
        ground = ground_of(survey)
        assert as_plain(count(ground)) == one_by_one(ground, people)

    @settings(max_examples=12)
    @given(st.lists(settled(FULL), max_size=8), st.sampled_from([Mode.PAIRED, Mode.ANONYMOUS]))
    def test_groups_are_counted_as_one_by_one(self, people, mode):
        survey = launched_survey(mode=mode, questionnaire=FULL, words=FULL_WORDS)
        lay(version_of(survey), people, periods=PERIODS)
        ground = ground_of(survey)
        for by in ("age", "years", "who.family", "~period"):
            question, _, row = by.partition(".")

            def group_of(answers, number, by=by, question=question, row=row):
                if by == "~period":
                    return MONTHS[PERIODS[number % 3]]
                if question not in answers:
                    return None
                answer = answers[question]
                said = answer.get(row, "~skipped") if isinstance(answer, dict) else answer
                return ground.dimensions[by].place(str(said))

            assert as_plain(count(ground, by=by)) == one_by_one(ground, people, group_of)

    @settings(max_examples=12)
    @given(st.lists(settled(FULL), max_size=8))
    def test_only_those_selected_are_counted(self, people):
        survey = launched_survey(questionnaire=FULL, words=FULL_WORDS)
        lay(version_of(survey), people, periods=PERIODS, about=("", "ACE1"))
        ground = ground_of(survey)
        for selection, is_chosen in (
            (Selection(about="ACE1"), lambda answers, n: n % 2 == 1),
            (Selection(period="2026-03"), lambda answers, n: n % 3 == 1),
            (Selection(group=("age", "under_16")), lambda answers, n: answers["age"] == "under_16"),
            (Selection(group=("where", "street")), lambda answers, n: "street" in answers.get("where", [])),
            (Selection(group=("age", "~prefer_not")), lambda answers, n: answers["age"] == "~prefer_not"),
        ):
            chosen = [answers for n, answers in enumerate(people) if is_chosen(answers, n)]
            counted = count(ground, selection)
            assert as_plain(counted) == one_by_one(ground, chosen)
            assert counted.people.total() == len(chosen)


@pytest.mark.django_db
@pytest.mark.parametrize("mode", Mode)
def test_people_are_counted_in_every_mode(mode):
    survey = launched_survey(mode=mode, questionnaire=FULL, words=FULL_WORDS)
    lay(version_of(survey), [{"safe": "yes", "age": "16_24"}] * 3, about=("", "ACE1"))
    ground = ground_of(survey)
    assert (count(ground).people.total(), count(ground, Selection(about="ACE1")).people.total()) == (3, 1)


@pytest.mark.django_db
def test_a_row_that_was_not_shuffled_yet_is_not_counted():
    survey = launched_survey()
    lay(version_of(survey), [{"safe": "yes"}] * 12, is_released=False)
    assert count(ground_of(survey)).people.total() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("mode", [Mode.ANONYMOUS, Mode.COUNTED])
def test_a_survey_of_any_size_is_counted_in_few_statements(mode, django_assert_num_queries):
    survey = launched_survey(mode=mode)
    lay(version_of(survey), [{"safe": "yes", "age": "16_24"}] * 30)
    with django_assert_num_queries(1):
        ground = ground_of(survey)
    with django_assert_num_queries(2 if mode == Mode.ANONYMOUS else 1):
        count(ground)
