"""The demonstration's surveys: what is open, what is closed, and that what was invented hangs together."""

from collections import Counter
from datetime import UTC, datetime
from random import Random

import pytest
import time_machine
from django.db import transaction

from cms.starter.demo.surveys.loading import RESPONSES, load_closed_survey, load_surveys
from cms.starter.demo.surveys.respondents import invent_answers
from cms.starter.parts import PARTS
from cms.starter.surveys.insight import INSIGHT
from surveys.models import AnonymousResponse, HeldText, Survey, SurveyStatus
from surveys.questionnaires.definition import NotAnAnswer, check
from surveys.questionnaires.queries import current_version, questionnaire_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NEEDED = (
    "areas",
    "roles",
    "sectors",
    "frameworks",
    "courses",
    "staff roles",
    "questionnaires",
    "organisations",
    "people",
)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Loaded once for all tests here, and taken away after them: each test works inside this transaction."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        for part in PARTS:
            if part.key in NEEDED:
                part.load(NOW)
        load_surveys(NOW)
        load_closed_survey(NOW)
        yield
        transaction.set_rollback(True)


def answers_of(slug):
    return list(AnonymousResponse.objects.filter(version__survey__slug=slug).values_list("answers", flat=True))


def test_two_surveys_are_open_one_is_closed_and_one_is_a_draft(loaded):
    stand = {survey.slug: survey.status_at(NOW) for survey in Survey.objects.all()}
    assert stand == {
        "feeling-safe": SurveyStatus.OPEN,
        "how-was-the-course": SurveyStatus.OPEN,
        "feeling-safe-first-survey": SurveyStatus.CLOSED,
        "before-and-after": SurveyStatus.DRAFT,
    }


def test_every_invented_answer_is_one_that_could_have_been_sent(loaded):
    for slug, number in (("feeling-safe-first-survey", RESPONSES), ("how-was-the-course", 64)):
        questionnaire = questionnaire_of(current_version(Survey.objects.get(slug=slug)))
        kept = answers_of(slug)
        assert len(kept) == number
        for answers in kept:
            for question, answer in answers.items():
                try:
                    check(questionnaire.question(question), answer)
                except NotAnAnswer as error:
                    pytest.fail(str(error))


def test_whoever_feels_less_safe_stays_away_from_more_places(loaded):
    kept = answers_of("feeling-safe-first-survey")

    def share(feeling):
        of_them = Counter(each["no_go"] for each in kept if each["feel_safe"] == feeling)
        return of_them["many"] / of_them.total()

    assert share("not_at_all") > 2 * share("mostly") > 0


def test_what_is_said_to_have_been_heard_is_so(loaded):
    kept = answers_of("feeling-safe-first-survey")

    def share_who_feel_safe(of):
        feelings = Counter(each["feel_safe"] for each in of if not each["feel_safe"].startswith("~"))
        return (feelings["very"] + feelings["mostly"]) / feelings.total()

    young = [each for each in kept if each["age_band"] in ("from_14_to_15", "from_16_to_17", "from_18_to_24")]
    disabled = [each for each in kept if each["disability"] in ("a_lot", "a_little")]
    assert share_who_feel_safe(kept) > 0.5
    assert max(share_who_feel_safe(young), share_who_feel_safe(disabled)) < share_who_feel_safe(kept)
    places = Counter(place for each in kept for place in each.get("no_go_where", []) if len(place) > 1)
    assert {place for place, _ in places.most_common(2)} == {"streets", "parks"}
    helps = Counter(each for answers in kept for each in answers["would_help"] if len(each) > 1)
    assert [each for each, _ in helps.most_common(2)] == ["things_to_do", "adults_listen"]


def test_most_who_answered_are_young(loaded):
    ages = Counter(answers["age_band"] for answers in answers_of("feeling-safe-first-survey"))
    young = sum(ages[age] for age in ("under_11", "from_11_to_13", "from_14_to_15", "from_16_to_17", "from_18_to_24"))
    assert young > ages.total() * 0.7


def test_the_same_is_invented_every_time():
    first, again, other = (list(invent_answers(INSIGHT, 20, ["A club."], Random(seed))) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_the_results_of_the_closed_survey_can_be_read_by_everybody(loaded, client):
    said = client.get("/surveys/feeling-safe-first-survey/results/").text
    assert ("These answers are invented" in said, "About 1200 people answered." in said) == (True, True)


def test_everything_is_released_and_read_and_no_row_has_a_day(loaded):
    assert not AnonymousResponse.objects.filter(is_released=False).exists()
    assert set(HeldText.objects.values_list("state", flat=True)) == {"kept"}
    periods = {period[5] for period in AnonymousResponse.objects.values_list("period", flat=True)}
    assert periods == {"W", "Q"}
