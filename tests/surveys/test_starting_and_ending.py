"""The pages before the first question and after the last one, and those where there is nothing to answer."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from surveys.models import AnonymousResponse, Mode, Publication, Purpose, SavedPaper, Survey
from surveys.questionnaires.operations import close_survey
from surveys.responses.operations import AlreadySent, make_codes, save_for_later
from surveys.responses.queries import occasions
from surveys.responses.queries.kept import kept_about
from surveys.responses.words import words_in
from tests.factories import PersonFactory, SurveyFactory, launched_survey
from tests.sign_in import sign_in
from tests.surveys.answering import begin, begun_paper, long_begun, paper_in, press, text_of

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


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
    assert "It is about the course Adversity and trauma." in text_of(start)
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


# Where there is nothing to answer


def unlaunched():
    return SurveyFactory(title="A secret draft").slug


def launched_tomorrow():
    return launched_survey(launched_at=timezone.now() + timedelta(days=1)).slug


@pytest.mark.parametrize("slug", [lambda: "no-such-survey", unlaunched, launched_tomorrow])
@pytest.mark.parametrize("page", ["", "kept/", "thanks/", "saved/"])
def test_what_is_not_there_and_what_is_not_open_yet_look_the_same(client, slug, page):
    answer = client.get(f"/surveys/{slug()}/{page}")
    assert answer.status_code == 404
    assert "There are no questions here at the moment" in text_of(answer)
    assert "secret" not in text_of(answer)


@pytest.mark.parametrize("page", ["", "saved/"])
def test_a_closed_survey_says_until_when_it_was_and_when_results_appear(client, page):
    now = timezone.now()
    survey = launched_survey(at=now - timedelta(days=40))
    said = text_of(client.get(f"/surveys/{survey.slug}/{page}"))
    assert "These questions are closed" in said
    assert "we will show what people said" in said
    assert "See the results" not in said


def publish(survey):
    return Publication.objects.create(
        survey=survey, findings="We heard you.", response="More light.", tables={}, published_at=timezone.now()
    )


@pytest.mark.parametrize(
    ("closes_on", "closed", "said"),
    [
        (date(2026, 3, 20), datetime(2026, 3, 21, 0, 5, tzinfo=LONDON), "Friday 20 March 2026"),  # by itself, at night
        (date(2026, 4, 20), datetime(2026, 4, 9, 0, 5, tzinfo=LONDON), "Thursday 9 April 2026"),  # 8 April in Greenwich
        (date(2026, 4, 20), datetime(2026, 3, 9, 12, tzinfo=LONDON), "Monday 9 March 2026"),
    ],
)
def test_the_last_day_is_one_on_which_people_could_answer(client, closes_on, closed, said):
    days = {"closes_on": closes_on, "results_on": date(2026, 5, 1)}
    survey = launched_survey(at=datetime(2026, 3, 1, 12, tzinfo=LONDON), **days)
    close_survey(survey=survey, by=None, at=closed)
    assert f"People could answer until {said}." in text_of(client.get(f"/surveys/{survey.slug}/"))


def test_a_closed_survey_leads_to_its_results_while_they_are_published(client):
    survey = launched_survey(at=timezone.now() - timedelta(days=90))
    publication = publish(survey)
    page = client.get(f"/surveys/{survey.slug}/").content.decode()
    assert f'href="/surveys/{survey.slug}/results/"' in page
    publication.withdrawn_at = timezone.now()
    publication.save()
    assert f'href="/surveys/{survey.slug}/results/"' not in client.get(f"/surveys/{survey.slug}/").content.decode()


@pytest.mark.parametrize("page", ["answer/", "named/"])
def test_the_address_that_pages_are_sent_to_leads_to_the_start(client, survey, page):
    sign_in(client, PersonFactory())
    assert client.get(f"/surveys/{survey.slug}/{page}")["Location"] == f"/surveys/{survey.slug}/"


def test_whoever_is_told_by_when_results_come_is_told_where(client, survey):
    paper = begun_paper(survey, answers={"safe": "yes"})
    thanks = client.get(press(client, survey, paper, "send")["Location"])
    already = press(client, survey, paper, "send")
    survey.closed_at = timezone.now()
    survey.save()
    for page in (thanks, already, client.get(f"/surveys/{survey.slug}/")):
        said = text_of(page)
        assert "we will show what people said" in said
        assert re.search(rf"You can read it at this address: http\S+/surveys/{survey.slug}/results/", said)


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
