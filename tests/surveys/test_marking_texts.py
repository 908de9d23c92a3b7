"""What people write is found where it worries, and marked where it tells who is meant."""

import sys
from collections import Counter

import pytest

from surveys.responses.queries.marking import marked
from surveys.responses.queries.risk_words import RISK_WORDS
from surveys.responses.queries.worrying import is_worrying


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He had a KNIFE", "en"),
        ("knives everywhere", "en"),
        ("I want to die.", "en"),
        ("self-harm", "en"),
        ("ktoś ma nóż", "pl"),
        ("ਮੁੰਡਿਆਂ ਕੋਲ ਚਾਕੂ ਹਨ", "pa"),
        ("اس کے پاس چاقو ہے", "ur"),
        ("he has a knife", "ur"),
    ],
)
def test_words_of_risk_are_found_in_the_language_of_the_survey_and_in_english(text, language):
    assert is_worrying(text, language=language)


@pytest.mark.parametrize("text", ["More youth clubs", "I begun to like it", "shotgun wedding dance", "", "ਹੋਰ ਕਲੱਬ"])
def test_other_words_worry_nobody(text):
    assert not any(is_worrying(text, language=language) for language in RISK_WORDS)


def test_judging_a_long_text_of_short_words_takes_a_few_steps_a_word():
    steps = Counter()
    before = sys.getprofile()
    sys.setprofile(lambda frame, event, what: steps.update([event]))
    try:
        assert not is_worrying("a " * 1_000, language="pl")
    finally:
        sys.setprofile(before)
    assert steps["call"] < 20 * 1_000


def test_words_of_risk_are_listed_for_each_language_of_the_interface():
    assert {language: len(words) > 15 for language, words in RISK_WORDS.items()} == dict.fromkeys(
        ("en", "pl", "pa", "ur"), True
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("my name is Zebedee Quill", [("Zebedee Quill", "name")]),
        ("ask aisha or Tom", [("aisha", "name"), ("Tom", "name")]),
        ("Mr Blenkinsop shouted", [("Mr Blenkinsop", "name")]),
        ("ring 07700 900 123 now", [("07700 900 123", "phone number")]),
        ("ring +44 (0)121-496-0123", [("+44 (0)121-496-0123", "phone number")]),
        ("kid@school.example", [("kid@school.example", "email address")]),
        ("near AB12 3cd", [("AB12 3cd", "postcode")]),
        ("at 12 Old Mill Lane", [("12 Old Mill Lane", "address")]),
        ("follow @quill_9", [("@quill_9", "account")]),
        ("outside Marlow Hill school", [("Marlow Hill school", "place")]),
        ("Mark my words. It may rain in summer", []),
        ("Nothing to do here for 15 years", []),
    ],
)
def test_what_may_tell_who_is_meant_is_marked(text, found):
    parts = marked(text)
    assert "".join(part.text for part in parts) == text
    assert [(part.text, part.kind) for part in parts if part.kind] == found
