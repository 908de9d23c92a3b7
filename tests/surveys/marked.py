"""Somebody who answers with a marker on everything that they send, shared by the tests that look for traces of it."""

from django.urls import reverse

from surveys.models import Mode
from surveys.responses.queries.papers import Paper
from tests.factories.surveys import ANSWERS

WRITTEN = "Zanzibar quilts at dawn"
MARKERS = {
    "address": "203.0.113.77",
    "proxy's address": "198.51.100.23",
    "browser": "Marked-Browser/7.7",
    "page before": "https://marked-school.example/class-9c",
    "account": "marked.person@example.org",
    "number of account": "987654321",
    "own code": "Marked Mule 12",
    "occasion": "marked-occasion-5",
    "own words": WRITTEN,
}


def paper_for(survey, **facts):
    """A paper at the page on which it is sent, with a marker in each part that has room for one."""
    facts = {"occasion": MARKERS["occasion"], "about": "ACE1", **facts}
    facts |= {"wave": "before", "own_code": MARKERS["own code"]} if survey.mode == Mode.PAIRED else {}
    answers = {**ANSWERS, "more": WRITTEN}
    version = survey.versions.get()
    return Paper(survey.pk, version.pk, page="~check", answers=answers, quotable=("more",), **facts)


def address_of(survey):
    name = "response-create-named" if survey.mode == Mode.NAMED else "response-create"
    return reverse(f"surveys:{name}", args=[survey.slug])


def allowed(mode):
    """What is kept, and said to be kept: own words apart; and a name only where people were told of it."""
    names = {("number of account", "surveys_namedresponse.person_id")} if mode == Mode.NAMED else set()
    return {("own words", "surveys_heldtext.text"), *names}
