"""What was sent counts once, and what cannot be taken is refused and leaves nothing."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from surveys.models import AnonymousResponse, HeldText, Mode, NamedResponse, Spent
from surveys.questionnaires.definition import NotAnAnswer
from surveys.responses.operations import (
    AlreadySent,
    AnswerRefused,
    CodeSpent,
    NameNeeded,
    NotACode,
    NotThisSurvey,
    SurveyClosed,
    WaveNeeded,
    make_codes,
    submit,
)
from surveys.responses.queries.occasions import answered
from tests.factories import PersonFactory, publish_version
from tests.surveys.sending import AT, ROW, opened, paper_of, send

pytestmark = pytest.mark.django_db


def test_a_page_counts_once():
    survey = opened()
    paper = paper_of(survey)
    send(survey, paper)
    with pytest.raises(AlreadySent, match="count once"):
        send(survey, replace(paper, answers={"safe": "yes"}))
    assert AnonymousResponse.objects.get().answers == ROW


@pytest.mark.parametrize("mode", Mode)
def test_a_printed_code_counts_once_whichever_page_it_is_on(mode):
    survey = opened(mode, is_by_invitation=True)
    code, other = make_codes(survey, 2)
    send(survey, paper_of(survey, code=code))
    with pytest.raises(CodeSpent, match="has been used"):
        send(survey, paper_of(survey, code=code.lower().replace("-", " ")))
    send(survey, paper_of(survey, code=other))
    assert Spent.objects.count() == 4  # each with the page that it was sent from
    assert code not in str(list(Spent.objects.values()))


def test_a_code_of_another_survey_and_no_code_are_refused():
    survey, other = opened(is_by_invitation=True), opened(is_by_invitation=True)
    [code] = make_codes(other, 1)
    for wrong in (code, "", "K7M2-9QXT"):
        with pytest.raises(NotACode, match="does not open these questions"):
            send(survey, paper_of(survey, code=wrong))
    assert not Spent.objects.exists()
    assert not AnonymousResponse.objects.exists()


def test_an_occasion_counts_once_and_is_kept_nowhere():
    survey = opened()
    send(survey, paper_of(survey, occasion="somebody's", about="ACE1"))
    with pytest.raises(AlreadySent):
        send(survey, paper_of(survey, occasion="somebody's", about="ACE1"))
    assert AnonymousResponse.objects.count() == 1
    assert "somebody" not in str(list(Spent.objects.values())) + str(list(AnonymousResponse.objects.values()))


def test_an_occasion_is_spent_also_where_a_printed_code_comes_with_it():
    survey = opened(is_by_invitation=True)
    code, other = make_codes(survey, 2)
    send(survey, paper_of(survey, code=code, occasion="somebody's", about="ACE1"))
    assert answered(survey, ["somebody's"]) == {"somebody's"}
    with pytest.raises(AlreadySent, match="count once"):
        send(survey, paper_of(survey, code=other, occasion="somebody's", about="ACE1"))
    assert AnonymousResponse.objects.count() == 1
    send(survey, paper_of(survey, code=other))  # what was refused spent nothing
    with pytest.raises(CodeSpent, match="has been used"):
        send(survey, paper_of(survey, code=code, occasion="another's", about="ACE1"))
    assert answered(survey, ["another's"]) == frozenset()


def test_a_person_answers_a_named_survey_once_per_course():
    survey, person = opened(Mode.NAMED), PersonFactory()
    send(survey, person=person)
    with pytest.raises(AlreadySent):
        send(survey, person=person)
    send(survey, paper_of(survey, about="ACE1"), person=person)
    assert NamedResponse.objects.count() == Spent.objects.count() == 2


def test_a_named_survey_needs_somebody():
    survey = opened(Mode.NAMED)
    paper = paper_of(survey)
    with pytest.raises(NameNeeded, match="You sign in"):
        submit(survey=survey, version=survey.versions.get(), paper=paper, at=AT)


def test_a_paired_survey_needs_before_or_after():
    survey = opened(Mode.PAIRED)
    with pytest.raises(WaveNeeded, match="before or after"):
        send(survey, paper_of(survey, wave=""))


def test_a_page_of_an_older_version_is_taken_and_one_of_another_survey_is_not():
    survey, other = opened(), opened()
    paper = paper_of(survey)
    publish_version(survey, at=AT)
    send(survey, paper)
    assert AnonymousResponse.objects.get().version.number == 1
    with pytest.raises(NotThisSurvey, match="not as we sent it"):
        submit(survey=other, version=other.versions.get(), paper=paper_of(survey), at=AT)
    with pytest.raises(NotThisSurvey):
        submit(survey=survey, version=survey.versions.get(number=1), paper=paper_of(survey), at=AT)


def test_a_survey_takes_answers_until_the_end_of_its_last_day():
    survey = opened()
    midnight = timezone.make_aware(datetime(2026, 7, 9))
    assert str(survey.closes_on) == "2026-07-08"
    send(survey, at=midnight - timedelta(minutes=1))
    with pytest.raises(SurveyClosed, match="was not sent"):
        send(survey, at=midnight)
    assert AnonymousResponse.objects.count() == 1


def test_a_survey_that_was_closed_meanwhile_takes_nothing():
    survey = opened()
    stale = type(survey).objects.get(pk=survey.pk)
    type(survey).objects.filter(pk=survey.pk).update(closed_at=AT)
    with pytest.raises(SurveyClosed):
        send(stale)
    assert not Spent.objects.exists()
    assert not AnonymousResponse.objects.exists()


def test_a_survey_that_became_more_private_meanwhile_keeps_what_its_mode_allows_now():
    survey = opened(Mode.NAMED)
    stale = type(survey).objects.get(pk=survey.pk)
    type(survey).objects.filter(pk=survey.pk).update(mode=Mode.ANONYMOUS)
    send(stale)
    assert AnonymousResponse.objects.count() == 1
    assert not NamedResponse.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"safe": "maybe"},
        {"safe": "~written"},
        {"safe": ["yes"]},
        {"safe": "no", "where": ["street", "nowhere"]},
        {"age": "~uncomfortable"},
        {"years": "12"},
        {"years": 100},
        {"who": {"enemies": "often"}},
        {"order": ["clubs"]},
        {"more": ["a", "list"]},
        {"more": "x" * 2_001},
    ],
)
def test_what_cannot_be_an_answer_is_refused_and_nothing_is_kept(wrong):
    survey = opened()
    with pytest.raises(AnswerRefused, match="not as we sent it") as refusal:
        send(survey, paper_of(survey, wrong))
    assert refusal.value.question == list(wrong)[-1]
    assert isinstance(refusal.value, NotAnAnswer)
    assert refusal.value.__cause__ is None
    assert not Spent.objects.exists()
    assert not AnonymousResponse.objects.exists()
    assert not HeldText.objects.exists()
