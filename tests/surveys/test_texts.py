"""What people write is read and settled by one person, who cannot tell when it was written."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from surveys.models import HeldText, TextState
from surveys.questionnaires.operations import close_survey
from surveys.responses.operations import (
    AlreadyRead,
    NotTheReader,
    OnlyTakeOut,
    keep_shortened,
    keep_text,
    release_batches,
    remove_text,
)
from surveys.responses.queries.reading import LEAST_TEXTS
from tests.factories import PersonFactory, staff_member
from tests.sign_in import sign_in
from tests.surveys.sending import AT, opened
from tests.surveys.writing import at, swept, written


@pytest.fixture
def survey(reader):
    return opened(reviewer=reader)


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


def test_the_reader_is_asked_before_a_text_that_waits_is_removed(survey, client):
    text = swept(survey, "Ask Aisha there")
    remove = reverse("survey_texts:remove", args=[survey.pk, text.pk])
    listed = client.get(reverse("survey_texts:survey", args=[survey.pk])).text
    assert (f'href="{remove}"' in listed, 'value="remove"' in listed) == (True, False)
    asked = client.get(remove)
    text.refresh_from_db()
    assert ("nobody else will ever read it" in asked.text, text.state) == (True, TextState.HELD)
    assert "no-store" in asked["Cache-Control"]
    after = client.post(remove, follow=True)
    text.refresh_from_db()
    assert ("Removed." in after.text, text.state, text.text) == (True, TextState.REMOVED, "")
    assert "This text has been read already." in client.post(remove, follow=True).text


@pytest.mark.parametrize("facts", [{"roles": [StaffRole.ANALYST]}, {"is_superuser": True}])
def test_nobody_else_opens_them(survey, facts):
    facts = dict(facts)
    text = written(survey)
    client = sign_in(Client(), staff_member(*facts.pop("roles", []), **facts))
    addresses = [reverse("survey_texts:survey", args=[survey.pk])]
    addresses += [reverse(f"survey_texts:{deed}", args=[survey.pk, text.pk]) for deed in ("shorten", "remove")]
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
