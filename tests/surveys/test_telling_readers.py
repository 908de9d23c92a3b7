"""A reader is told that something waits: of words of risk each hour, of others once a day."""

import pytest
from django.core import mail
from post_office.models import Email

from surveys.responses.operations import (
    keep_text,
)
from tests.surveys.sending import AT, opened
from tests.surveys.writing import at, swept, written


@pytest.fixture
def survey(reader):
    return opened(reviewer=reader)


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
    assert letter.subject == "Please read soon: something waits to be read"  # an inbox shows no more than this
    assert letter.to == [survey.reviewer.email]


def test_other_texts_are_told_once_a_day(survey, told):
    swept(survey, "More clubs")
    assert [told(at(hour)) for hour in (8, 9, 10, 16)] == [0, 1, 0, 0]
    letter = Email.objects.get()
    assert ("soon" not in letter.message, letter.subject) == (True, "Something waits to be read")


def test_nobody_is_told_where_nothing_waits(survey, told, reader):
    keep_text(text=written(survey, "a knife"), by=reader, at=AT)
    assert told(at(10)) == told(at(9)) == 0
    assert mail.outbox == []
