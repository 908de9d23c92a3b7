"""A page left for later is found and opened by its code alone, and does not stay for long."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from surveys.models import AnonymousResponse, SavedPaper
from surveys.responses.operations import (
    AlreadySent,
    NotASavedPage,
    SurveyClosed,
    delete_old_papers,
    save_for_later,
    take_up,
)
from surveys.responses.queries.papers import Tampered, unseal
from tests.surveys.sending import AT, opened, paper_of, send

pytestmark = pytest.mark.django_db


def test_a_saved_page_is_taken_up_by_its_code_however_it_is_typed():
    survey = opened()
    paper = paper_of(survey, page="hopes", quotable=("more",), language="ur", begun_at=5)
    code = save_for_later(paper, AT)
    assert len(code.split("-")) == 5
    found = take_up(survey, f" {code.lower().replace('-', ' ')} ")
    assert found == paper


def test_what_is_kept_opens_neither_with_the_key_of_the_site_nor_with_its_own_fingerprint():
    survey = opened()
    code = save_for_later(paper_of(survey, {"safe": "no"}), AT)
    saved = SavedPaper.objects.get()
    for key in (None, bytes.fromhex(saved.locator)):
        with pytest.raises(Tampered):
            unseal(bytes(saved.sealed).decode(), key)
    assert code not in str(SavedPaper.objects.values())


@pytest.mark.parametrize("typed", ["", "K7M2-9QXT", "0000-0000-0000-0000-0000", "?" * 5_000])
def test_a_wrong_code_opens_nothing(typed):
    survey = opened()
    save_for_later(paper_of(survey), AT)
    with pytest.raises(NotASavedPage, match="nothing saved under this code"):
        take_up(survey, typed)


def test_a_code_of_another_survey_opens_nothing():
    survey, other = opened(), opened()
    code = save_for_later(paper_of(survey), AT)
    with pytest.raises(NotASavedPage):
        take_up(other, code)


def test_a_page_that_is_saved_again_takes_the_place_of_what_it_was_under_the_same_code():
    survey = opened()
    paper = paper_of(survey)
    codes = {save_for_later(replace(paper, page=page), AT) for page in ("hopes", "you", "words")}
    assert len(codes) == SavedPaper.objects.count() == 1
    assert take_up(survey, *codes).page == "words"


def test_another_paper_has_another_code_and_stays_when_one_is_sent():
    survey = opened()
    first, second = paper_of(survey), paper_of(survey)
    codes = [save_for_later(each, AT) for each in (first, second)]
    send(survey, first)  # as it was before it was saved
    assert codes[0] != codes[1]
    assert SavedPaper.objects.count() == 1
    assert take_up(survey, codes[1]) == second


def test_a_page_that_was_sent_is_saved_no_longer_and_counts_once():
    survey = opened()
    code = save_for_later(paper_of(survey), AT)
    paper = take_up(survey, code)
    send(survey, paper)
    with pytest.raises(NotASavedPage):
        take_up(survey, code)
    with pytest.raises(AlreadySent):
        send(survey, paper)
    assert AnonymousResponse.objects.count() == 1


def test_a_saved_page_goes_after_thirty_days_or_after_the_last_day_of_the_survey():
    survey = opened()
    save_for_later(paper_of(survey), AT)
    save_for_later(paper_of(survey), AT + timedelta(days=20))
    assert sorted(SavedPaper.objects.values_list("delete_on", flat=True)) == [date(2026, 7, 8), date(2026, 7, 9)]
    assert delete_old_papers(at=AT + timedelta(days=29)) == 0
    assert delete_old_papers(at=AT + timedelta(days=30)) == 1
    assert delete_old_papers(at=AT + timedelta(days=31)) == 1


def test_nothing_is_saved_of_a_survey_that_is_closed():
    survey = opened()
    with pytest.raises(SurveyClosed):
        save_for_later(paper_of(survey), AT + timedelta(days=40))
    assert not SavedPaper.objects.exists()
