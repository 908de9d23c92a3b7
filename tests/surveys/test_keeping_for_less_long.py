"""Answers are kept for less long than people were told, never for longer, and go at once only where that is agreed."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from surveys.models import AnonymousResponse, HeldText, Mode
from surveys.questionnaires.operations import FixedAtLaunch, NotLaunched, change_survey
from surveys.responses.operations import (
    DeletedTonight,
    NeverKeptLonger,
    NothingLeftToKeep,
    delete_answers,
    keep_for_less_long,
    tell_of_deletions,
)
from tests.factories import SurveyFactory, staff_member
from tests.surveys.sending import AT, answered, opened
from tests.surveys.test_naming_readers import client_of

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 8)  # six months after AT, as days go in London
NIGHT = timezone.make_aware(datetime(2028, 6, 8, 3, 15))


def on(day):
    """Late in the morning of a day."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, 11))


def test_a_launched_survey_is_kept_for_less_long_and_never_longer():
    survey, by = answered(), staff_member(StaffRole.APPROVER)
    for months in (24, 25, 0):
        with pytest.raises(NeverKeptLonger, match=r"only ever made shorter\. It is 24"):
            keep_for_less_long(survey=survey, months=months, by=by, at=AT)
    assert keep_for_less_long(survey=survey, months=6, by=by, at=AT).answers_go_on() == DUE
    entry = ModelLogEntry.objects.get(action="surveys.survey.keep_less")
    assert (entry.data, entry.user) == ({"was": 24, "becomes": 6, "at_once": False}, by)
    with pytest.raises(FixedAtLaunch, match="for how long answers are kept"):
        change_survey(survey=opened(), months_kept=3, by=by, at=AT)
    with pytest.raises(NotLaunched):
        keep_for_less_long(survey=SurveyFactory(), months=6, by=by, at=AT)
    delete_answers(at=NIGHT)
    with pytest.raises(NothingLeftToKeep):
        keep_for_less_long(survey=survey, months=3, by=by, at=AT)


@pytest.mark.parametrize("day", [DUE - timedelta(days=1), DUE, DUE + timedelta(days=100)])
def test_answers_that_would_go_in_the_coming_night_go_only_where_that_is_agreed(day):
    survey, by = answered(number=25), staff_member(StaffRole.APPROVER)
    survey.raw_readers.set([staff_member(StaffRole.ANALYST)])
    with pytest.raises(DeletedTonight, match="20 or more sets of answers, and 20 or more texts that people wrote"):
        keep_for_less_long(survey=survey, months=6, by=by, at=on(day))
    next_night = on(day + timedelta(days=1)).replace(hour=3, minute=15)
    survey.refresh_from_db()
    assert (survey.months_kept, ModelLogEntry.objects.filter(user=by).exists()) == (24, False)
    assert delete_answers(at=next_night) == 0
    keep_for_less_long(survey=survey, months=6, at_once=True, by=by, at=on(day))
    assert ModelLogEntry.objects.get(user=by).data == {"was": 24, "becomes": 6, "at_once": True}
    assert delete_answers(at=next_night) > 0
    assert (AnonymousResponse.objects.count(), HeldText.objects.count()) == (0, 0)


def test_answers_that_go_a_day_later_need_no_second_word_since_their_readers_are_told_in_between():
    survey, day = answered(), DUE - timedelta(days=2)
    survey.raw_readers.set([staff_member(StaffRole.ANALYST)])
    keep_for_less_long(survey=survey, months=6, by=None, at=on(day))
    next_night = on(day + timedelta(days=1)).replace(hour=3, minute=15)
    assert delete_answers(at=next_night) == 0
    assert tell_of_deletions(at=next_night.replace(hour=7)) == 1


def test_nothing_goes_tonight_of_a_survey_that_is_open():
    survey = answered(is_closed=False)
    assert keep_for_less_long(survey=survey, months=1, by=None, at=NIGHT).months_kept == 1


