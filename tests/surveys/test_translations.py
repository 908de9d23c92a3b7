"""Translations are saved in parts, and say what is missing and what was translated from words that changed."""

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from surveys.models import Survey, Translation
from surveys.questionnaires import operations
from surveys.questionnaires.definition import Kind, Page, Question, Questionnaire
from surveys.questionnaires.operations import NotALanguageOfIt, TranslatedMeanwhile
from surveys.questionnaires.queries import draft_of
from surveys.questionnaires.queries.translations import State, progress, sections
from tests.factories import LocalAuthorityFactory, staff_member
from tests.factories.surveys import WORDS, launched_survey
from tests.surveys.drafting import draft_survey, reworded

pytestmark = pytest.mark.django_db


@pytest.fixture
def save():
    by = staff_member(StaffRole.EDITOR)
    return lambda survey, texts, language="ur", **facts: operations.save_translation(
        survey=survey, language=language, texts=texts, by=by, at=timezone.now(), **facts
    )


def lines(survey, language="ur"):
    return {line.key: line for section in sections(survey, language, draft_of(survey)) for line in section.lines}


def test_part_of_a_translation_is_saved_and_the_rest_is_missing(save):
    survey = draft_survey(languages=["ur"])
    save(survey, {"q.safe.label": " محفوظ ", "q.safe.option.yes": ""})
    found = lines(survey)
    assert (found["q.safe.label"].text, found["q.safe.label"].state) == ("محفوظ", State.DONE)
    assert (found["q.safe.option.yes"].state, found["title"].part) == (State.MISSING, "Title")
    assert [(each.done, each.number, each.percent) for each in progress(survey, draft_of(survey))] == [
        (1, len(found), 100 // len(found))
    ]
    save(survey, {"q.safe.option.yes": "ہاں"})
    assert lines(survey)["q.safe.label"].text == "محفوظ"


def test_a_text_whose_english_has_changed_since_is_marked_with_what_it_was(save):
    survey = draft_survey(languages=["ur"])
    save(survey, {"q.safe.label": "محفوظ"})
    survey = reworded(survey, q__safe__label="Are you safe?")
    line = lines(survey)["q.safe.label"]
    assert (line.state, line.of, line.source) == (State.CHANGED, WORDS["en"]["q.safe.label"], "Are you safe?")
    save(survey, {"q.safe.label": "محفوظ"})  # saved with all the others, and not looked at
    assert lines(survey)["q.safe.label"].state == State.CHANGED
    save(survey, {"q.safe.label": "محفوظ"}, still_right=frozenset({"q.safe.label"}))
    assert lines(survey)["q.safe.label"].state == State.DONE


def test_a_text_that_is_translated_anew_is_done(save):
    survey = draft_survey(languages=["ur"])
    save(survey, {"q.safe.label": "محفوظ"})
    survey = reworded(survey, q__safe__label="Are you safe?")
    save(survey, {"q.safe.label": "کیا آپ محفوظ ہیں؟"})
    assert lines(survey)["q.safe.label"].state == State.DONE


def test_a_text_can_be_taken_away(save):
    survey = draft_survey(languages=["ur"])
    save(survey, {"q.safe.label": "محفوظ"})
    save(survey, {"q.safe.label": ""})
    assert Translation.objects.get().texts == {}


def test_what_the_draft_does_not_have_is_passed_over(save):
    survey = draft_survey(languages=["ur"])
    save(survey, {"q.gone.label": "x", "q.safe.hint": "x"})
    assert (Translation.objects.get().texts, ModelLogEntry.objects.count()) == ({}, 0)


def test_a_change_is_written_down_without_the_words_and_no_change_is_not(save):
    survey = draft_survey(languages=["ur"])
    save(survey, {"q.safe.label": "محفوظ"})
    save(survey, {"q.safe.label": "محفوظ"})
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.data) == ("surveys.survey.translate", {"language": "ur", "texts": 1})


def test_a_survey_is_translated_into_its_languages_only(save):
    with pytest.raises(NotALanguageOfIt):
        save(draft_survey(languages=["ur"]), {"title": "x"}, language="pl")


