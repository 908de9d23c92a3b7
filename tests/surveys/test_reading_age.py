"""What people read when they answer is in words that a child of about eleven knows."""

import re
from dataclasses import asdict

import pytest

from cms.starter.surveys.loading import words_of
from surveys.questionnaires.definition.words import part_of
from surveys.questionnaires.equality import EQUALITY_SETS, PAGE_WORDS
from surveys.responses.words import words_in

MOST, MOST_OF_ONE = 6, 9  # grades: of all texts together, and of the hardest of them
# Questions and options in the words of the Census and of GOV.UK. They are hard, and stay: answers can be held
# against those of everybody in England only where the same was asked. Each can be left out, and says why it is asked.
GIVEN_TO_US = {
    "q.disability.label",
    "q.ethnic_group.option.black_african",
    "q.ethnic_group.option.black_caribbean",
    "q.religion.option.christian",
    "q.sexual_orientation.label",
}


def grade(text):
    """The Flesch-Kincaid grade (Kincaid et al., 1975): years at school, so about five less than the age. Syllables are
    counted as groups of vowels, without a silent e at the end."""
    sentences = [each for each in re.split(r"[.:?!]\s|[.:?!]$", text) if each.strip()]
    words = re.findall(r"[A-Za-z’]+", text)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower())))) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def equality_words():
    return {key: text for each in EQUALITY_SETS.values() for key, text in each.words["en"].items()}


def of_the_equality_sets():
    """What is ours: why we ask, how to answer, and what stands above the sets."""
    given = ("label", "option")
    own = {key: text for key, text in equality_words().items() if part_of(key).part.partition(".")[0] not in given}
    return own | dict(PAGE_WORDS["en"])


TEXTS = {
    "the insight survey": lambda: words_of("insight", "en"),
    "the evaluation": lambda: words_of("evaluation", "en"),
    "the questions before and after": lambda: words_of("before_and_after", "en"),
    "the interface": lambda: asdict(words_in("en")),
    "the equality sets": of_the_equality_sets,
}


def sentences_of(texts):
    """Texts of more than five words, each with an end; what stands in braces is one short word."""
    plain = {key: re.sub(r"\{\w+\}", "it", text) for key, text in texts.items()}
    return {key: text if text[-1] in ".?!:" else f"{text}." for key, text in plain.items() if len(text.split()) > 5}


@pytest.mark.parametrize("name", TEXTS)
def test_a_child_of_eleven_can_read_it(name):
    texts = sentences_of(TEXTS[name]())
    assert grade(" ".join(texts.values())) < MOST
    assert [key for key, text in texts.items() if grade(text) >= MOST_OF_ONE] == []


def test_only_what_was_given_to_us_is_harder():
    assert {key for key, text in sentences_of(equality_words()).items() if grade(text) >= MOST_OF_ONE} == GIVEN_TO_US


def test_harder_words_are_told_from_plain_ones():
    hard = "Notwithstanding considerable organisational difficulties, participants subsequently reported improvements."
    assert grade("We want to know how you feel. You can stop at any time.") < MOST < MOST_OF_ONE < grade(hard)
