"""Texts that people wrote, as their reader finds them."""

from datetime import UTC, datetime

from surveys.models import HeldText
from surveys.responses.operations import (
    release_batches,
)
from surveys.responses.queries.reading import LEAST_TEXTS
from tests.surveys.sending import AT, paper_of, send


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


def at(hour, day=9, minute=0):
    """A moment in June 2026, local time; the 9th is a Tuesday."""
    return datetime(2026, 6, day, hour - 1, minute, tzinfo=UTC)
