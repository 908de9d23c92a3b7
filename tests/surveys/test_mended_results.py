"""Words that are mended after results were counted: what was released and published stays in the words as they were."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from surveys.questionnaires import operations
from surveys.questionnaires.queries import current_version
from surveys.results.operations.publishing import publish_results
from surveys.results.operations.releasing import release_answers, release_comparison
from surveys.results.queries.selections import Selection
from tests.factories.surveys import WORDS
from tests.surveys.answered import crowd, lay, version_of
from tests.surveys.drafting import draft_survey, reworded

pytestmark = pytest.mark.django_db
MENDED = {"q__safe__label": "Do you feel safe at home?", "q__safe__option__yes": "Yes, I do", "q__age__label": "Age?"}


@pytest.fixture
def survey():
    """A survey that is closed, and its results published with a comparison."""
    survey = draft_survey(slug="how-safe")
    operations.publish(survey=survey, **by_nobody())
    lay(version_of(survey), crowd(60))
    operations.close_survey(survey=survey, **by_nobody())
    survey.refresh_from_db()
    release_answers(survey=survey, selection=Selection(), **by_nobody())
    release_comparison(survey=survey, selection=Selection(), groups="age", keys=["safe"], **by_nobody())
    publish_again(survey)
    return survey


def by_nobody():
    return {"by": None, "at": timezone.now()}


def publish_again(survey):
    told = {"keys": ["safe", "age"], "comparisons": ["age"], "findings": "You feel safe.", "response": "We listen."}
    publish_results(survey=survey, **told, **by_nobody())


def page_and_tables():
    """What everybody reads, and takes away."""
    page = reverse("surveys:publication-detail", args=["how-safe"])
    tables = reverse("surveys:publication-download", args=["how-safe", "csv"])
    return [Client().get(address).content.decode() for address in (page, tables)]


def test_mending_the_words_of_a_closed_survey_leaves_its_published_results_as_they_were(survey):
    before = page_and_tables()
    assert all(WORDS["en"]["q.safe.label"] in each for each in before)
    operations.mend_words(survey=reworded(survey, **MENDED), reason="A slip", **by_nobody())
    assert current_version(survey).words["en"]["q.safe.label"] == MENDED["q__safe__label"]
    assert page_and_tables() == before


def test_publishing_again_after_words_were_mended_shows_the_tables_in_the_words_they_were_released_in(survey):
    before = page_and_tables()
    operations.mend_words(survey=reworded(survey, **MENDED), reason="A slip", **by_nobody())
    publish_again(survey)
    assert page_and_tables() == before
