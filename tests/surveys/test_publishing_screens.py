"""The screens on which approvers publish, mend words, make a survey more private and close it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.accounts.policies import StaffRole
from surveys.models import Mode, Survey, WordingFix
from surveys.questionnaires import operations
from surveys.questionnaires.queries import as_content
from tests.factories.surveys import SMALL, WORDS, SurveyFactory, launched_survey
from tests.surveys.drafting import draft_survey, reworded

pytestmark = pytest.mark.django_db


def test_an_approver_sees_what_is_frozen_and_publishes_it(client, approver):
    survey = draft_survey()
    screen = reverse("surveys_publish", args=[survey.pk])
    shown = client.get(screen)
    assert ("Do you feel safe where you live?" in shown.text, "frozen" in shown.text) == (True, True)
    done = client.post(screen, {"publish": "1", "seen": shown.context["seen"]}, follow=True)
    assert "The survey is open." in done.text
    survey.refresh_from_db()
    assert (survey.launched_at is not None, survey.versions.get().published_by) == (True, approver)


def test_an_editor_is_told_that_an_approver_publishes(client, editor):
    said = client.get(reverse("surveys_publish", args=[draft_survey().pk])).text
    assert ("An approver publishes it." in said, "Publish and open the survey" in said) == (True, False)


def test_a_draft_that_was_changed_while_somebody_looked_is_not_published(client, approver):
    survey = draft_survey()
    screen = reverse("surveys_publish", args=[survey.pk])
    seen = client.get(screen).context["seen"]
    Survey.objects.filter(pk=survey.pk).update(title="Something else")
    response = client.post(screen, {"publish": "1", "seen": seen})
    assert (response.status_code, "The draft has changed since you looked" in response.text) == (409, True)
    assert survey.versions.count() == 0


@pytest.fixture
def published(approver):
    survey = draft_survey()
    operations.publish(survey=survey, by=approver, at=timezone.now() - timedelta(days=8))
    return survey


def test_words_that_differ_are_shown_and_mended_with_a_reason(client, published):
    screen = reverse("surveys_publish", args=[published.pk])
    assert "The draft is exactly what people answer now." in client.get(screen).text
    reworded(published, q__safe__label="Do you feel safe at home?")
    shown = client.get(screen)
    assert "Do you feel safe where you live?" in shown.text
    seen = shown.context["seen"]
    assert client.post(screen, {"mend": "1", "seen": seen, "reason": ""}).status_code == 400
    done = client.post(screen, {"mend": "1", "seen": seen, "reason": "Plainer"}, follow=True)
    assert "1 text is mended." in done.text
    assert published.versions.get().words["en"]["q.safe.label"] == "Do you feel safe at home?"
    told = client.get(reverse("surveys_versions", args=[published.pk])).text
    assert ("Plainer" in told, "Do you feel safe where you live?" in told) == (True, True)


def test_a_question_that_means_something_else_is_said_when_the_next_version_is_published(client, published):
    reworded(published, q__safe__label="Did you feel safe last year?")
    screen = reverse("surveys_publish", args=[published.pk])
    shown = client.get(screen)
    assert "It was: Do you feel safe where you live?" in shown.text
    done = client.post(screen, {"publish": "1", "seen": shown.context["seen"], "other": ["safe"]}, follow=True)
    assert "Version 2 is published." in done.text
    mapped = published.versions.get(number=2).mapping["questions"]
    assert ("safe" in mapped, mapped["age"], WordingFix.objects.count()) == (False, "age", 0)


def test_a_survey_is_made_more_private_once_that_is_sure(client, approver):
    survey = launched_survey(mode=Mode.PAIRED)
    screen = reverse("surveys_more_private", args=[survey.pk])
    offered = [value for value, _words in client.get(screen).context["form"].fields["mode"].choices]
    assert offered == [Mode.COUNTED, Mode.ANONYMOUS]
    assert client.post(screen, {"mode": Mode.COUNTED}).status_code == 400
    reversed_mode = client.post(screen, {"mode": Mode.NAMED, "is_sure": "on"})
    assert (reversed_mode.status_code, "a survey is only ever made more private" in reversed_mode.text) == (400, True)
    survey.refresh_from_db()
    assert survey.mode == Mode.PAIRED
    client.post(screen, {"mode": Mode.ANONYMOUS, "is_sure": "on"})
    survey.refresh_from_db()
    assert survey.mode == Mode.ANONYMOUS


def test_whoever_chooses_what_somebody_else_went_beyond_meanwhile_is_told_why_not(client, approver):
    survey = launched_survey(mode=Mode.COUNTED)
    screen = reverse("surveys_more_private", args=[survey.pk])
    refused = client.post(screen, {"mode": Mode.ANONYMOUS, "is_sure": "on"})
    assert refused.status_code == 400
    assert "a survey is only ever made more private" in refused.text


def test_what_cannot_be_more_private_says_so(client, approver):
    draft, counted = SurveyFactory(), launched_survey(mode=Mode.COUNTED)
    told = [client.get(reverse("surveys_more_private", args=[each.pk])).text for each in (draft, counted)]
    assert "This survey is a draft" in told[0]
    assert "Nothing is more private than this." in told[1]
    refused = client.post(
        reverse("surveys_more_private", args=[draft.pk]), {"mode": Mode.COUNTED, "is_sure": "on"}, follow=True
    )
    assert "This survey is a draft: nobody has been able to answer it yet." in refused.text


def test_a_survey_is_closed_after_asking_once(client, approver):
    survey = launched_survey()
    screen = reverse("surveys_close", args=[survey.pk])
    assert "A closed survey is not opened again." in client.get(screen).text
    assert "The survey is closed." in client.post(screen, follow=True).text
    survey.refresh_from_db()
    assert survey.closed_at is not None
    for again in (client.get(screen, follow=True), client.post(screen, follow=True)):
        assert "A closed survey is not opened again, and stays" in again.text
    assert "This survey is a draft" in client.get(
        reverse("surveys_close", args=[SurveyFactory().pk]), follow=True
    ).text  # fmt: skip


def test_the_form_of_a_closed_survey_takes_its_words_and_says_so(client, sign_in_staff):
    survey = launched_survey(content=as_content(SMALL, WORDS["en"]))
    operations.close_survey(survey=survey, by=None, at=timezone.now())
    sign_in_staff(StaffRole.EDITOR, StaffRole.APPROVER)
    shown = client.get(reverse("survey:edit", args=[survey.pk]))
    assert {name for name, field in shown.context["form"].fields.items() if not field.disabled} == {
        "content", "results_on", "reviewer", "read_from", "read_until", "raw_readers",
    }  # fmt: skip
    assert "So can the words of its questions" in shown.text
    screen = reverse("surveys_translate", args=[survey.pk, "ur"])
    saved = client.post(screen, {"text:q.safe.label": "محفوظ"}, follow=True)
    assert "An approver can mend the words with it." in saved.text
