"""The questionnaires of a new site: whole in every language, plain enough to read, and kind to whoever answers."""

import unicodedata
from datetime import UTC, datetime

import pytest

from cms.starter.lists import load_areas
from cms.starter.surveys.before_and_after import BEFORE_AND_AFTER
from cms.starter.surveys.evaluation import EVALUATION
from cms.starter.surveys.insight import INSIGHT
from cms.starter.surveys.loading import load_questionnaires, words_of
from surveys.models import Mode, Purpose, Survey
from surveys.questionnaires.definition import Kind, expected_keys, holds, route
from surveys.questionnaires.definition.words import PLACEHOLDER
from surveys.questionnaires.queries import checked_draft_of, draft_of

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
WHOLE = {
    "insight": (INSIGHT, ("en", "pl", "pa", "ur")),
    "evaluation": (EVALUATION, ("en", "pl")),
    "before_and_after": (BEFORE_AND_AFTER, ("en", "pl", "pa", "ur")),
}
ALPHABETS = {"en": "LATIN", "pl": "LATIN", "pa": "GURMUKHI", "ur": "ARABIC"}

in_each_language = pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name, (_, languages) in WHOLE.items() for language in languages]
)


@pytest.fixture
def drafts(db):
    load_areas(NOW)
    load_questionnaires(NOW)
    return {survey.slug: survey for survey in Survey.objects.all()}


# --- Words ---------------------------------------------------------------------------------------------------------


@in_each_language
def test_a_questionnaire_has_the_same_words_in_every_language_and_none_too_many(name, language):
    questionnaire, english = WHOLE[name][0], words_of(name, "en")
    texts = words_of(name, language)
    assert set(texts) == set(english)
    assert set(texts) <= set(expected_keys(questionnaire))
    assert all(text == text.strip() != "" for text in texts.values())


@pytest.mark.parametrize("name", WHOLE)
def test_nothing_that_is_shown_is_without_words(name):
    questionnaire, texts = WHOLE[name][0], words_of(name, "en")
    own = [page for page in questionnaire.pages if not any(question.equality for question in page.questions)]
    needed = {f"page.{page.id}.title" for page in own}
    needed |= {
        f"page.{page.id}.help.{each.id}.{part}" for page in own for each in page.help for part in ("title", "text")
    }
    for question in (question for page in own for question in page.questions):
        needed |= {f"q.{question.id}.label"} | {f"q.{question.id}.row.{row}" for row in question.rows}
        needed |= {f"q.{question.id}.option.{option.id}" for option in question.options}
    assert needed - set(texts) == set()


@in_each_language
def test_words_repeat_the_same_answers_in_every_language(name, language):
    texts = words_of(name, language)
    for key, text in words_of(name, "en").items():
        assert sorted(PLACEHOLDER.findall(texts[key])) == sorted(PLACEHOLDER.findall(text))


@in_each_language
def test_the_words_of_a_language_are_in_its_own_letters(name, language):
    letters = [next(filter(str.isalpha, PLACEHOLDER.sub("", text))) for text in words_of(name, language).values()]
    assert {unicodedata.name(letter).split()[0] for letter in letters} == {ALPHABETS[language]}


# --- What it asks --------------------------------------------------------------------------------------------------


def test_the_insight_survey_asks_about_twenty_questions_and_the_equality_questions_last():
    asked = list(INSIGHT.questions())
    own = [question for question in asked if not question.equality]
    assert (len(own), [question.equality != "" for question in asked]) == (23, [False] * 23 + [True] * 5)
    usual = {"no_go": "some", "go_on": "yes", "seen_online": "sometimes", "talk_to": ["friend"], "would_help": ["jobs"]}
    assert len([question for stop in route(INSIGHT, usual).stops for question in stop.questions]) == 22 + 5


