"""Versions of a survey are counted together where editors said that they ask the same, and nowhere else."""

import pytest

from surveys.questionnaires.definition import Kind, Option, Page, Question, Questionnaire
from surveys.results.queries.counting import count, ground_of
from surveys.results.queries.ground import Placed
from surveys.results.queries.joined import joined
from surveys.results.queries.selections import Selection
from tests.factories import launched_survey
from tests.factories.surveys import publish_version
from tests.surveys.answered import lay

pytestmark = pytest.mark.django_db


def asking(name, *options):
    return Questionnaire((Page("one", (Question(name, Kind.SINGLE, tuple(map(Option, options))),)),))


def words(name, **options):
    texts = {f"q.{name}.option.{option}": text for option, text in options.items()}
    return {"en": {f"q.{name}.label": f"About {name}?", **texts}}


@pytest.fixture
def survey():
    return launched_survey(questionnaire=asking("safe", "yes", "no"), words=words("safe", yes="Yes", no="No"))


def second_version(survey, mapping, *options):
    told = words("feel_safe", **{option: option.capitalize() for option in options})
    return publish_version(survey, questionnaire=asking("feel_safe", *options), words=told, mapping=mapping)


def numbers(ground, key, **facts):
    counted = count(ground, **facts)
    return {each.key: counted.numbers["", Placed(key, each.key)] for each in ground.shown[key].categories}


def test_a_question_with_another_name_is_counted_as_the_one_it_follows(survey):
    first = survey.versions.get()
    mapping = {"questions": {"feel_safe": "safe"}, "options": {"feel_safe": {"often": "yes", "never": "no"}}}
    second = second_version(survey, mapping, "often", "never")
    lay(first, [{"safe": "yes"}] * 3 + [{"safe": "no"}, {"safe": "~prefer_not"}])
    lay(second, [{"feel_safe": "often"}] * 4)
    ground = ground_of(survey)
    told = {"often": 7, "never": 1, "~prefer_not": 1, "~skipped": 0}
    assert (list(ground.shown), numbers(ground, "feel_safe")) == (["feel_safe"], told)


def test_groups_and_selections_know_each_version_s_own_names(survey):
    first = survey.versions.get()
    mapping = {"questions": {"feel_safe": "safe"}, "options": {"feel_safe": {"often": "yes", "never": "no"}}}
    second = second_version(survey, mapping, "often", "never")
    lay(first, [{"safe": "yes"}] * 3)
    lay(second, [{"feel_safe": "often"}] * 4 + [{"feel_safe": "never"}])
    ground = ground_of(survey)
    assert count(ground, by="~version").people == {"1": 3, "2": 5}
    assert count(ground, by="feel_safe").people == {"often": 7, "never": 1}
    assert count(ground, Selection(group=("feel_safe", "often"))).people == {"": 7}
    assert count(ground, Selection(version=1)).people == {"": 3}


def test_an_option_that_nothing_follows_is_counted_by_itself(survey):
    first = survey.versions.get()
    mapping = {"questions": {"feel_safe": "safe"}, "options": {"feel_safe": {"often": "yes"}}}
    second = second_version(survey, mapping, "often", "never")
    lay(first, [{"safe": "no"}] * 2)
    lay(second, [{"feel_safe": "never"}])
    told = {"often": 0, "never": 1, "no": 2, "~prefer_not": 0, "~skipped": 0}
    assert numbers(ground_of(survey), "feel_safe") == told


def test_what_no_mapping_names_stays_apart_however_alike_it_looks(survey):
    first = survey.versions.get()
    second = publish_version(survey, questionnaire=asking("safe", "yes", "no"), words=words("safe", yes="Y", no="N"))
    lay(first, [{"safe": "yes"}] * 2)
    lay(second, [{"safe": "yes"}] * 5)
    ground = ground_of(survey)
    assert list(ground.shown) == ["safe", "safe_v1"]
    assert (numbers(ground, "safe")["yes"], numbers(ground, "safe_v1")["yes"]) == (5, 2)


def test_words_are_those_of_the_last_version_that_had_them(survey):
    mapping = {"questions": {"feel_safe": "safe"}, "options": {"feel_safe": {"often": "yes"}}}
    second_version(survey, mapping, "often", "never")
    found = joined(survey)
    [asked] = found.questions
    assert found.label(asked) == "About feel_safe?"
    assert [found.option(asked, option.id) for option in asked.question.options] == ["Often", "Never", "No"]


def test_three_versions_are_joined_through_the_one_between(survey):
    first = survey.versions.get()
    second_version(
        survey, {"questions": {"feel_safe": "safe"}, "options": {"feel_safe": {"often": "yes"}}}, "often", "never"
    )
    mapping = {"questions": {"now": "feel_safe"}, "options": {"now": {"always": "often"}}}
    publish_version(survey, questionnaire=asking("now", "always"), words=words("now", always="Always"), mapping=mapping)
    lay(first, [{"safe": "yes"}] * 6)
    assert numbers(ground_of(survey), "now")["always"] == 6
