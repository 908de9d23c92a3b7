"""Several publish the same draft at the same moment: one version is made, and it goes on with the one before it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from surveys.questionnaires.operations import publish
from tests.surveys.drafting import draft_survey, reworded

pytestmark = pytest.mark.django_db(transaction=True)
RIVALS = 12


def test_of_many_who_publish_at_once_one_makes_the_next_version(rivals):
    survey = draft_survey()
    publish(survey=survey, by=None, at=timezone.now() - timedelta(days=8))
    reworded(survey, q__safe__label="Did you feel safe last year?")
    outcomes = rivals.race("publish_survey", survey.pk, list(range(RIVALS)))
    assert outcomes == {"published": 1, "NothingToPublish": RIVALS - 1}
    mapped = survey.versions.get(number=2).mapping["questions"]
    assert (survey.versions.count(), "safe" in mapped, mapped["age"]) == (2, False, "age")


def test_of_many_who_launch_a_survey_at_once_one_does(rivals):
    survey = draft_survey()
    assert rivals.race("publish_survey", survey.pk, list(range(RIVALS))) == {
        "published": 1, "NothingToPublish": RIVALS - 1,
    }  # fmt: skip
    assert survey.versions.get().mapping == {}
