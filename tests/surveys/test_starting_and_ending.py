"""The pages before the first question and after the last one, and what is kept."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from surveys.models import AnonymousResponse, Mode, Purpose, SavedPaper, Survey
from surveys.questionnaires.definition import Kind, Option, Page, Question, Questionnaire
from surveys.responses.operations import AlreadySent, make_codes, save_for_later
from surveys.responses.queries import occasions
from surveys.responses.queries.kept import kept_about
from surveys.responses.words import words_in
from tests.factories import launched_survey
from tests.surveys.answering import begin, begun_paper, long_begun, paper_in, press, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    return launched_survey(languages=["pl", "pa", "ur"])


@pytest.fixture
def course(monkeypatch):
    """Somebody who makes occasions: those that begin with "occasion" are about one course."""
    about = occasions.About("ACE1", "Adversity and trauma")
    known = [lambda survey, occasion: about if occasion.startswith("occasion") else None]
    monkeypatch.setattr(occasions, "about_of", known)


# Languages


@pytest.mark.parametrize(
    ("language", "direction", "said"),
    [
        ("en", "ltr", "Nobody can tell who you are"),
        ("pl", "ltr", "Nikt nie może rozpoznać, kim jesteś"),
        ("pa", "ltr", "ਕੋਈ ਨਹੀਂ ਜਾਣ ਸਕਦਾ ਕਿ ਤੁਸੀਂ ਕੌਣ ਹੋ"),
        ("ur", "rtl", "کوئی نہیں جان سکتا کہ آپ کون ہیں"),
    ],
)
def test_every_language_is_offered_in_itself_and_said_from_its_own_side(client, survey, language, direction, said):
    page = client.get(f"/surveys/{survey.slug}/?language={language}")
    html = page.content.decode()
    assert f'<html lang="{language}" dir="{direction}"' in html
    assert said in text_of(page)
    assert re.findall(r'hreflang="(\w+)"', html) == ["en", "pl", "pa", "ur"]
    assert f'lang="{language}" dir="{direction}" hreflang="{language}" aria-current="true"' in html


def test_what_is_not_translated_is_said_in_english_and_marked_as_english(client, survey):
    html = press(client, survey, begun_paper(survey, page="hopes", language="ur"), "stay").content.decode()
    assert '<span lang="en" dir="ltr">How hopeful are you?</span>' in html
    html = press(client, survey, begun_paper(survey, page="feeling", language="ur"), "stay").content.decode()
    assert '<span lang="en" dir="ltr">Do you feel safe' not in html


def test_a_language_that_the_survey_is_not_offered_in_is_answered_in_english(client):
    survey = launched_survey(languages=[])
    page = client.get(f"/surveys/{survey.slug}/?language=ur")
    assert 'lang="en"' in page.content.decode()
    assert "hreflang" not in page.content.decode()
    assert paper_in(begin(client, survey, language="ur")).language == "en"


def test_the_language_goes_with_the_answers_to_the_end(client, survey):
    at = paper_in(begin(client, survey, language="ur"))
    assert at.language == "ur"
    end = press(client, survey, long_begun(begun_paper(survey, answers={"safe": "yes"}, language="ur")), "send")
    assert end["Location"].endswith("?language=ur")
    assert "شکریہ" in text_of(client.get(end["Location"]))


# Printed codes


def test_a_printed_code_opens_a_survey_once(client):
    survey = launched_survey(is_by_invitation=True)
    [code] = make_codes(survey, 1)
    assert "Your printed code" in text_of(client.get(f"/surveys/{survey.slug}/"))
    assert "Write your code" in text_of(begin(client, survey))
    at = paper_in(begin(client, survey, code=code.lower()))
    assert press(client, survey, long_begun(begun_paper(survey, answers={}, code=at.code)), "send").status_code == 303
    spent = begin(client, survey, code=code)
    assert spent.status_code == 409
    assert "This code cannot be used again" in text_of(spent)
    assert "This code has been used, and each code works only once." in text_of(spent)
    assert "We could not take your answers" not in text_of(spent)  # nothing was answered yet
    late = press(client, survey, begun_paper(survey, answers={"safe": "no"}, code=at.code), "send")
    assert late.status_code == 409
    assert "This code has been used" in text_of(late)
    assert AnonymousResponse.objects.count() == 1


def test_a_code_of_another_survey_is_refused_with_what_was_typed_still_there(client):
    survey = launched_survey(is_by_invitation=True)
    [code] = make_codes(launched_survey(is_by_invitation=True), 1)
    answer = begin(client, survey, code=code)
    assert "This code does not open these questions." in text_of(answer)
    assert f'value="{code}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Too many wrong codes have come from here"),
        ("pl", "zbyt wiele błędnych kodów"),
        ("pa", "ਬਹੁਤ ਸਾਰੇ ਗਲਤ ਕੋਡ"),
        ("ur", "بہت زیادہ غلط کوڈ"),
    ],
)
def test_printed_codes_cannot_be_guessed_at_one_after_another(client, monkeypatch, language, said):
    monkeypatch.setattr("surveys.responses.queries.limits.MOST_WRONG_CODES", 1)
    survey = launched_survey(is_by_invitation=True, languages=["pl", "pa", "ur"])
    begin(client, survey, code="ABCD", language=language)
    [code] = make_codes(survey, 1)
    answer = begin(client, survey, code=code, language=language)
    assert said in text_of(answer)
    assert f'value="{code}"' in answer.content.decode()


# Occasions


def test_an_occasion_leads_to_the_questions_about_its_course_and_counts_once(client, course):
    survey = launched_survey(purpose=Purpose.EVALUATION)
    start = client.get(f"/surveys/{survey.slug}/for/occasion-1/")
    assert "It is about the course <bdi>Adversity and trauma</bdi>." in start.content.decode()
    assert '<input type="hidden" name="occasion" value="occasion-1">' in start.content.decode()
    at = paper_in(begin(client, survey, occasion="occasion-1"))
    assert (at.occasion, at.about) == ("occasion-1", "ACE1")
    assert (
        press(client, survey, long_begun(begun_paper(survey, occasion="occasion-1", about="ACE1")), "send").status_code
        == 303
    )
    again = begin(client, survey, occasion="occasion-1")
    assert again.status_code == 200  # whoever has the link learns nothing of whether it was answered, until they send
    for page in ("feeling", "~check"):
        at = begun_paper(survey, occasion="occasion-1", about="ACE1", page=page)
        assert press(client, survey, long_begun(at), "stay").status_code == 200
    refused = press(client, survey, long_begun(at), "send")
    assert refused.status_code == 409
    assert "We have these answers already" in text_of(refused)


def test_the_name_of_a_course_stands_apart_from_words_that_run_the_other_way(client, monkeypatch):
    monkeypatch.setattr(occasions, "about_of", [lambda *_: occasions.About("ACE1", "Adversity <i>& trauma (2)")])
    survey = launched_survey(purpose=Purpose.EVALUATION)
    html = client.get(f"/surveys/{survey.slug}/for/occasion-1/?language=ur").content.decode()
    assert '<bdi lang="en" dir="ltr">Adversity &lt;i&gt;&amp; trauma (2)</bdi>' in html


@pytest.mark.parametrize(("rows", "said"), [(1, "about 1 min"), (10, "about 2 min"), (25, "about 5 min")])
def test_each_row_of_a_grid_takes_its_time(client, rows, said):
    names = tuple(f"row_{number}" for number in range(rows))
    grid = Question("grid", Kind.GRID, (Option("a"), Option("b")), rows=names)
    survey = launched_survey(questionnaire=Questionnaire((Page("one", (grid,)),)))
    assert said in text_of(client.get(f"/surveys/{survey.slug}/"))


def test_whoever_begins_without_end_from_one_place_is_asked_to_wait(client, monkeypatch):
    monkeypatch.setattr("surveys.responses.queries.limits.MOST_BEGUN", 1)
    survey = launched_survey()
    assert begin(client, survey).status_code == 200
    refused = begin(client, survey)
    assert refused.status_code == 429
    assert "Please wait a minute" in text_of(refused)


@pytest.mark.parametrize("language", ["en", "pl", "pa", "ur"])
@pytest.mark.parametrize(
    ("mode", "wave", "is_said"),
    [(Mode.ANONYMOUS, "", True), (Mode.PAIRED, "after", True), (Mode.PAIRED, "before", False), (Mode.NAMED, "", False)],
)
def test_whoever_comes_by_their_own_link_is_told_what_is_noted_of_it(
    client, monkeypatch, language, mode, wave, is_said
):
    about = occasions.About("ACE1", "Adversity", wave=wave)
    monkeypatch.setattr(occasions, "about_of", [lambda *_: about])
    survey = launched_survey(mode=mode, languages=["pl", "pa", "ur"])
    noted = words_in(language).kept_noted
    for path, said in ((f"for/occasion-1/?language={language}", is_said), (f"?language={language}", False)):
        assert (noted in text_of(client.get(f"/surveys/{survey.slug}/{path}"))) == said


def test_an_occasion_that_nobody_knows_opens_nothing(client, course):
    survey = launched_survey(purpose=Purpose.EVALUATION)
    assert client.get(f"/surveys/{survey.slug}/for/made-up/").status_code == 404
    assert begin(client, survey, occasion="made-up").status_code == 404


def test_the_language_is_changed_without_losing_the_occasion(client, course):
    survey = launched_survey(purpose=Purpose.EVALUATION)
    html = client.get(f"/surveys/{survey.slug}/for/occasion-1/").content.decode()
    assert f'href="/surveys/{survey.slug}/for/occasion-1/?language=ur"' in html


# Back in the browser, once it was sent


@pytest.mark.parametrize("action", ["stay", "continue", "back", "save", "change:feeling", "send"])
def test_whoever_goes_back_to_a_page_that_was_sent_sees_no_answer(client, survey, action):
    earlier = begun_paper(survey, page="words", answers={"safe": "no", "more": "Zebedee was there"})
    earlier = long_begun(earlier)
    assert "Zebedee" in text_of(press(client, survey, earlier, "stay"))
    assert press(client, survey, replace(earlier, page="~check"), "send").status_code == 303
    answer = press(client, survey, earlier, action)
    assert answer.status_code == 409
    assert "We have these answers already" in text_of(answer)
    assert "Zebedee" not in answer.content.decode()
    assert not SavedPaper.objects.exists()


def test_a_page_that_was_saved_and_then_sent_elsewhere_is_not_taken_up_again(client, survey):
    paper = long_begun(begun_paper(survey, page="~check", answers={"more": "Zebedee was there"}))
    code, saved = save_for_later(paper, timezone.now()), SavedPaper.objects.get()
    assert press(client, survey, paper, "send").status_code == 303
    assert not SavedPaper.objects.exists()
    with pytest.raises(AlreadySent):
        save_for_later(paper, timezone.now())  # as on two devices at the same moment
    assert not SavedPaper.objects.exists()
    saved.save(force_insert=True)  # as from a backup
    answer = client.post(f"/surveys/{survey.slug}/saved/", {"code": code})
    assert answer.status_code == 409
    assert "Zebedee" not in answer.content.decode()


# What is kept


@pytest.mark.parametrize("mode", Mode)
def test_what_is_kept_is_told_from_the_tables_themselves(client, mode):
    survey = launched_survey(mode=mode)
    said = text_of(client.get(f"/surveys/{survey.slug}/kept/"))
    for table in kept_about(mode):
        assert table.name in said
        assert [column.name for column in table.columns if column.words not in said] == []
    assert ("What we never keep" in said) == (mode != Mode.NAMED)


def test_what_is_kept_is_told_in_the_language_of_the_reader(client):
    survey = launched_survey(languages=["pl"])
    page = client.get(f"/surveys/{survey.slug}/kept/?language=pl")
    for table in kept_about(Mode.ANONYMOUS, "pl"):
        assert [column.name for column in table.columns if column.words not in text_of(page)] == []
    assert '<div lang="en"' not in page.content.decode()


@pytest.mark.parametrize(
    ("language", "said"), [("en", "for 24 months"), ("pl", "24 miesiące"), ("pa", "24 ਮਹੀਨੇ"), ("ur", "24 مہینے")]
)
def test_people_are_told_for_how_long_answers_are_kept_and_then_that_they_are_gone(client, language, said):
    survey = launched_survey(languages=["pl", "pa", "ur"], closed_at=timezone.now())
    address = f"/surveys/{survey.slug}/kept/?language={language}"
    assert said in text_of(client.get(address))
    Survey.objects.update(answers_deleted_on=date(2030, 3, 5))
    gone = text_of(client.get(address))
    assert (said in gone, words_in(language).day(date(2030, 3, 5)) in gone) == (False, True)


@pytest.mark.parametrize("language", ["en", "pl", "pa", "ur"])
def test_an_evaluation_says_that_a_day_is_noted_beside_a_name(client, language):
    words = words_in(language)
    for purpose in Purpose:
        survey = launched_survey(purpose=purpose, languages=["pl", "pa", "ur"])
        said = text_of(client.get(f"/surveys/{survey.slug}/kept/?language={language}"))
        is_evaluation = purpose == Purpose.EVALUATION
        assert [part in said for part in (words.kept_noted, words.never_time, words.never_moment)] == [
            is_evaluation, is_evaluation, not is_evaluation,
        ]  # fmt: skip
