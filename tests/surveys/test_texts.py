"""What people write: found where it worries, marked where it tells who, read by one person, and told of on the hour."""

import re
import sys
from collections import Counter
from datetime import UTC, datetime

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from post_office.models import Email
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from surveys.models import HeldText, Mode, TextState
from surveys.questionnaires.operations import close_survey
from surveys.responses.operations import (
    AlreadyRead,
    NotTheReader,
    OnlyTakeOut,
    keep_shortened,
    keep_text,
    make_codes,
    release_batches,
    remove_text,
    tell_readers,
)
from surveys.responses.queries.marking import marked
from surveys.responses.queries.printed_codes import is_code
from surveys.responses.queries.reading import LEAST_TEXTS
from surveys.responses.queries.risk_words import RISK_WORDS
from surveys.responses.queries.worrying import is_worrying
from tests.factories import PersonFactory, staff_member
from tests.sign_in import sign_in
from tests.surveys.sending import AT, opened, paper_of, send


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


# --- The reviewer's verbs --------------------------------------------------------------------------------------------


@pytest.fixture
def reader(db):
    return staff_member(StaffRole.EDITOR, name="Rea Reader")


@pytest.fixture
def survey(reader):
    return opened(reviewer=reader)


def written(survey, text="Ask Aisha in Old Mill Lane.", **facts):
    send(survey, paper_of(survey, {"safe": "yes", "more": text}, **facts))
    return HeldText.objects.select_related("version__survey").get(text=text)


def swept(survey, text):
    """One of ten texts that the hourly sweep has found."""
    for number in range(LEAST_TEXTS - 1):
        written(survey, f"text {number}")
    found = written(survey, text)
    release_batches(at=AT)
    return HeldText.objects.select_related("version__survey").get(text=found.text)


def test_a_text_is_kept_shortened_or_removed_once(survey, reader):
    kept = keep_text(text=written(survey, "one"), by=reader, at=AT)
    shortened = keep_shortened(text=written(survey), shortened="Ask […] in Old Mill.", by=reader, at=AT)
    removed = remove_text(text=written(survey, "two", quotable=("more",)), by=reader, at=AT)
    assert (kept.state, kept.text, str(kept.read_on), kept.read_by) == ("kept", "one", "2026-06-08", reader)
    assert (shortened.state, shortened.text) == ("kept", "Ask […] in Old Mill.")
    assert (removed.state, removed.text, removed.may_be_quoted) == ("removed", "", False)
    for again in (keep_text, remove_text):
        with pytest.raises(AlreadyRead, match="already"):
            again(text=kept, by=reader, at=AT)
    logged = ModelLogEntry.objects.filter(action__startswith="surveys.text.")
    assert {entry.action for entry in logged} == {"surveys.text.keep", "surveys.text.shorten", "surveys.text.remove"}
    assert {(entry.content_type.model, str(entry.object_id), str(entry.data)) for entry in logged} == {
        ("survey", str(survey.pk), "{}")
    }


def test_nobody_but_the_reader_settles_a_text_not_even_an_administrator(survey):
    text = written(survey)
    for by in (staff_member(StaffRole.ANALYST), staff_member(is_superuser=True), PersonFactory()):
        with pytest.raises(NotTheReader, match="named as reader"):
            keep_text(text=text, by=by, at=AT)
    text.refresh_from_db()
    assert text.state == TextState.HELD


@pytest.mark.parametrize("shortened", ["Ask Bilal in Old Mill Lane.", "", "  […] ", "Lane Ask"])
def test_nothing_is_put_into_a_text(survey, reader, shortened):
    with pytest.raises(OnlyTakeOut, match="Only take words out"):
        keep_shortened(text=written(survey), shortened=shortened, by=reader, at=AT)


# --- The reviewer's screens ------------------------------------------------------------------------------------------


@pytest.fixture
def client(reader):
    return sign_in(Client(), reader)


