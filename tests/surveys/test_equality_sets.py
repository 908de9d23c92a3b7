"""The equality questions: whose wording they are, what of the Census they are counted under, and their languages."""

import unicodedata

import pytest

from surveys.questionnaires.definition import Kind, Page, Questionnaire, as_json, expected_keys, from_json
from surveys.questionnaires.equality import EQUALITY_SETS, PAGE_WORDS, standard_sets

LANGUAGES = {"en", "pl", "pa", "ur"}
ALPHABETS = {"en": "LATIN", "pl": "LATIN", "pa": "GURMUKHI", "ur": "ARABIC"}
ASIAN = "Asian, Asian British or Asian Welsh"
BLACK = "Black, Black British, Black Welsh, Caribbean or African"
MIXED = "Mixed or Multiple ethnic groups"

# The categories of the tables that the Office for National Statistics published, but for "Not answered".
CENSUS_2021 = {
    "age-band@2021": {
        "Aged 15 years and under",
        "Aged 16 to 24 years",
        "Aged 25 to 34 years",
        "Aged 35 to 49 years",
        "Aged 50 to 64 years",
        "Aged 65 years and over",
    },
    "sex@2021": {"Female", "Male"},
    "religion@2021": {
        "Buddhist",
        "Christian",
        "Hindu",
        "Jewish",
        "Muslim",
        "No religion",
        "Other religion",
        "Sikh",
    },
    "disability@2021": {"Disabled under the Equality Act", "Not disabled under the Equality Act"},
    "sexual-orientation@2021": {
        "All other sexual orientations",
        "Bisexual",
        "Gay or Lesbian",
        "Straight or Heterosexual",
    },
    "ethnic-group@2021": {
        f"{ASIAN}: Bangladeshi",
        f"{ASIAN}: Chinese",
        f"{ASIAN}: Indian",
        f"{ASIAN}: Pakistani",
        f"{ASIAN}: Other Asian",
        f"{BLACK}: African",
        f"{BLACK}: Caribbean",
        f"{BLACK}: Other Black",
        f"{MIXED}: White and Asian",
        f"{MIXED}: White and Black African",
        f"{MIXED}: White and Black Caribbean",
        f"{MIXED}: Other Mixed or Multiple ethnic groups",
        "White: English, Welsh, Scottish, Northern Irish or British",
        "White: Irish",
        "White: Gypsy or Irish Traveller",
        "White: Roma",
        "White: Other White",
        "Other ethnic group: Arab",
        "Other ethnic group: Any other ethnic group",
    },
}

each_set = pytest.mark.parametrize("key", sorted(EQUALITY_SETS))


def test_there_is_a_set_for_each_table_of_the_census_that_is_used():
    assert set(EQUALITY_SETS) == set(CENSUS_2021)


def test_what_is_asked_as_a_standard_is_there_once_and_leaves_out_what_only_adults_were_asked():
    assert [*standard_sets(), "sexual-orientation@2021"] == list(EQUALITY_SETS)


@each_set
def test_every_option_is_counted_under_a_category_of_the_census_and_none_is_left_over(key):
    assert {option.census for option in EQUALITY_SETS[key].question.options} == CENSUS_2021[key]


def test_the_ethnic_groups_are_the_nineteen_of_the_census_each_once():
    census = [option.census for option in EQUALITY_SETS["ethnic-group@2021"].question.options]
    assert len(census) == len(set(census)) == 19


@each_set
def test_a_set_says_its_edition_and_whose_wording_it_is(key):
    equality = EQUALITY_SETS[key]
    assert equality.key == equality.question.equality == key
    assert key.endswith(f"@{equality.edition}")
    assert "Open Government Licence" in equality.source
    assert equality.title


def test_no_two_sets_ask_under_the_same_id():
    ids = [equality.question.id for equality in EQUALITY_SETS.values()]
    assert len(ids) == len(set(ids))


@each_set
def test_a_set_is_one_question_with_one_answer_of_options_that_differ(key):
    question = EQUALITY_SETS[key].question
    ids = [option.id for option in question.options]
    assert question.kind == Kind.SINGLE
    assert len(ids) == len(set(ids))
    for texts in EQUALITY_SETS[key].words.values():
        labels = [texts[f"q.{question.id}.option.{option}"] for option in ids]
        assert len(labels) == len(set(labels))


@each_set
def test_a_set_is_whole_in_every_language(key):
    equality = EQUALITY_SETS[key]
    possible = set(expected_keys(Questionnaire((Page("about", (equality.question,)),))))
    assert set(equality.words) == LANGUAGES
    for texts in equality.words.values():
        assert set(texts) == set(equality.words["en"]) <= possible
        assert f"q.{equality.question.id}.why" in texts
        assert all(text.strip() == text and text for text in texts.values())


@each_set
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_words_of_a_language_are_in_its_own_letters(key, language):
    letters = [next(filter(str.isalpha, text), "") for text in EQUALITY_SETS[key].words[language].values()]
    assert {unicodedata.name(letter).split()[0] for letter in letters if letter} == {ALPHABETS[language]}


def test_the_page_that_they_stand_on_says_that_all_of_them_may_be_left_out():
    assert set(PAGE_WORDS) == LANGUAGES
    assert all(set(texts) == {"title", "text"} and all(texts.values()) for texts in PAGE_WORDS.values())
    assert "leave out any of these questions" in PAGE_WORDS["en"]["text"]


@each_set
def test_a_set_survives_being_frozen_in_a_version(key):
    asked = Questionnaire((Page("about", (EQUALITY_SETS[key].question,)),))
    assert from_json(as_json(asked)) == asked
