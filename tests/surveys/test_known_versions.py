"""What a process remembers of a survey while answers come in: never is an answer kept as the survey was before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from surveys.models import AnonymousResponse, HeldText, Mode, Spent, Survey, Tally
from tests.factories import PersonFactory, launched_survey
from tests.surveys.answering import begun_paper, press, text_of

pytestmark = pytest.mark.django_db
ANSWERS = {"safe": "yes", "more": "Better lights."}


@pytest.fixture
def known(client):
    """A survey of which an answer has come already, from which this process knows it."""
    survey = launched_survey(reviewer=PersonFactory())
    assert send(client, survey).status_code == 303
    return survey


def send(client, survey: Survey):
    return press(client, survey, begun_paper(survey, answers=ANSWERS), "send")


def change(survey: Survey, **facts) -> None:
    Survey.objects.filter(pk=survey.pk).update(**facts)


def test_once_it_is_closed_nothing_more_is_taken(client, known):
    change(known, closed_at=timezone.now())
    answer = send(client, known)
    assert (answer.status_code, AnonymousResponse.objects.count(), Spent.objects.count()) == (410, 1, 1)
    assert "These questions are closed" in text_of(answer)


def test_once_it_is_open_for_longer_answers_are_taken_again(client, known):
    yesterday = timezone.localdate() - timedelta(days=1)
    change(known, closes_on=yesterday)
    assert [send(client, known).status_code for _ in range(2)] == [410, 410]
    change(known, closes_on=known.closes_on)
    assert send(client, known).status_code == 303
    assert AnonymousResponse.objects.count() == 2


def test_once_it_is_more_private_no_row_is_kept(client, known):
    change(known, mode=Mode.COUNTED)
    assert send(client, known).status_code == 303
    assert AnonymousResponse.objects.count() == 1
    assert Tally.objects.get(table="safe", cell="yes").number == 1


def test_once_nobody_reads_no_text_is_held(client, known):
    assert HeldText.objects.count() == 1
    change(known, reviewer=None, read_from=None, read_until=None)
    assert send(client, known).status_code == 303
    assert (AnonymousResponse.objects.count(), HeldText.objects.count()) == (2, 1)


def test_once_it_wants_a_printed_code_nobody_comes_in_without_one(client, known):
    change(known, is_by_invitation=True)
    assert "does not open these questions" in text_of(send(client, known))
    assert AnonymousResponse.objects.count() == 1


def test_a_page_of_one_survey_is_not_taken_at_the_address_of_another(client, known):
    other = launched_survey()
    paper = begun_paper(known, answers=ANSWERS)
    assert press(client, other, paper, "send").status_code == 400
    assert AnonymousResponse.objects.count() == 1


def test_who_sends_too_much_is_asked_to_wait_also_where_all_is_known(client, known, monkeypatch):
    monkeypatch.setattr("surveys.responses.queries.limits.MOST_SENT", 0)
    assert "Very many answers are arriving" in text_of(send(client, known))
    assert AnonymousResponse.objects.count() == 1