def test_the_reader_sees_texts_marked_and_settles_them(survey, client):
    swept(survey, "Ask Aisha")
    text = written(survey, "He has a knife")
    page = client.get(reverse("survey_texts:index")).content.decode()
    assert "1: read these first" in page
    address = reverse("survey_texts:survey", args=[survey.pk])
    answer = client.get(address)
    shown = BeautifulSoup(answer.content, "html.parser")
    assert [mark.text for mark in shown.select("main mark")] == ["Aisha"]
    assert len(shown.select("main section")) == LEAST_TEXTS + 1
    assert "no-store" in answer["Cache-Control"]
    assert shown.select("main section")[0].text.count("Holds words of risk") == 1
    for again in range(2):
        answer = client.post(address, {"key": text.pk, "action": "keep"}, follow=True)
        assert ("read already" in answer.content.decode()) == bool(again)
    text.refresh_from_db()
    assert text.state == TextState.KEPT


def shown_to(client, survey):
    """How many texts the reader sees: in the list of surveys, and on the survey's own page."""
    index = BeautifulSoup(client.get(reverse("survey_texts:index")).content, "html.parser")
    page = BeautifulSoup(client.get(reverse("survey_texts:survey", args=[survey.pk])).content, "html.parser")
    return int(index.select("main td")[1].text), len(page.select("main section"))


def test_a_text_waits_for_ten_and_for_the_hour_so_that_nobody_can_tell_when_it_was_written(survey, client, told):
    for number in range(LEAST_TEXTS - 1):
        written(survey, f"text {number}")
    release_batches(at=AT)
    assert shown_to(client, survey) == (0, 0)
    last = written(survey, "the tenth")
    assert shown_to(client, survey) == (0, 0)
    assert told(at(9)) == 0
    addresses = [reverse("survey_texts:survey", args=[survey.pk])]
    addresses.append(reverse("survey_texts:shorten", args=[survey.pk, last.pk]))
    client.post(addresses[0], {"key": last.pk, "action": "keep"})
    assert client.get(addresses[1]).status_code == 302
    assert not HeldText.objects.exclude(state=TextState.HELD).exists()
    release_batches(at=AT)
    assert shown_to(client, survey) == (LEAST_TEXTS, LEAST_TEXTS)
    written(survey, "the eleventh")
    assert shown_to(client, survey) == (LEAST_TEXTS, LEAST_TEXTS)
    release_batches(at=AT)
    assert shown_to(client, survey) == (LEAST_TEXTS + 1, LEAST_TEXTS + 1)
    assert "once an hour" in client.get(addresses[0]).content.decode()


def test_words_of_risk_do_not_wait_and_closing_shows_all(survey, client):
    written(survey, "He has a knife")
    written(survey, "More clubs")
    assert shown_to(client, survey) == (1, 1)
    close_survey(survey=survey, by=None, at=AT)
    assert shown_to(client, survey) == (2, 2)
    page = client.get(reverse("survey_texts:survey", args=[survey.pk])).content.decode()
    assert "Some texts may not be here yet" not in page


def test_what_goes_is_shown_before_it_does(survey, client):
    text = swept(survey, "Ask Aisha there")
    address = reverse("survey_texts:shorten", args=[survey.pk, text.pk])
    looked = client.post(address, {"shortened": "Ask there", "look": "1"})
    assert "".join(gone.text for gone in BeautifulSoup(looked.content, "html.parser").select("del")).strip() == "Aisha"
    refused = client.post(address, {"shortened": "Ask Bilal there", "keep": "1"})
    assert (refused.status_code, "Only take words out" in refused.content.decode()) == (409, True)
    client.post(address, {"shortened": "Ask there", "keep": "1"})
    text.refresh_from_db()
    assert (text.state, text.text) == (TextState.KEPT, "Ask there")
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("facts", [{"roles": [StaffRole.ANALYST]}, {"is_superuser": True}])
def test_nobody_else_opens_them(survey, facts):
    facts = dict(facts)
    text = written(survey)
    client = sign_in(Client(), staff_member(*facts.pop("roles", []), **facts))
    addresses = [reverse("survey_texts:survey", args=[survey.pk])]
    addresses.append(reverse("survey_texts:shorten", args=[survey.pk, text.pk]))
    for address in addresses:
        for answer in (client.get(address, follow=True), client.post(address, {"key": text.pk, "action": "keep"})):
            assert "Aisha" not in answer.content.decode()
    text.refresh_from_db()
    assert text.state == TextState.HELD


