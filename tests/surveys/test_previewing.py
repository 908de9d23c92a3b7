"""A draft is looked at as people will see it, by those who build or publish, and keeps nothing."""

import pytest

from people.accounts.policies import StaffRole
from surveys.models import AnonymousResponse, SavedPaper, Spent
from surveys.responses.queries.papers import Paper, seal
from tests.factories import PersonFactory, launched_survey, staff_member
from tests.sign_in import sign_in
from tests.surveys.answering import long_begun, paper_in, press, text_of
from tests.surveys.drafting import draft_survey

pytestmark = pytest.mark.django_db
PERSONAS = [
    (None, 302),
    ("person", 403),
    (StaffRole.FACILITATOR, 403),
    (StaffRole.EDITOR, 200),
    (StaffRole.PROGRAMME_MANAGER, 200),
    (StaffRole.ANALYST, 200),
    (StaffRole.APPROVER, 200),
]


@pytest.mark.parametrize(("who", "status"), PERSONAS)
def test_only_those_who_build_or_publish_surveys_see_the_preview(client, who, status):
    survey = draft_survey()
    if who:
        sign_in(client, PersonFactory() if who == "person" else staff_member(who))
    assert client.get(f"/surveys/{survey.slug}/preview/").status_code == status
    assert client.post(f"/surveys/{survey.slug}/preview/", {"action": "begin"}).status_code == status


def test_a_preview_is_walked_as_the_draft_stands_and_keeps_nothing(client):
    survey = draft_survey(languages=["ur"])
    sign_in(client, staff_member(StaffRole.EDITOR))
    address = f"/surveys/{survey.slug}/preview/"
    start = client.get(f"{address}?language=ur")
    assert 'dir="rtl"' in start.content.decode()
    page = client.post(address, {"action": "begin"})
    assert "Preview: nothing is kept" in text_of(page)
    at = paper_in(page)
    while at.page != "~check":
        page = client.post(address, {"paper": seal(at), "action": "continue"})
        assert "Preview: nothing is kept" in text_of(page)
        at = paper_in(page)
    saved = client.post(address, {"paper": seal(at), "action": "save"})
    assert "0000-0000" in text_of(saved)
    over = client.post(address, {"paper": seal(long_begun(at)), "action": "send"})
    assert "This is the end of the preview" in text_of(over)
    assert not Spent.objects.exists()
    assert not SavedPaper.objects.exists()
    assert not AnonymousResponse.objects.exists()


def test_a_preview_starts_as_the_survey_will(client):
    survey = draft_survey()
    sign_in(client, staff_member(StaffRole.EDITOR))
    previewed = client.get(f"/surveys/{survey.slug}/preview/")
    assert "It takes about 2 min." in text_of(previewed)
    assert "csrfmiddlewaretoken" in previewed.content.decode()
    live = text_of(client.get(f"/surveys/{launched_survey().slug}/"))
    assert "It takes about 2 min." in live
    assert ("What we keep about" in live, "What we keep about" in text_of(previewed)) == (True, False)


def test_a_page_of_a_preview_cannot_be_sent(client):
    survey = launched_survey()
    answer = press(client, survey, Paper(survey.pk, 0, page="~check", answers={"safe": "yes"}), "send")
    assert answer.status_code == 400
    assert not AnonymousResponse.objects.exists()