def test_a_closed_survey_is_still_translated_since_staff_read_its_results_in_its_words(save):
    survey = launched_survey()
    operations.close_survey(survey=survey, by=None, at=timezone.now())
    save(survey, {"title": "کیا آپ محفوظ ہیں"})
    assert Translation.objects.get().texts["title"]["text"] == "کیا آپ محفوظ ہیں"


def test_what_two_wrote_at_once_is_refused_with_the_words_of_the_other_and_saves_nothing(save):
    survey = draft_survey(languages=["ur"])
    save(survey, {"q.safe.label": "پہلا", "q.age.label": "عمر"})
    read = {"q.safe.label": "", "q.age.label": "", "title": ""}
    with pytest.raises(TranslatedMeanwhile, match="a text since, that you bring too") as refusal:
        save(survey, {"q.safe.label": "دوسرا", "q.age.label": "عمر", "title": "عنوان"}, read=read)
    assert refusal.value.theirs == {"q.safe.label": "پہلا"}
    assert {key: each["text"] for key, each in Translation.objects.get().texts.items()} == {
        "q.safe.label": "پہلا", "q.age.label": "عمر",
    }  # fmt: skip
    save(survey, {"q.safe.label": "دوسرا"}, read={"q.safe.label": "پہلا"})
    assert Translation.objects.get().texts["q.safe.label"]["text"] == "دوسرا"


def test_what_somebody_left_as_they_read_it_stays_as_somebody_else_wrote_it(save):
    survey = draft_survey(languages=["ur"])
    save(survey, {"q.safe.label": "پہلا\nسطر", "q.age.label": "عمر"})
    read = {"q.safe.label": "پہلا\nسطر", "q.age.label": ""}
    save(survey, {"q.safe.label": "پہلا\r\nسطر", "q.age.label": ""}, read=read)
    assert {key: each["text"] for key, each in Translation.objects.get().texts.items()} == {
        "q.safe.label": "پہلا\r\nسطر", "q.age.label": "عمر",
    }  # fmt: skip


def test_what_the_equality_sets_bring_in_a_language_is_not_asked_for(save):
    survey = draft_survey(languages=["ur", "ro"])
    survey.content = [*survey.content.raw_data, {"type": "equality", "value": {"sets": ["age-band@2021"]}}]
    survey.save()
    survey = Survey.objects.get(pk=survey.pk)
    assert ["q.age_band.label" in lines(survey, language) for language in ("ur", "ro")] == [False, True]
    save(survey, {"q.age_band.label": "x"})
    assert Translation.objects.get().texts == {}


def test_texts_stand_in_the_order_of_asking_under_their_pages():
    survey = draft_survey(languages=["ur"], introduction="Why we ask")
    found = sections(survey, "ur", draft_of(survey))
    assert [each.title for each in found][:3] == ["The survey", "Page 1: How you feel", "Page 2: Places"]
    assert [line.part for line in found[0].lines] == ["Title", "Introduction"]
    assert [line.part for line in found[1].lines][:3] == ["Title", "Help: title", "Help"]
    number = sum(len(each.lines) for each in found)
    assert number == len({line.key for each in found for line in each.lines}) == len(draft_of(survey).words["en"])


def test_the_names_of_areas_need_no_translation_and_can_have_one(save):
    coventry = LocalAuthorityFactory(name="Coventry", ons_code="E08000026")
    asked = Questionnaire((Page("where", (Question("area", Kind.AUTHORITY),)),))
    survey = draft_survey(asked, {"page.where.title": "Where", "q.area.label": "Where do you live?"}, languages=["ur"])
    name = f"q.area.option.{coventry.ons_code.lower()}"
    assert lines(survey)[name].state == State.NAME
    needed = ["title", "page.where.title", "q.area.label", "q.area.option.elsewhere"]
    save(survey, dict.fromkeys(needed, "اردو"))
    assert [(each.done, each.number) for each in progress(survey, draft_of(survey))] == [(4, 4)]
    save(survey, {name: "کوونٹری"})
    assert (lines(survey)[name].state, progress(survey, draft_of(survey))[0].number) == (State.DONE, 4)


def test_characters_that_no_chart_or_spreadsheet_can_hold_are_left_out(save):
    survey = draft_survey(languages=["ur"])
    save(survey, {"q.safe.label": "محف\x08وظ\ufffe\n"})
    assert Translation.objects.get().texts["q.safe.label"]["text"] == "محفوظ"
