"""Evaluations by a questionnaire of ours: who is asked, where, and by which course."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from surveys.models import Mode, Purpose
from surveys.questionnaires.operations import close_survey
from surveys.responses.queries.occasions import about_what
from tests.factories import (
    BookingFactory,
    CourseFactory,
    SurveyFactory,
    launched_survey,
)
from tests.letters import letters
from tests.training.evaluating import answer, come, course_that_asks, ended_session, evaluating_survey
from tests.training.test_certificate_screens import course_answers
from training.attendance.operations import note_answered
from training.attendance.queries import evaluation_for, occasion_of
from training.attendance.queries.occasions import attendance_of_occasion
from training.bookings.emails import preview
from training.bookings.operations import owe_timed_messages
from training.bookings.queries.evaluating import find_evaluation
from training.courses.forms import CourseForm
from training.models import NoticeKind

pytestmark = pytest.mark.django_db
LINK = "https://survey.example/evaluate"


@pytest.fixture
def survey():
    return evaluating_survey()


@pytest.fixture
def course(survey):
    return course_that_asks(survey)


@pytest.fixture
def session(course):
    return ended_session(course)


# --- The occasion --------------------------------------------------------------------------------------------------


def test_an_occasion_is_always_the_same_for_one_attendance_and_says_nothing_of_it(session):
    ama, bea = come(session, "Ama"), come(session, "Bea")
    occasion = occasion_of(ama)
    assert (occasion == occasion_of(ama), occasion == occasion_of(bea)) == (True, False)
    assert (attendance_of_occasion(occasion), len(occasion), len(occasion_of(bea))) == (ama.pk, 32, 32)
    assert not set(occasion) - set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@pytest.mark.parametrize("occasion", ["", "x", "MQ:forged", "\x00", "é" * 200, "A" * 32, "A" * 4_000])
def test_an_occasion_that_we_never_made_is_none_of_ours(session, survey, occasion):
    mine = occasion_of(come(session, "Ama"))
    assert attendance_of_occasion(occasion) is None
    assert about_what(survey, occasion) is None
    assert about_what(survey, mine[:-1]) is None
    assert about_what(survey, ("B" if mine[0] == "A" else "A") + mine[1:]) is None


@pytest.mark.parametrize("spelling", ["{}=", "{}====", "!{}", "{}\n", " {}"])
def test_an_occasion_spelled_in_another_way_is_none_of_ours(session, survey, spelling):
    occasion = occasion_of(come(session, "Ama"))
    assert about_what(survey, spelling.format(occasion)) is None


def test_an_occasion_is_about_its_course_for_the_survey_that_asks_and_for_no_other(session, survey):
    other = launched_survey(purpose=Purpose.EVALUATION)
    occasion = occasion_of(come(session, "Ama"))
    assert (about_what(survey, occasion).label, about_what(other, occasion)) == ("TIP-9", None)


def test_who_was_away_has_no_occasion_to_answer(session, survey):
    away = come(session, "Ama", status="absent")
    assert about_what(survey, occasion_of(away)) is None
    assert evaluation_for(away, timezone.now()) is None


# --- Who is asked, and where ---------------------------------------------------------------------------------------


def address_of(attendance):
    return "http://testserver" + reverse("surveys:response-create-for", args=["how-was-it", occasion_of(attendance)])


def thanks(session):
    """What stands in the thanks, which are sent by day."""
    at = timezone.localtime().replace(hour=14)
    session.starts_at, session.ends_at = at - timedelta(hours=3), at - timedelta(hours=1)
    session.save()
    owe_timed_messages(at=at)
    return letters(at).get(subject__startswith="Thank you for coming").message


def test_the_thanks_lead_to_the_questionnaire_and_say_what_is_kept(session, settings):
    settings.SITE_URL = "http://testserver"
    attendance = come(session, "Ama")
    said = thanks(session)
    assert f"Say what I thought of it: {address_of(attendance)}" in said
    assert "We keep no name with your answers: we learn that you have answered, and never what you said." in said
    assert "Your certificate follows the day after you have answered" in said


def test_the_thanks_promise_no_more_than_the_survey_keeps(session, survey):
    survey = launched_survey(purpose=Purpose.EVALUATION, mode=Mode.NAMED)
    session.course.evaluation = survey
    session.course.save()
    come(session, "Ama")
    said = thanks(session)
    assert "no name" not in said


def test_a_questionnaire_of_ours_comes_before_a_link_and_a_link_before_one_that_is_not_open(session, course):
    attendance = come(session, "Ama")
    course.evaluation_link = LINK
    course.save()
    attendance.refresh_from_db()
    assert evaluation_for(attendance, timezone.now()).is_ours
    course.evaluation = SurveyFactory(purpose=Purpose.EVALUATION)
    course.save()
    attendance.refresh_from_db()
    found = evaluation_for(attendance, timezone.now())
    assert (found.address, found.is_ours) == (LINK, False)
    assert find_evaluation(attendance.booking, timezone.now()) == found


def test_nobody_is_asked_once_the_questionnaire_is_closed(session, survey):
    attendance = come(session, "Ama")
    close_survey(survey=survey, by=None, at=timezone.now())
    attendance.refresh_from_db()
    assert evaluation_for(attendance, timezone.now()) is None


def test_the_booking_leads_to_the_questionnaire_until_it_is_known_to_be_answered(client, session, survey, settings):
    settings.SITE_URL = "http://testserver"
    attendance = come(session, "Ama")
    page = reverse("training:booking-detail", args=[attendance.booking.key])
    said = client.get(page).text
    assert ("It comes the day after you have answered the evaluation." in said, address_of(attendance) in said) == (
        True,
        True,
    )
    answer(survey, attendance)
    note_answered(at=timezone.now())
    assert "surveys" not in client.get(page).text


def test_a_booking_leads_there_also_where_no_certificate_waits(client, session, course):
    course.certificate_waits_for_evaluation = False
    course.save()
    attendance = come(session, "Ama")
    said = client.get(reverse("training:booking-detail", args=[attendance.booking.key])).text
    assert "Tell us what you thought" in said
    assert "We keep no name with your answers." in said


def test_a_booking_of_somebody_who_was_away_does_not_lead_there(client, session):
    attendance = come(session, "Ama", status="absent")
    assert "surveys" not in client.get(reverse("training:booking-detail", args=[attendance.booking.key])).text


def test_staff_see_how_the_thanks_look_before_anybody_came(session, survey):
    booking = BookingFactory.build(session=session, key="x", organisation=BookingFactory().organisation)
    letter = preview(NoticeKind.THANKS, booking, words=None, at=timezone.now())
    assert reverse("surveys:survey-detail", args=["how-was-it"]) in letter.html


# --- Choosing it ---------------------------------------------------------------------------------------------------


def offered(course):
    return set(CourseForm(instance=course).fields["evaluation"].queryset)


def test_a_course_is_offered_open_and_draft_evaluations_and_the_one_it_has(course, survey):
    draft = SurveyFactory(purpose=Purpose.EVALUATION)
    launched_survey(purpose=Purpose.INSIGHT)
    launched_survey(purpose=Purpose.EVALUATION, is_by_invitation=True)
    over = launched_survey(purpose=Purpose.EVALUATION)
    close_survey(survey=over, by=None, at=timezone.now())
    assert offered(course) == {draft, survey}
    close_survey(survey=survey, by=None, at=timezone.now())
    assert offered(course) == {draft, survey}
    assert offered(CourseFactory()) == {draft}


def test_the_screens_of_a_course_lead_to_what_its_attenders_said(client, manager, course):
    results = f"{reverse('surveys_results', args=[course.evaluation_id])}?about=TIP-9"
    assert results in client.get(reverse("course:index")).text
    assert results in client.get(reverse("course:edit", args=[course.pk])).text
    course.evaluation = None
    course.save()
    assert results not in client.get(reverse("course:edit", args=[course.pk])).text


@pytest.mark.parametrize("purpose", Purpose)
def test_a_course_is_given_a_questionnaire_that_evaluates_and_no_other(client, manager, purpose):
    course, survey = CourseFactory(), launched_survey(purpose=purpose)
    client.post(reverse("course:edit", args=[course.pk]), course_answers(course, evaluation=survey.pk))
    course.refresh_from_db()
    assert course.evaluation == (survey if purpose == Purpose.EVALUATION else None)
