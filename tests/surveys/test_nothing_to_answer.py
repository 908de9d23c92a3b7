"""Where there is nothing to answer, because it is over, or never was; and what is told then."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from surveys.models import Publication
from surveys.questionnaires.operations import close_survey
from tests.factories import PersonFactory, SurveyFactory, launched_survey
from tests.sign_in import sign_in
from tests.surveys.answering import begun_paper, press, text_of

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def survey():
    return launched_survey(languages=["pl", "pa", "ur"])


def unlaunched():
    return SurveyFactory(title="A secret draft").slug


def launched_tomorrow():
    return launched_survey(launched_at=timezone.now() + timedelta(days=1)).slug


@pytest.mark.parametrize("slug", [lambda: "no-such-survey", unlaunched, launched_tomorrow])
@pytest.mark.parametrize("page", ["", "kept/", "thanks/", "saved/"])
def test_what_is_not_there_and_what_is_not_open_yet_look_the_same(client, slug, page):
    answer = client.get(f"/surveys/{slug()}/{page}")
    assert answer.status_code == 404
    assert "There are no questions here at the moment" in text_of(answer)
    assert "secret" not in text_of(answer)


@pytest.mark.parametrize("page", ["", "saved/"])
def test_a_closed_survey_says_until_when_it_was_and_when_results_appear(client, page):
    now = timezone.now()
    survey = launched_survey(at=now - timedelta(days=40))
    said = text_of(client.get(f"/surveys/{survey.slug}/{page}"))
    assert "These questions are closed" in said
    assert "we will show what people said" in said
    assert "See the results" not in said


@pytest.mark.parametrize(
    ("closes_on", "closed", "said"),
    [
        (date(2026, 3, 20), datetime(2026, 3, 21, 0, 5, tzinfo=LONDON), "Friday 20 March 2026"),  # by itself, at night
        (date(2026, 4, 20), datetime(2026, 4, 9, 0, 5, tzinfo=LONDON), "Thursday 9 April 2026"),  # 8 April in Greenwich
        (date(2026, 4, 20), datetime(2026, 3, 9, 12, tzinfo=LONDON), "Monday 9 March 2026"),
    ],
)
def test_the_last_day_is_one_on_which_people_could_answer(client, closes_on, closed, said):
    days = {"closes_on": closes_on, "results_on": date(2026, 5, 1)}
    survey = launched_survey(at=datetime(2026, 3, 1, 12, tzinfo=LONDON), **days)
    close_survey(survey=survey, by=None, at=closed)
    assert f"People could answer until {said}." in text_of(client.get(f"/surveys/{survey.slug}/"))


def publish(survey):
    return Publication.objects.create(
        survey=survey, findings="We heard you.", response="More light.", tables={}, published_at=timezone.now()
    )


def test_a_closed_survey_leads_to_its_results_while_they_are_published(client):
    survey = launched_survey(at=timezone.now() - timedelta(days=90))
    publication = publish(survey)
    page = client.get(f"/surveys/{survey.slug}/").content.decode()
    assert f'href="/surveys/{survey.slug}/results/"' in page
    publication.withdrawn_at = timezone.now()
    publication.save()
    page = client.get(f"/surveys/{survey.slug}/").content.decode()
    assert f"/surveys/{survey.slug}/results/" not in page  # neither a link nor a promise: they were there before
    assert "we will show what people said" not in page


@pytest.mark.parametrize("page", ["answer/", "named/"])
def test_the_address_that_pages_are_sent_to_leads_to_the_start(client, survey, page):
    sign_in(client, PersonFactory())
    assert client.get(f"/surveys/{survey.slug}/{page}")["Location"] == f"/surveys/{survey.slug}/"


def test_whoever_is_told_by_when_results_come_is_told_where(client, survey):
    paper = begun_paper(survey, answers={"safe": "yes"})
    thanks = client.get(press(client, survey, paper, "send")["Location"])
    already = press(client, survey, paper, "send")
    survey.closed_at = timezone.now()
    survey.save()
    for page in (thanks, already, client.get(f"/surveys/{survey.slug}/")):
        said = text_of(page)
        assert "we will show what people said" in said
        assert re.search(rf"You can read it at this address: http\S+/surveys/{survey.slug}/results/", said)
