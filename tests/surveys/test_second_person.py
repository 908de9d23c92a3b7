"""Nobody publishes alone what they changed themselves, and no version is so short that it tells of a day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from surveys.models import Survey
from surveys.questionnaires import operations
from surveys.questionnaires.operations import ChangedSince, PublishesAlone, TooSoon
from surveys.questionnaires.queries import as_content, draft_of
from surveys.questionnaires.queries.drafts import agreed
from tests.factories import staff_member
from tests.factories.surveys import SMALL, WORDS
from tests.sign_in import sign_in
from tests.surveys.drafting import draft_survey

pytestmark = pytest.mark.django_db
BOTH = (StaffRole.EDITOR, StaffRole.APPROVER)


@pytest.fixture
def writer():
    """Somebody who may write and approve."""
    return staff_member(*BOTH, name="Wren Writes")


def publish(survey, by, at=None, **facts):
    return operations.publish(survey=survey, by=by, at=at or timezone.now(), **facts)


def change(survey, by, question="Are you safe?", **facts):
    facts = facts or {"content": as_content(SMALL, WORDS["en"] | {"q.safe.label": question})}
    operations.change_survey(survey=survey, by=by, at=timezone.now(), **facts)
    return Survey.objects.get(pk=survey.pk)


def test_whoever_changed_a_draft_last_does_not_publish_it(writer):
    survey = change(draft_survey(), writer)
    with pytest.raises(PublishesAlone, match="You made the last change"):
        publish(survey, writer)
    assert survey.versions.count() == 0
    assert publish(survey, staff_member(StaffRole.APPROVER)).number == 1


def test_nor_who_made_or_translated_it_last(writer):
    facts = {"title": "Safe", "slug": "safe", "closes_on": "2099-01-01", "results_on": "2099-02-01"}
    content = as_content(SMALL, WORDS["en"])
    made = operations.create_survey(**facts, content=content, by=writer, at=timezone.now())
    translated = change(draft_survey(languages=["ur"]), staff_member(StaffRole.EDITOR))
    texts = {"q.safe.label": "محفوظ"}
    operations.save_translation(survey=translated, language="ur", texts=texts, by=writer, at=timezone.now())
    for survey in (made, translated):
        with pytest.raises(PublishesAlone):
            publish(survey, writer)


def test_what_somebody_else_changed_since_is_published_by_either_who_did_not(writer):
    survey = change(change(draft_survey(), writer), staff_member(*BOTH), "Do you feel safe?")
    assert publish(survey, writer).words["en"]["q.safe.label"] == "Do you feel safe?"


@pytest.mark.parametrize("facts", [{"roles": [StaffRole.ADMINISTRATOR]}, {"is_superuser": True}])
def test_an_administrator_publishes_alone_in_an_emergency(facts):
    facts = dict(facts)
    by = staff_member(*facts.pop("roles", []), **facts)
    assert publish(change(draft_survey(), by), by).published_by == by


def test_words_are_not_mended_by_whoever_changed_them_last(writer):
    survey = draft_survey()
    publish(survey, staff_member(StaffRole.APPROVER))
    survey = change(survey, writer)
    facts = {"survey": survey, "reason": "A slip", "at": timezone.now()}
    with pytest.raises(PublishesAlone):
        operations.mend_words(by=writer, **facts)
    assert len(operations.mend_words(by=staff_member(StaffRole.APPROVER), **facts)) == 1


def test_an_approver_who_names_a_reader_has_not_changed_the_draft():
    survey, approver = draft_survey(), staff_member(StaffRole.APPROVER)
    publish(survey, approver, at=timezone.now() - timedelta(days=8))
    survey = change(survey, staff_member(StaffRole.EDITOR))
    survey = change(survey, approver, raw_readers=[staff_member(StaffRole.ANALYST)])
    assert publish(survey, approver).number == 2


@pytest.mark.parametrize(
    "facts", [{"mode": 1}, {"is_by_invitation": True}, {"closes_on": "2099-01-01", "results_on": "2099-02-01"}, None]
)
def test_what_was_agreed_to_is_more_than_the_questions(facts):
    survey, editor = draft_survey(), staff_member(StaffRole.EDITOR)
    seen = agreed(survey, draft_of(survey))
    facts = facts or {"raw_readers": [staff_member(StaffRole.ANALYST)]}
    survey = change(survey, editor, **facts)
    with pytest.raises(ChangedSince):
        publish(survey, staff_member(StaffRole.APPROVER), seen=seen)
    assert publish(survey, staff_member(StaffRole.APPROVER), seen=agreed(survey, draft_of(survey))).number == 1


# --- Not too often ---------------------------------------------------------------------------------------------------


def at_noon(day):
    return datetime(2026, 6, day, 12, tzinfo=ZoneInfo("Europe/London"))


def test_a_version_follows_another_after_seven_days_and_of_when_the_day_is_kept():
    survey, approver = draft_survey(closes_on="2026-07-30", results_on="2026-08-30"), staff_member(StaffRole.APPROVER)
    first = publish(survey, approver, at=datetime(2026, 6, 1, 23, 59, 59, tzinfo=ZoneInfo("Europe/London")))
    assert first.published_on.isoformat() == "2026-06-01"
    survey = change(survey, staff_member(StaffRole.EDITOR))
    for day in (1, 7):
        with pytest.raises(TooSoon, match="can be published on 8 June 2026"):
            publish(survey, approver, at=at_noon(day))
    assert publish(survey, approver, at=datetime(2026, 6, 8, 0, 1, tzinfo=ZoneInfo("Europe/London"))).number == 2
    survey = change(survey, staff_member(StaffRole.EDITOR), "Safe?")
    with pytest.raises(TooSoon, match="15 June 2026"):
        publish(survey, approver, at=at_noon(14))


def test_words_are_mended_as_often_as_is_needed():
    survey, approver, editor = draft_survey(), staff_member(StaffRole.APPROVER), staff_member(StaffRole.EDITOR)
    publish(survey, approver)
    for question in ("Are you safe?", "Safe?"):
        survey = change(survey, editor, question)
        [fix] = operations.mend_words(survey=survey, reason="A slip", by=approver, at=timezone.now())
        assert fix.after == question


# --- The screen ------------------------------------------------------------------------------------------------------


def screen_of(survey, person):
    set_up_staff_roles()
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return sign_in(Client(), person), reverse("surveys_publish", args=[survey.pk])


def test_the_screen_says_who_publishes_and_who_reads(writer, wagtail_site):
    survey = change(draft_survey(), writer, raw_readers=[staff_member(name="Tara Takes")])
    client, screen = screen_of(survey, writer)
    shown = client.get(screen)
    assert "You made the last change to this draft, so another approver looks at it" in shown.text
    assert ("Publish and open the survey" in shown.text, "Tara Takes" in shown.text) == (False, True)
    refused = client.post(screen, {"publish": "1", "seen": shown.context["seen"]})
    assert (refused.status_code, "Ask another approver." in refused.text) == (409, True)
    client, screen = screen_of(survey, staff_member(StaffRole.APPROVER))
    assert "Publish and open the survey" in client.get(screen).text


def test_the_screen_says_when_the_next_version_can_be_published(wagtail_site):
    survey, approver = draft_survey(), staff_member(StaffRole.APPROVER)
    publish(survey, approver)
    survey = change(survey, staff_member(StaffRole.EDITOR))
    client, screen = screen_of(survey, approver)
    shown, on = client.get(screen), timezone.localdate() + timedelta(days=7)
    assert f"The next version can be published on {on:%-d %B %Y}" in shown.text
    assert ("Publish version 2</button>" in shown.text, "Mend the words</button>" in shown.text) == (False, True)
    refused = client.post(screen, {"publish": "1", "seen": shown.context["seen"]})
    assert (refused.status_code, "one in seven days at most" in refused.text) == (409, True)
