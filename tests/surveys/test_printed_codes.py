"""Codes are printed for a survey that needs them, and are kept nowhere."""

import re

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from surveys.models import Mode
from surveys.responses.operations import (
    make_codes,
)
from surveys.responses.queries.printed_codes import is_code
from tests.sign_in import sign_in
from tests.surveys.sending import opened


@pytest.fixture
def survey(reader):
    return opened(reviewer=reader)


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


def test_a_card_says_what_it_is_in_each_language_of_the_survey(reader):
    survey = opened(Mode.ANONYMOUS, is_by_invitation=True, languages=["pl"])
    type(survey).objects.filter(pk=survey.pk).update(closes_on="2099-01-01", results_on="2099-02-01")
    address = reverse("surveys_codes", args=[survey.pk])
    said = _text_of(sign_in(Client(), reader).post(address, {"number": 2}).content)
    assert [said.count(each) for each in ("Your printed code", "Twój wydrukowany kod")] == [2, 2]


def test_no_codes_are_printed_for_a_survey_that_anybody_may_answer(reader, survey):
    answer = sign_in(Client(), reader).post(reverse("surveys_codes", args=[survey.pk]), {"number": 3})
    assert (answer.status_code, "needs one to be answered" in answer.content.decode()) == (409, True)


def _text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def _codes_in(pdf):
    return re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", _text_of(pdf))
