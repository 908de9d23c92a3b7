"""A page is left with a code, and taken up with it."""

import re

import pytest
from django.core.cache import caches

from surveys.models import SavedPaper
from tests.factories import PersonFactory, launched_survey
from tests.surveys.answering import begun_paper, long_begun, paper_in, press, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    return launched_survey(reviewer=PersonFactory(), languages=["pl", "pa", "ur"])


def test_a_page_is_left_with_a_code_and_taken_up_with_it(client, survey):
    at = begun_paper(survey, page="hopes", answers={"safe": "yes"})
    saved = press(client, survey, at, "save", **{"q.hope": "4"})
    code = re.search(r'survey-saved__code"[^>]*>([^<]+)<', saved.content.decode())[1]
    assert SavedPaper.objects.count() == 1
    assert f"/surveys/{survey.slug}/saved/" in text_of(saved)
    back = client.post(f"/surveys/{survey.slug}/saved/", {"code": code.lower().replace("-", " ")})
    taken = paper_in(back)
    assert (taken.page, taken.answers["hope"]) == ("hopes", "4")
    assert press(client, survey, long_begun(paper_in(press(client, survey, taken, "stay"))), "stay").status_code == 200


def test_who_goes_on_at_once_after_saving_leaves_nothing_saved_once_it_is_sent(client, survey):
    saved = press(client, survey, begun_paper(survey, answers={"safe": "yes"}), "save")
    assert press(client, survey, paper_in(saved), "send").status_code == 303
    assert not SavedPaper.objects.exists()


@pytest.mark.parametrize(
    ("code", "said"), [("", "Write your code"), ("ABCD-EFGH", "We have nothing saved under this code")]
)
def test_a_code_that_opens_nothing_is_explained(client, survey, code, said):
    answer = client.post(f"/surveys/{survey.slug}/saved/", {"code": code})
    assert said in text_of(answer)
    assert f'value="{code}"' in answer.content.decode()


def test_codes_cannot_be_guessed_at_one_after_another(client, survey, monkeypatch):
    caches["passing"].clear()
    monkeypatch.setattr("surveys.responses.queries.limits.MOST_WRONG_CODES", 2)
    said = [text_of(client.post(f"/surveys/{survey.slug}/saved/", {"code": f"ABCD-{n}"})) for n in range(3)]
    assert ["Too many wrong codes have come from here" in each for each in said] == [False, False, True]
    assert "answers are arriving" not in said[2]