@pytest.mark.parametrize("mode", Mode)
def test_how_much_would_go_is_said_in_whole_tens_and_alike_in_every_mode(mode):
    few, many = answered(mode, number=3), answered(mode, number=12, slug="many")
    with pytest.raises(DeletedTonight, match="fewer than 10 sets of answers, and fewer than 10 texts"):
        keep_for_less_long(survey=few, months=6, by=None, at=on(DUE))
    with pytest.raises(DeletedTonight, match="10 or more sets of answers, and 10 or more texts"):
        keep_for_less_long(survey=many, months=6, by=None, at=on(DUE))


def test_where_the_time_is_shortened_after_they_were_told_they_are_told_again():
    survey, reader = answered(), staff_member(StaffRole.ANALYST)
    survey.raw_readers.set([reader])
    assert tell_of_deletions(at=NIGHT - timedelta(days=31)) == 1
    keep_for_less_long(survey=survey, months=23, by=None, at=NIGHT - timedelta(days=60))
    assert tell_of_deletions(at=NIGHT - timedelta(days=59)) == 1
    assert ["8 May 2028" in email.message for email in Email.objects.order_by("pk")] == [False, True]


# --- Screen ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def screen_on(wagtail_site, time_machine):
    """An approver and the screen of a survey with answers, on a day."""

    def open_it(day, survey=None):
        time_machine.move_to(on(day))
        survey = survey or answered(number=12)
        return survey, client_of(staff_member(StaffRole.APPROVER)), reverse("surveys_keep_less", args=[survey.pk])

    return open_it


def test_an_approver_shortens_it_on_its_screen_and_staff_see_the_day(screen_on):
    survey, client, screen = screen_on(date(2026, 7, 1))
    assert "are deleted on 8 June 2028" in client.get(screen).text
    assert client.post(screen, {"months": 6}).status_code == 400
    longer = client.post(screen, {"months": 36, "is_sure": "on"})
    assert (longer.status_code, "only ever made shorter" in longer.text) == (409, True)
    saved = client.post(screen, {"months": 6, "is_sure": "on"}, follow=True)
    assert "Answers are deleted on Tuesday 8 December 2026." in saved.text
    check = reverse("surveys_publish", args=[survey.pk])
    assert "are deleted on 8 December 2026" in client.get(check).text
    delete_answers(at=NIGHT)
    assert "were deleted on 8 June 2028" in client.get(check).text


def test_of_an_open_survey_the_screen_says_how_long_after_closing(screen_on):
    _survey, client, screen = screen_on(date(2026, 7, 1), answered(is_closed=False))
    saved = client.post(screen, {"months": 1, "is_sure": "on"}, follow=True)
    assert "Answers are deleted 1 month after the survey closes." in saved.text


def test_before_answers_go_at_once_an_approver_reads_how_many_and_agrees_with_a_tick_of_its_own(screen_on):
    survey, client, screen = screen_on(date(2026, 12, 20))
    box = 'name="at_once"'
    assert box not in client.get(screen).text
    unsure = client.post(screen, {"months": 6})
    assert (unsure.status_code, box in unsure.text) == (400, False)
    refused = client.post(screen, {"months": 6, "is_sure": "on"})
    assert (refused.status_code, box in refused.text) == (409, True)
    for said in ("deleted in the coming night, and nobody gets an email before", "10 or more sets of answers"):
        assert said in refused.text
    survey.refresh_from_db()
    assert survey.months_kept == 24
    saved = client.post(screen, {"months": 6, "is_sure": "on", "at_once": "on"}, follow=True)
    assert "Saved. Answers are deleted in the coming night." in saved.text
    assert "The answers to this survey are deleted in the coming night." in client.get(screen).text


def test_nobody_but_an_approver_shortens_it(wagtail_site, time_machine):
    time_machine.move_to(on(date(2026, 7, 1)))
    survey = answered()
    screen = reverse("surveys_keep_less", args=[survey.pk])
    for role, months in ((StaffRole.EDITOR, 24), (StaffRole.ANALYST, 24), (StaffRole.APPROVER, 6)):
        client_of(staff_member(role)).post(screen, {"months": 6, "is_sure": "on"})
        survey.refresh_from_db()
        assert survey.months_kept == months
