"""What is no page of ours, comes too late, too fast or too often is refused kindly, and nothing is lost."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from surveys.models import AnonymousResponse, Mode, Spent
from surveys.questionnaires.operations import make_more_private
from surveys.responses.queries import limits
from surveys.responses.queries.papers import seal
from surveys.responses.views import steps
from tests.factories import PersonFactory, launched_survey, publish_version
from tests.factories.surveys import SMALL
from tests.sign_in import sign_in
from tests.surveys.answering import begun_paper, long_begun, paper_in, press, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    return launched_survey(reviewer=PersonFactory(), languages=["pl", "pa", "ur"])


def test_a_page_that_was_tampered_with_is_refused_with_a_way_on(client, survey):
    answer = client.post(f"/surveys/{survey.slug}/answer/", {"paper": "x" * 200, "action": "send", "language": "pl"})
    assert answer.status_code == 400
    assert "Nie udało się otworzyć Twojej strony" in text_of(answer)
    assert f'href="/surveys/{survey.slug}/?language=pl"' in answer.content.decode()
    assert not AnonymousResponse.objects.exists()


def test_a_page_of_another_survey_is_refused(client, survey):
    other = launched_survey()
    answer = press(client, survey, begun_paper(other, answers={"safe": "yes"}), "send")
    assert answer.status_code == 400
    assert "Something in it is not as we sent it" in text_of(answer)
    assert not Spent.objects.exists()


def test_a_page_that_was_begun_before_a_new_version_is_taken_as_it_was_begun(client, survey):
    old = begun_paper(survey, answers={"safe": "yes"})
    new = publish_version(survey)
    assert press(client, survey, old, "send").status_code == 303
    assert AnonymousResponse.objects.get().version_id == old.version != new.pk


def test_a_survey_that_closed_meanwhile_says_so_and_that_nothing_was_sent(client, survey):
    at = begun_paper(survey, answers={"safe": "yes"})
    survey.closed_at = timezone.now()
    survey.save()
    answer = press(client, survey, at, "send")
    assert answer.status_code == 410
    assert "These questions are closed" in text_of(answer)
    assert "What you had filled in was not sent." in text_of(answer)
    assert "By " in text_of(answer)
    assert not AnonymousResponse.objects.exists()


def test_a_page_that_is_sent_twice_counts_once_and_nobody_is_blamed(client, survey):
    at = begun_paper(survey, answers={"safe": "yes"})
    press(client, survey, at, "send")
    again = press(client, survey, at, "send")
    assert again.status_code == 409
    assert "They were sent before, and they count once." in text_of(again)
    assert AnonymousResponse.objects.count() == 1


def test_answers_are_sent_from_the_last_page_alone(client, survey):
    answer = press(client, survey, begun_paper(survey, page="feeling"), "send")
    assert paper_in(answer).page == "feeling"
    assert not AnonymousResponse.objects.exists()


def test_who_is_too_fast_is_asked_to_look_once_more_and_loses_nothing(client, survey):
    at = begun_paper(survey, answers={"safe": "yes", "age": "over_24"}, begun_at=int(timezone.now().timestamp()))
    answer = press(client, survey, at, "send")
    assert "That was quick." in text_of(answer)
    assert paper_in(answer) == at
    assert not AnonymousResponse.objects.exists()
    assert press(client, survey, long_begun(at), "send").status_code == 303


def test_a_page_that_was_sent_is_shown_to_nobody_however_quick_or_many_they_are(client, survey, monkeypatch):
    at = begun_paper(survey, answers={"safe": "yes", "age": "over_24"}, begun_at=int(timezone.now().timestamp()))
    assert press(client, survey, long_begun(at), "send").status_code == 303
    for most in (limits.MOST_SENT, 0):
        monkeypatch.setattr(limits, "MOST_SENT", most)
        again = press(client, survey, at, "send")
        assert again.status_code == 409
        assert "We have these answers already" in text_of(again)


def test_a_page_that_was_sent_before_the_survey_became_more_private_is_not_asked_for_again(client):
    survey = launched_survey(mode=Mode.NAMED)
    sign_in(client, PersonFactory())
    at = long_begun(begun_paper(survey, answers={"safe": "yes"}))
    sent = client.post(f"/surveys/{survey.slug}/named/", {"paper": seal(at), "action": "send"})
    assert sent.status_code == 303
    make_more_private(survey=survey, mode=Mode.PAIRED, by=None, at=timezone.now())
    again = press(client, survey, at, "send")
    assert "We have these answers already" in text_of(again)


def test_nobody_waits_longer_than_a_quarter_of_a_minute(survey, monkeypatch):
    begun = timezone.now() - timedelta(seconds=steps.LONGEST_WAIT + 1)
    monkeypatch.setattr(steps.walking, "seen", lambda questionnaire, paper: 500)
    assert not steps.is_too_fast(SMALL, begun_paper(survey, begun_at=begun.timestamp()))


@pytest.mark.parametrize("page", ["feeling", "~check"])
def test_what_fills_in_the_hidden_field_gets_no_further_and_loses_nothing(client, survey, page):
    at = begun_paper(survey, page=page, answers={"safe": "no"})
    action = "send" if page == "~check" else "continue"
    answer = press(client, survey, at, action, website="http://robot.example", **{"q.safe": "no"})
    html = answer.content.decode()
    assert "box that people cannot see" in text_of(answer)
    assert paper_in(answer).page == page
    assert "robot.example" not in html
    assert page == "~check" or re.search(r'id="q-safe-no"[^>]* checked', html)
    assert not AnonymousResponse.objects.exists()


def test_too_many_from_one_place_are_asked_to_wait_with_their_answers_still_there(client, survey, monkeypatch):
    monkeypatch.setattr("surveys.responses.queries.limits.MOST_SENT", 0)
    at = begun_paper(survey, answers={"safe": "yes"})
    answer = press(client, survey, at, "send")
    assert "Very many answers are arriving just now." in text_of(answer)
    assert paper_in(answer) == at
