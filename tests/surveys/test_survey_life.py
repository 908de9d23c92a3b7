"""Surveys are made, changed, made more private and closed, and what was promised at launch stays."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from surveys.models import Mode, Survey
from surveys.questionnaires import operations
from surveys.questionnaires.operations import (
    AddressTaken,
    AlreadyClosed,
    FixedAtLaunch,
    NamesThemselves,
    NeedsItsDates,
    NeverLessPrivate,
    NotLaunched,
    StillNeedsAReader,
)
from surveys.questionnaires.queries import current_version, questionnaire_of
from tests.conftest import NOON
from tests.factories import staff_member
from tests.factories.surveys import SMALL, SurveyFactory, launched_survey, publish_version

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def editor():
    return staff_member(StaffRole.EDITOR)


def actions():
    return list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))


def test_a_survey_is_made_as_a_draft_and_written_down(editor):
    survey = operations.create_survey(title="Feeling safe", slug="safe", by=editor, at=NOW())
    assert (survey.status_at(NOW()), survey.mode, actions()) == ("draft", Mode.ANONYMOUS, ["surveys.survey.create"])


def test_characters_that_no_file_can_hold_are_left_out_of_a_title(editor):
    survey = operations.create_survey(title="Feeling\x0b safe", slug="safe", by=editor, at=NOW())
    assert survey.title == "Feeling safe"
    changed = operations.change_survey(survey=survey, introduction="Why?\n\x1fBecause.", by=editor, at=NOW())
    assert changed.introduction == "Why?\nBecause."


def test_two_surveys_do_not_share_an_address(editor):
    SurveyFactory(slug="safe")
    with pytest.raises(AddressTaken):
        operations.create_survey(title="Feeling safe", slug="safe", by=editor, at=NOW())
    other = SurveyFactory(slug="other")
    with pytest.raises(AddressTaken):
        operations.change_survey(survey=other, slug="safe", by=editor, at=NOW())


def test_a_change_that_changes_nothing_is_not_written_down(editor):
    survey = SurveyFactory()
    operations.change_survey(survey=survey, title=survey.title, content=survey.content, by=editor, at=NOW())
    assert actions() == []


@pytest.mark.parametrize(
    "change", [{"slug": "another"}, {"mode": Mode.COUNTED}, {"purpose": "evaluation"}, {"is_by_invitation": True}]
)
def test_what_was_promised_at_launch_stays(editor, change):
    survey = launched_survey()
    with pytest.raises(FixedAtLaunch):
        operations.change_survey(survey=survey, by=editor, at=NOW(), **change)
    assert operations.change_survey(survey=SurveyFactory(), by=editor, at=NOW(), **change).pk


def test_a_closed_survey_changes_only_when_its_results_appear_and_who_reads(editor):
    survey = launched_survey()
    operations.close_survey(survey=survey, by=editor, at=NOW())
    with pytest.raises(AlreadyClosed):
        operations.change_survey(survey=survey, title="Other", by=editor, at=NOW())
    later = survey.results_on.replace(year=survey.results_on.year + 1)
    assert operations.change_survey(survey=survey, results_on=later, by=editor, at=NOW()).results_on == later


def test_a_survey_that_asks_for_own_words_keeps_a_reader(editor):
    survey = launched_survey(reviewer=editor)
    nobody = {"reviewer": None, "read_from": None, "read_until": None}
    with pytest.raises(StillNeedsAReader):
        operations.change_survey(survey=survey, **nobody, by=editor, at=NOW())


def test_nobody_gives_themself_the_single_answers(editor):
    survey, colleague = SurveyFactory(), staff_member(StaffRole.ANALYST)
    with pytest.raises(NamesThemselves):
        operations.change_survey(survey=survey, raw_readers=[editor], by=editor, at=NOW())
    operations.change_survey(survey=survey, raw_readers=[editor], by=colleague, at=NOW())
    operations.change_survey(survey=survey, raw_readers=[editor, colleague], by=editor, at=NOW())  # is named already
    assert (set(survey.raw_readers.all()), actions()) == ({editor, colleague}, ["surveys.survey.change"] * 2)


@pytest.mark.parametrize(("was", "becomes"), [(was, to) for was in Mode for to in Mode])
def test_a_survey_only_ever_gets_more_private(editor, was, becomes):
    survey, told = launched_survey(mode=was), []
    follow = lambda *what: told.append(what)  # noqa: E731
    operations.on_more_private.append(follow)
    try:
        if becomes > was:
            operations.make_more_private(survey=survey, mode=becomes, by=editor, at=NOW())
        else:
            with pytest.raises(NeverLessPrivate, match="only ever made more private"):
                operations.make_more_private(survey=survey, mode=becomes, by=editor, at=NOW())
    finally:
        operations.on_more_private.remove(follow)
    survey.refresh_from_db()
    assert (survey.mode, told) == ((becomes, [(survey, was, becomes)]) if becomes > was else (was, []))


def test_where_what_is_kept_cannot_be_taken_away_a_survey_stays_as_it_was(editor):
    survey = launched_survey(mode=Mode.NAMED)

    def fail(*_):
        raise RuntimeError

    operations.on_more_private.append(fail)
    try:
        with pytest.raises(RuntimeError):
            operations.make_more_private(survey=survey, mode=Mode.COUNTED, by=editor, at=NOW())
    finally:
        operations.on_more_private.remove(fail)
    survey.refresh_from_db()
    assert (survey.mode, actions()) == (Mode.NAMED, [])


def test_a_draft_is_neither_closed_nor_made_more_private(editor):
    survey = SurveyFactory()
    with pytest.raises(NotLaunched):
        operations.make_more_private(survey=survey, mode=Mode.COUNTED, by=editor, at=NOW())
    with pytest.raises(NotLaunched):
        operations.close_survey(survey=survey, by=editor, at=NOW())


def test_a_survey_is_closed_once_and_what_hangs_on_it_is_told(editor):
    survey, told, at = launched_survey(), [], NOW()
    follow = lambda *what: told.append(what)  # noqa: E731
    operations.on_closed.append(follow)
    try:
        operations.close_survey(survey=survey, by=editor, at=at)
        with pytest.raises(AlreadyClosed):
            operations.close_survey(survey=survey, by=editor, at=at)
    finally:
        operations.on_closed.remove(follow)
    assert (told, Survey.objects.get().closed_at, actions()) == ([(survey, at)], at, ["surveys.survey.close"])


def test_people_answer_the_last_version_that_was_published():
    survey = launched_survey()
    second = publish_version(survey)
    assert (current_version(survey), current_version(SurveyFactory())) == (second, None)
    assert questionnaire_of(second) == SMALL
    assert questionnaire_of(second) is questionnaire_of(survey.versions.get(number=2))


@pytest.mark.parametrize(
    "dates",
    [
        {"closes_on": None},
        {"results_on": None},
        {"closes_on": NOON.date() - timedelta(days=1)},
        {"results_on": NOON.date()},
        {"closes_on": NOON.date() + timedelta(days=90)},
    ],
)
def test_an_open_survey_keeps_the_dates_that_people_were_told(dates):
    survey = launched_survey(at=NOON)
    with pytest.raises(NeedsItsDates, match="Close it"):
        operations.change_survey(survey=survey, by=None, at=NOON, **dates)
    again = Survey.objects.get(pk=survey.pk)
    assert (again.closes_on, again.results_on) == (survey.closes_on, survey.results_on)


def test_an_open_survey_may_take_answers_for_longer():
    survey = launched_survey(at=NOON)
    later = {"closes_on": survey.closes_on + timedelta(days=7)}
    assert operations.change_survey(survey=survey, by=None, at=NOON, **later).closes_on == later["closes_on"]