def test_the_page_on_gangs_is_announced_and_can_be_left_out_as_a_whole():
    stops = [stop.page.id for stop in route(INSIGHT, {"go_on": "leave_out"}).stops]
    assert ("ahead" in stops, "pressure" in stops, "online" in stops) == (True, False, True)


def test_what_is_about_somebody_without_anybody_brings_up_where_to_turn():
    shown = {
        each.id
        for page in INSIGHT.pages
        for each in page.help
        if holds(
            each.when, {"feel_safe": "not_at_all", "hopeful": "1", "talk_to": ["nobody"], "treated_badly": "often"}
        )
    }
    assert shown == {"not_alone", "hope_help", "nobody_help", "treated_help"}
    assert not [each for page in INSIGHT.pages for each in page.help if holds(each.when, {"talk_to": ["friend"]})]


def test_what_is_asked_before_and_after_is_the_same_for_everybody_and_takes_no_own_words():
    asked = list(BEFORE_AND_AFTER.questions())
    assert (len(asked), BEFORE_AND_AFTER.takes_text()) == (6, False)
    assert [page for page in BEFORE_AND_AFTER.pages if page.rule or page.skips] == []
    said = {key for key, text in words_of("before_and_after", "en").items() if "course" in text.lower()}
    assert said == {"title", "introduction", "thanks", "q.knowledge.label"}  # nothing speaks of it as over


def test_whoever_knows_no_help_for_themself_is_shown_some():
    shown = [
        each.id for page in BEFORE_AND_AFTER.pages for each in page.help if holds(each.when, {"help_for_me": "no"})
    ]
    assert shown == ["for_you"]


def test_nobody_is_asked_for_more_than_one_text():
    texts = [question.id for question in INSIGHT.questions() if question.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT)]
    assert texts == ["one_change"]


# --- As a new site has them ----------------------------------------------------------------------------------------


def test_a_new_site_has_each_as_a_draft_that_wants_dates_and_a_reader_of_own_words_and_nothing_else(drafts):
    stand = {slug: (survey.mode, survey.purpose) for slug, survey in drafts.items()}
    assert stand == {
        "feeling-safe": (Mode.ANONYMOUS, Purpose.INSIGHT),
        "how-was-the-course": (Mode.ANONYMOUS, Purpose.EVALUATION),
        "before-and-after": (Mode.PAIRED, Purpose.EVALUATION),
    }
    for slug, survey in drafts.items():
        wanted = ["Dates", "Dates"] + ["Own words"] * (slug != "before-and-after")
        assert (survey.launched_at, [problem.where for problem in checked_draft_of(survey).problems]) == (None, wanted)


def test_what_editors_see_is_what_was_written_down(drafts):
    written = {
        "feeling-safe": INSIGHT, "how-was-the-course": EVALUATION, "before-and-after": BEFORE_AND_AFTER,
    }  # fmt: skip
    for slug, questionnaire in written.items():
        made = draft_of(drafts[slug]).questionnaire
        assert [page.id for page in made.pages] == [page.id for page in questionnaire.pages]
        without_areas = [each for each in made.questions() if each.kind != Kind.AUTHORITY]
        assert without_areas == [each for each in questionnaire.questions() if each.kind != Kind.AUTHORITY]
        assert made.crosstabs == questionnaire.crosstabs
        assert [(page.rule, page.skips, page.help) for page in made.pages] == [
            (page.rule, page.skips, page.help) for page in questionnaire.pages
        ]


@pytest.mark.parametrize("language", ["pl", "pa", "ur"])
@pytest.mark.parametrize("slug", ["feeling-safe", "before-and-after"])
def test_nothing_is_left_to_translate(drafts, slug, language):
    draft = draft_of(drafts[slug])
    areas = {key for key in draft.words["en"] if key.startswith("q.area.option.e0")}
    titles = {key for key in draft.words["en"] if key.startswith("page.equality_")}
    assert set(draft.words["en"]) - set(draft.words[language]) - areas - titles == set()
    assert not {key for key in titles if key not in draft.words[language]}
