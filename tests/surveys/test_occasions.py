"""Occasions that others hand over: what they are about, and which of them were answered."""

import pytest

from surveys.models import Spent
from surveys.responses.queries import occasions
from surveys.responses.queries.papers import digest_of
from tests.factories import launched_survey

pytestmark = pytest.mark.django_db


def send(survey, occasion):
    Spent.objects.create(survey=survey, digest=digest_of(survey.pk, occasion))


def test_it_is_known_which_occasions_were_answered_and_in_which_survey():
    survey, other = launched_survey(), launched_survey()
    send(survey, "a")
    send(survey, "never asked about")
    send(other, "b")
    assert occasions.answered(survey, ["a", "b", "c"]) == {"a"}
    assert occasions.answered(other, ["a", "b", "c"]) == {"b"}
    assert occasions.answered(survey, []) == frozenset()


def test_many_are_asked_about_at_once(django_assert_num_queries):
    survey = launched_survey()
    send(survey, "occasion 0")
    send(survey, "occasion 999")
    with django_assert_num_queries(2):
        found = occasions.answered(survey, [f"occasion {number}" for number in range(2 * occasions.AT_ONCE)])
    assert found == {"occasion 0", "occasion 999"}


def test_whoever_handed_an_occasion_out_says_what_it_is_about(monkeypatch):
    survey, other = launched_survey(), launched_survey()
    handed_out = {(survey.pk, "a"): occasions.About("TIP-101", "Trauma")}
    monkeypatch.setattr(
        occasions, "about_of", [lambda *_: None, lambda survey, occasion: handed_out.get((survey.pk, occasion))]
    )
    assert occasions.about_what(survey, "a") == ("TIP-101", "Trauma")
    assert occasions.about_what(other, "a") is occasions.about_what(survey, "b") is None
