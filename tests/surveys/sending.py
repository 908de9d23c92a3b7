"""Surveys that are open, papers to send to them, and sending these, shared by tests of what is kept."""

from datetime import UTC, datetime

from surveys.models import Mode
from surveys.questionnaires.operations import close_survey
from surveys.responses.operations import submit
from surveys.responses.queries.papers import Paper
from tests.factories import PersonFactory, launched_survey
from tests.factories.surveys import ANSWERS

# Already on the Monday in London, not yet in UTC; the Sunday is in the week before.
AT = datetime(2026, 6, 7, 23, 30, tzinfo=UTC)
ROW = {key: answer for key, answer in ANSWERS.items() if key != "more"}  # what is kept of these: own words stand apart


def opened(mode=Mode.ANONYMOUS, **facts):
    """A survey with somebody who reads own words."""
    return launched_survey(mode=mode, at=AT, reviewer=facts.pop("reviewer", None) or PersonFactory(), **facts)


def paper_of(survey, answers=ANSWERS, **facts):
    """A paper that can be sent to it as it is."""
    facts = {"wave": "before", "own_code": "Mu 12", **facts} if survey.mode == Mode.PAIRED else facts
    return Paper(survey=survey.pk, version=survey.versions.latest("number").pk, answers=answers, **facts)


def send(survey, paper=None, *, at=AT, **facts):
    """Send a paper, by somebody where a name is needed."""
    paper = paper or paper_of(survey)
    version = survey.versions.get(pk=paper.version)
    person = facts.pop("person", None) or (PersonFactory() if survey.mode == Mode.NAMED else None)
    submit(survey=survey, version=version, paper=paper, person=person, at=at, **facts)


def answered(mode=Mode.ANONYMOUS, number=3, *, is_closed=True, **facts):
    """A survey with answers, of which all but one wrote something."""
    survey = opened(mode, **facts)
    for at in range(number):
        own_words = {"more": f"text {at}"} if at else {}
        send(survey, paper_of(survey, {"safe": "yes", **own_words}, about="ACE1", quotable=("more",)))
    return close_survey(survey=survey, by=None, at=AT) if is_closed else survey
