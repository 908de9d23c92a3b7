"""Answering page by page."""

import pytest

from tests.factories import launched_survey

pytestmark = pytest.mark.django_db


def test_walk(client):
    survey = launched_survey()
    page = client.get(f"/surveys/{survey.slug}/")
    assert page.status_code == 200, page.content
    page = client.post(f"/surveys/{survey.slug}/answer/", {"action": "begin"})
    assert "If you need to leave" in page.content.decode()
