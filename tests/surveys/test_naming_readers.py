"""Who reads what people wrote, or may take single answers away, is decided by two people once a survey is published."""

from datetime import time

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from surveys.models import HeldText, Survey
from surveys.questionnaires.operations import NamedByApprovers, NamesThemselves, change_survey, close_survey
from surveys.responses.operations import NotTheReader, keep_text
from tests.factories import staff_member
from tests.factories.surveys import SurveyFactory, launched_survey
from tests.sign_in import sign_in
from tests.surveys.sending import AT, opened, paper_of, send

pytestmark = pytest.mark.django_db
HOURS = {"read_from": time(9), "read_until": time(17)}


@pytest.fixture
def approver():
    return staff_member(StaffRole.APPROVER, name="Abi Approver")


@pytest.fixture
def reader():
    return staff_member(StaffRole.EDITOR, name="Rea Reader")


def change(survey, by, **facts):
    change_survey(survey=survey, by=by, at=timezone.now(), **facts)
    return Survey.objects.get(pk=survey.pk)


def in_each_state():
    survey = launched_survey()
    closed = launched_survey()
    close_survey(survey=closed, by=None, at=timezone.now())
    return survey, Survey.objects.get(pk=closed.pk)


@pytest.mark.parametrize("role", [StaffRole.EDITOR, StaffRole.PROGRAMME_MANAGER, StaffRole.ANALYST])
def test_whoever_builds_a_survey_names_no_reader_once_it_is_published(role, reader):
    by = staff_member(role)
    for survey in in_each_state():
        for facts in ({"reviewer": reader, **HOURS}, {"raw_readers": [reader]}):
            with pytest.raises(NamedByApprovers, match="an approver names"):
                change(survey, by, **facts)
        survey.refresh_from_db()
        assert (survey.reviewer, survey.raw_readers.count()) == (None, 0)
    assert ModelLogEntry.objects.filter(user=by).count() == 0


@pytest.mark.parametrize("facts", [{"roles": [StaffRole.APPROVER]}, {"is_superuser": True}])
def test_nobody_names_themself_once_it_is_published_not_even_an_administrator(facts):
    facts = dict(facts)
    by = staff_member(*facts.pop("roles", []), **facts)
    for survey in in_each_state():
        for named in ({"reviewer": by, **HOURS}, {"raw_readers": [by]}):
            with pytest.raises(NamesThemselves, match="You cannot name yourself"):
                change(survey, by, **named)


def test_an_approver_names_readers_of_an_open_and_of_a_closed_survey(approver, reader):
    for survey in in_each_state():
        changed = change(survey, approver, reviewer=reader, raw_readers=[reader], **HOURS)
        assert (changed.reviewer, changed.reading_hours(), [*changed.raw_readers.all()]) == (
            reader, (time(9), time(17)), [reader],
        )  # fmt: skip
        entry = ModelLogEntry.objects.get(action="surveys.survey.readers", object_id=str(survey.pk))
        assert entry.data == {"changed": ["raw_readers", "read_from", "read_until", "reviewer"]}


def test_of_a_draft_whoever_builds_it_names_the_reader_themself_too(reader):
    assert change(SurveyFactory(), reader, reviewer=reader, **HOURS).reviewer == reader


def test_readers_stay_and_can_be_taken_away_by_whoever_builds_the_survey(reader):
    survey = launched_survey(reviewer=reader)
    survey.raw_readers.add(reader)
    assert change(survey, reader, title="Other", reviewer=reader, raw_readers=[reader], **HOURS).title == "Other"
    assert change(survey, reader, raw_readers=[]).raw_readers.count() == 0


def test_what_waits_once_the_survey_is_closed_is_read_by_whoever_is_named_then(approver, reader):
    survey = opened(reviewer=reader)
    send(survey, paper_of(survey, {"safe": "yes", "more": "It is dark."}))
    close_survey(survey=survey, by=None, at=AT)
    other = staff_member(StaffRole.EDITOR)
    change(survey, approver, reviewer=other, **HOURS)
    text = HeldText.objects.get()
    with pytest.raises(NotTheReader):
        keep_text(text=text, by=reader, at=AT)
    assert keep_text(text=HeldText.objects.get(), by=other, at=AT).read_by == other


# --- Screens ---------------------------------------------------------------------------------------------------------


def client_of(person):
    set_up_staff_roles()
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return sign_in(Client(), person)


def test_an_approver_names_them_on_a_screen_of_its_own(approver, reader, wagtail_site):
    survey, client = in_each_state()[1], client_of(approver)
    screen = reverse("surveys_readers", args=[survey.pk])
    named = {"reviewer": reader.pk, "read_from": "09:00", "read_until": "17:00", "raw_readers": [reader.pk]}
    assert client.post(screen, {**named, "read_until": ""}).status_code == 400
    refused = client.post(screen, {**named, "raw_readers": [approver.pk]})
    assert (refused.status_code, "You cannot name yourself" in refused.text) == (409, True)
    survey.refresh_from_db()
    assert survey.reviewer is None
    assert "Saved." in client.post(screen, named, follow=True).text
    survey.refresh_from_db()
    assert (survey.reviewer, [*survey.raw_readers.all()]) == (reader, [reader])


def test_readers_of_a_draft_are_named_in_its_form(approver, wagtail_site):
    screen = reverse("surveys_readers", args=[SurveyFactory().pk])
    assert "This survey is a draft" in client_of(approver).get(screen, follow=True).text


def test_whoever_builds_a_published_survey_sees_its_readers_and_cannot_choose_others(reader, wagtail_site):
    survey = launched_survey(reviewer=staff_member(name="Rob Reads"))
    survey.raw_readers.add(staff_member(name="Tara Takes"))
    staff_member(name="Nina New")
    shown = client_of(reader).get(reverse("survey:edit", args=[survey.pk]))
    fields = shown.context["form"].fields
    assert (fields["reviewer"].disabled, fields["raw_readers"].disabled) == (True, True)
    assert [name in shown.text for name in ("Rob Reads", "Tara Takes", "Nina New")] == [True, True, False]
