"""What can be answered now, and what others said before."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from surveys.models import Mode, Publication, Purpose
from tests.factories import SurveyFactory, launched_survey
from tests.surveys.answering import text_of

pytestmark = pytest.mark.django_db


def publish(survey):
    return Publication.objects.create(
        survey=survey, findings="We heard you.", response="More light.", tables={}, published_at=timezone.now()
    )


def test_the_list_shows_what_is_open_and_what_was_published_and_no_more(client):
    launched_survey(title="Open to all", languages=["ur"])
    launched_survey(title="With a name", mode=Mode.NAMED)
    launched_survey(title="After a course", purpose=Purpose.EVALUATION)
    launched_survey(title="Long closed", at=timezone.now() - timedelta(days=90))
    SurveyFactory(title="A draft")
    publish(launched_survey(title="What we heard", at=timezone.now() - timedelta(days=90)))
    withdrawn = publish(launched_survey(title="Taken back", at=timezone.now() - timedelta(days=90)))
    withdrawn.withdrawn_at = timezone.now()
    withdrawn.save()
    page = client.get("/surveys/")
    shown = re.findall(r"card__title\"><a [^>]*>([^<]+)<", page.content.decode())
    assert shown == ["Open to all", "With a name", "What we heard"]
    assert "اردو" in text_of(page)


def test_a_list_with_nothing_in_it_says_so(client):
    assert "There is nothing to answer at the moment" in text_of(client.get("/surveys/"))


def test_a_list_of_many_takes_as_few_statements_as_a_list_of_one(client, django_assert_num_queries):
    for number in (1, 15):
        for _ in range(number):
            launched_survey()
            publish(launched_survey(at=timezone.now() - timedelta(days=90)))
        for _ in range(2):
            client.get("/surveys/")  # the frame of all pages is kept from here on
        with django_assert_num_queries(2):  # open ones; published ones
            client.get("/surveys/")
