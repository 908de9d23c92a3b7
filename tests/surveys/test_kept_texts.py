"""A text that was kept can be removed after all, or quoted no more, by its reader and nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from surveys.models import HeldText, TextState
from surveys.responses.operations import (
    NotKept,
    NotQuoted,
    NotTheReader,
    keep_text,
    remove_kept_text,
    remove_text,
    withdraw_quotation,
)
from surveys.responses.queries.quoting import quotable_texts
from tests.factories import PersonFactory, staff_member
from tests.sign_in import sign_in
from tests.surveys.sending import AT, opened, paper_of, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return staff_member(StaffRole.EDITOR, name="Rea Reader")


@pytest.fixture
def survey(reader):
    return opened(reviewer=reader)


@pytest.fixture
def client(reader):
    return sign_in(Client(), reader)


def written(survey, text="It is dark there.", *, quotable=("more",), about="ACE1"):
    send(survey, paper_of(survey, {"safe": "yes", "more": text}, quotable=quotable, about=about))
    return HeldText.objects.select_related("version__survey").get(text=text)


@pytest.fixture
def kept(survey, reader):
    return keep_text(text=written(survey), by=reader, at=AT)


def logged():
    return [(e.action, e.data) for e in ModelLogEntry.objects.filter(action__startswith="surveys.text.").order_by("pk")]


def test_a_kept_text_is_removed_for_good_and_what_was_done_is_logged_without_it(kept, reader):
    removed = remove_kept_text(text=kept, by=reader, at=AT)
    assert (removed.state, removed.text, removed.may_be_quoted) == (TextState.REMOVED, "", False)
    assert (HeldText.objects.get().text, quotable_texts().count()) == ("", 0)
    assert logged() == [("surveys.text.keep", {}), ("surveys.text.remove_kept", {})]
    with pytest.raises(NotKept, match="is not kept"):
        remove_kept_text(text=kept, by=reader, at=AT)


def test_who_had_read_a_text_and_when_stays_when_somebody_else_removes_it(survey, kept, reader):
    other = staff_member(StaffRole.EDITOR)
    type(survey).objects.filter(pk=survey.pk).update(reviewer=other)
    remove_kept_text(text=kept, by=other, at=AT + timedelta(days=3))
    kept.refresh_from_db()
    assert (kept.state, kept.read_by, str(kept.read_on)) == (TextState.REMOVED, reader, "2026-06-08")


def test_a_quotation_is_withdrawn_once_and_the_text_stays(kept, reader):
    assert quotable_texts().get() == kept
    withdrawn = withdraw_quotation(text=kept, by=reader, at=AT)
    assert (withdrawn.state, withdrawn.text, withdrawn.may_be_quoted) == ("kept", "It is dark there.", False)
    assert quotable_texts().count() == 0
    with pytest.raises(NotQuoted, match="may not be quoted anyway"):
        withdraw_quotation(text=kept, by=reader, at=AT)
    assert logged() == [("surveys.text.keep", {}), ("surveys.text.withdraw", {})]


@pytest.mark.parametrize("verb", [remove_kept_text, withdraw_quotation])
def test_what_waits_or_is_gone_is_not_done_with_as_if_it_were_kept(survey, reader, verb):
    waits, gone = written(survey, "waits"), remove_text(text=written(survey, "gone"), by=reader, at=AT)
    for text in (waits, gone):
        with pytest.raises(NotKept):
            verb(text=text, by=reader, at=AT)
    waits.refresh_from_db()
    assert (waits.state, waits.text, waits.may_be_quoted) == ("held", "waits", True)


@pytest.mark.parametrize("verb", [remove_kept_text, withdraw_quotation])
def test_nobody_but_the_reader_does_it_not_even_an_administrator(kept, verb):
    for by in (staff_member(StaffRole.APPROVER), staff_member(is_superuser=True), PersonFactory()):
        with pytest.raises(NotTheReader):
            verb(text=kept, by=by, at=AT)
    kept.refresh_from_db()
    assert (kept.text, kept.may_be_quoted) == ("It is dark there.", True)


# --- Screens ---------------------------------------------------------------------------------------------------------


def screens(survey, text):
    one = [reverse(f"survey_texts:kept-{deed}", args=[survey.pk, text.pk]) for deed in ("remove", "withdraw")]
    return [reverse("survey_texts:kept", args=[survey.pk]), *one]


def test_the_reader_is_asked_before_a_text_goes(survey, kept, client):
    listed, remove, _ = screens(survey, kept)
    shown = client.get(listed)
    assert ("It is dark there." in shown.text, f'href="{remove}"' in shown.text) == (True, True)
    asked = client.get(remove)
    assert ("Nobody can bring it back." in asked.text, HeldText.objects.get().state) == (True, "kept")
    assert ["no-store" in answer["Cache-Control"] for answer in (shown, asked)] == [True, True]
    after = client.post(remove, follow=True)
    assert ("Removed." in after.text, "It is dark there." in after.text) == (True, False)
    assert "Nothing is kept yet." in after.text
    for again in (client.get(remove, follow=True), client.post(remove, follow=True)):
        assert "This text is not kept" in again.text


def test_the_reader_is_asked_before_a_quotation_is_withdrawn(survey, kept, client):
    listed, _, withdraw = screens(survey, kept)
    assert "on the page of the course ACE1" in client.get(listed).text
    assert "this cannot be undone" in client.get(withdraw).text
    after = client.post(withdraw, follow=True)
    assert ("It is not quoted any more." in after.text, "It is dark there." in after.text) == (True, True)
    assert f'href="{withdraw}"' not in after.text
    assert "This text may not be quoted anyway." in client.post(withdraw, follow=True).text


@pytest.mark.parametrize("facts", [{"roles": [StaffRole.EDITOR]}, {"is_superuser": True}])
def test_nobody_else_opens_these_screens(survey, kept, facts):
    facts = dict(facts)
    client = sign_in(Client(), staff_member(*facts.pop("roles", []), **facts))
    for screen in screens(survey, kept):
        for answer in (client.get(screen, follow=True), client.post(screen, follow=True)):
            assert "It is dark there." not in answer.text
    kept.refresh_from_db()
    assert (kept.state, kept.may_be_quoted) == ("kept", True)


def test_a_text_is_found_under_its_own_survey_alone(kept, reader, client):
    other = opened(reviewer=reader)
    assert "This text is not kept" in client.post(screens(other, kept)[1], follow=True).text
    assert HeldText.objects.get().state == "kept"


def test_what_waits_to_be_read_is_not_among_what_was_kept(survey, kept, client):
    written(survey, "Not read yet")
    assert "Not read yet" not in client.get(screens(survey, kept)[0]).text
    waiting = client.get(reverse("survey_texts:survey", args=[survey.pk])).text
    assert "Texts that were kept (1)" in waiting


def test_the_list_asks_the_database_as_often_for_many_as_for_one(survey, kept, reader, client):
    listed, counts = screens(survey, kept)[0], []
    client.get(listed)
    for more in (0, 15):
        for number in range(more):
            keep_text(text=written(survey, f"number {number}"), by=reader, at=AT)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(listed)
        counts.append(len(queries))
    assert counts[0] == counts[1]