def test_where_nothing_waits_the_pages_say_so(survey, client):
    assert (
        "There is nothing for you to read now"
        in client.get(reverse("survey_texts:survey", args=[survey.pk])).content.decode()
    )


def test_a_page_of_texts_asks_the_database_as_often_for_thirty_as_for_one(
    survey, client, django_assert_max_num_queries
):
    address, counts = reverse("survey_texts:survey", args=[survey.pk]), []
    written(survey, "number 0")
    client.get(address)
    for first, last in ((1, 2), (2, 18)):
        for number in range(first, last):
            written(survey, f"number {number}")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- Being told ------------------------------------------------------------------------------------------------------


def at(hour, day=9, minute=0):
    """A moment in June 2026, local time; the 9th is a Tuesday."""
    return datetime(2026, 6, day, hour - 1, minute, tzinfo=UTC)


@pytest.fixture
def told(survey):
    """How many letters go out at a moment."""
    cache.clear()
    return lambda moment: tell_readers(at=moment)


def test_words_of_risk_are_told_each_hour_within_the_readers_hours(survey, told):
    written(survey, "He has a knife")
    assert [told(at(hour)) for hour in (8, 9, 10, 16, 17)] == [0, 1, 1, 1, 0]
    assert told(at(10)) == 0  # the same hour again
    assert [told(at(10, day)) for day in (12, 13, 14)] == [1, 0, 0]  # a Friday, and the weekend
    letter = Email.objects.first()
    said = letter.subject + letter.message + letter.html_message
    assert "knife" not in said
    assert survey.title not in said
    assert "Please read it soon" in said
    assert letter.to == [survey.reviewer.email]


def test_other_texts_are_told_once_a_day(survey, told):
    swept(survey, "More clubs")
    assert [told(at(hour)) for hour in (8, 9, 10, 16)] == [0, 1, 0, 0]
    assert "soon" not in Email.objects.get().message


def test_nobody_is_told_where_nothing_waits(survey, told, reader):
    keep_text(text=written(survey, "a knife"), by=reader, at=AT)
    assert told(at(10)) == told(at(9)) == 0
    assert mail.outbox == []


# --- Printed codes ---------------------------------------------------------------------------------------------------


def test_codes_are_printed_for_a_survey_that_needs_them_and_kept_nowhere(reader):
    survey = opened(Mode.ANONYMOUS, is_by_invitation=True)
    assert len(set(make_codes(survey, 50))) == 50
    address, client = reverse("surveys_codes", args=[survey.pk]), sign_in(Client(), reader)
    type(survey).objects.filter(pk=survey.pk).update(closes_on="2099-01-01", results_on="2099-02-01")
    assert client.post(address, {"number": 301}).status_code == 400
    sheet = client.post(address, {"number": 3})
    assert sheet.content.startswith(b"%PDF")
    assert "no-store" in sheet["Cache-Control"]
    codes = _codes_in(sheet.content)
    assert [is_code(survey, code) for code in codes] == [True] * 3
    assert ModelLogEntry.objects.get(action="surveys.codes.print").data == {"number": 3}


def test_no_codes_are_printed_for_a_survey_that_anybody_may_answer(reader, survey):
    answer = sign_in(Client(), reader).post(reverse("surveys_codes", args=[survey.pk]), {"number": 3})
    assert (answer.status_code, "needs one to be answered" in answer.content.decode()) == (409, True)


def _codes_in(pdf):
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", text)
