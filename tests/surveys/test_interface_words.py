"""The words around the questions, in every language that a survey is offered in."""

import re
from dataclasses import asdict, fields
from datetime import date
from string import Formatter

import pytest

from surveys.questionnaires.equality import EQUALITY_SETS
from surveys.questionnaires.queries import direction
from surveys.questionnaires.queries import languages as offered
from surveys.responses.words import LANGUAGES, InterfaceWords, words_in

ENGLISH = words_in("en")
OTHERS = [words for code, words in LANGUAGES.items() if code != "en"]
ABOUT_THE_LANGUAGE = {"language", "locale", "name", "direction"}
SAID = [field.name for field in fields(InterfaceWords) if field.name not in ABOUT_THE_LANGUAGE]
LETTERS = {"pl": "a-zA-ZąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "pa": "\u0a00-\u0a7f", "ur": "\u0600-\u06ff"}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_surveys_are_offered_in_english_polish_punjabi_and_urdu():
    assert {code: words.direction for code, words in LANGUAGES.items()} == {
        "en": "ltr", "pl": "ltr", "pa": "ltr", "ur": "rtl",
    }  # fmt: skip


def test_editors_are_offered_the_languages_that_our_own_pages_and_the_equality_questions_speak():
    spoken = {words.language: words.direction for words in OTHERS}
    assert {code: direction(code) for code in offered.LANGUAGES} == spoken
    for each in EQUALITY_SETS.values():
        assert set(each.words) == {"en", *offered.LANGUAGES}


@pytest.mark.parametrize("words", OTHERS, ids=lambda words: words.language)
def test_every_text_is_said_in_the_language_itself_with_the_same_places(words):
    own, english = asdict(words), asdict(ENGLISH)
    untranslated = [name for name in SAID if not re.search(f"[{LETTERS[words.language]}]", own[name])]
    assert untranslated == []
    assert [name for name in SAID if own[name] == english[name]] == []
    assert [name for name in SAID if places(own[name]) != places(english[name])] == []


def test_nothing_is_left_unsaid_in_english():
    assert [name for name in SAID if not getattr(ENGLISH, name)] == []


def test_no_sentence_in_english_is_longer_than_somebody_of_eleven_reads_with_ease():
    sentences = [each for name in SAID for each in re.split(r"(?<=[.?!:])\s", getattr(ENGLISH, name))]
    assert [each for each in sentences if len(each.split()) > 26] == []
    lengths = [len(each.split()) for each in sentences if len(each.split()) > 3]
    assert sum(lengths) / len(lengths) < 12


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Tuesday 10 March 2026"),
        ("pl", "wtorek 10 marca 2026"),
        ("pa", "ਮੰਗਲਵਾਰ 10 ਮਾਰਚ 2026"),
        ("ur", "منگل 10 مارچ 2026"),
    ],
)
def test_dates_are_said_in_the_language(language, said):
    assert words_in(language).day(date(2026, 3, 10)) == said


def test_a_language_that_we_do_not_have_is_answered_in_english():
    assert words_in("xx") is ENGLISH
