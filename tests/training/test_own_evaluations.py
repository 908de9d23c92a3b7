"""Evaluations by a questionnaire of ours: who is asked, where, and what is noted of them."""

from datetime import time, timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from surveys.models import Mode, Purpose, Survey
from surveys.questionnaires.operations import close_survey
from surveys.responses.models import TABLES
from surveys.responses.operations import submit
from surveys.responses.queries.occasions import course_of
from surveys.responses.queries.papers import Paper
from tests.factories import (
    BookingFactory,
    CourseFactory,
    PersonFactory,
    SessionFactory,
    SurveyFactory,
    launched_survey,
)
from tests.factories.surveys import ANSWERS
from tests.letters import letters
from tests.training.test_certificate_screens import course_answers
from training.attendance.operations import mark, note_answered
from training.attendance.queries import evaluation_for, occasion_of
from training.attendance.queries.occasions import attendance_of_occasion
from training.bookings.emails import preview
from training.bookings.operations import owe_timed_messages
from training.bookings.queries.evaluating import find_evaluation
from training.courses.forms import CourseForm
from training.models import Attendance, NoticeKind

pytestmark = pytest.mark.django_db
LINK = "https://survey.example/evaluate"
NOTED = "training.attendance.evaluate"


@pytest.fixture
def survey():
    return launched_survey(purpose=Purpose.EVALUATION, slug="how-was-it")


@pytest.fixture
def course(survey):
    return CourseFactory(title="Trauma", code="TIP-9", evaluation=survey, certificate_waits_for_evaluation=True)


@pytest.fixture
def session(course):
    """One that ended an hour ago."""
    return a_session_of(course)


def a_session_of(course):
    at = timezone.now() - timedelta(hours=3)
    return SessionFactory(course=course, starts_at=at, ends_at=at + timedelta(hours=2), capacity=60)


def come(session, name, status="present"):
    booking = BookingFactory(session=session, person=PersonFactory(name=name), name=name)
    return mark(booking=booking, status=status, by=None, at=session.starts_at)


def answer(survey, attendance):
    """Send the questionnaire by the link of an attendance."""
    version, occasion = survey.versions.get(), occasion_of(attendance)
    paper = Paper(survey.pk, version.pk, answers=ANSWERS, occasion=occasion, about=course_of(survey, occasion))
    submit(survey=survey, version=version, paper=paper, at=timezone.now())


def noted():
    return list(Attendance.objects.filter(evaluated_at__isnull=False).order_by("pk"))


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
    assert course_of(survey, occasion) is None
    assert course_of(survey, mine[:-1]) is None
    assert course_of(survey, ("B" if mine[0] == "A" else "A") + mine[1:]) is None


@pytest.mark.parametrize("spelling", ["{}=", "{}====", "!{}", "{}\n", " {}"])
def test_an_occasion_spelled_in_another_way_is_none_of_ours(session, survey, spelling):
    occasion = occasion_of(come(session, "Ama"))
    assert course_of(survey, spelling.format(occasion)) is None


def test_an_occasion_is_about_its_course_for_the_survey_that_asks_and_for_no_other(session, survey):
    other = launched_survey(purpose=Purpose.EVALUATION)
    occasion = occasion_of(come(session, "Ama"))
    assert (course_of(survey, occasion), course_of(other, occasion)) == ("TIP-9", None)


def test_who_was_away_has_no_occasion_to_answer(session, survey):
    away = come(session, "Ama", status="absent")
    assert course_of(survey, occasion_of(away)) is None
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


# --- What is noted -------------------------------------------------------------------------------------------------


def test_who_has_answered_is_noted_of_all_together_with_the_day_alone(session, survey):
    ama, _, cem = (come(session, name) for name in ("Ama", "Bea", "Cem"))
    answer(survey, cem)
    answer(survey, ama)
    at = timezone.now()
    assert note_answered(at=at) == 2
    assert noted() == [ama, cem]
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    assert {each.evaluated_at for each in noted()} == {midnight}
    [entry] = ModelLogEntry.objects.filter(action=NOTED)
    assert (entry.user, entry.data) == (None, {"attendances": [ama.pk, cem.pk]})


def test_noting_again_changes_nothing(session, survey):
    answer(survey, come(session, "Ama"))
    assert (note_answered(at=timezone.now()), note_answered(at=timezone.now() + timedelta(days=1))) == (1, 0)
    assert ModelLogEntry.objects.filter(action=NOTED).count() == 1


def test_nothing_is_noted_as_an_answer_comes(session, survey):
    answer(survey, come(session, "Ama"))
    assert noted() == []


def test_an_answer_counts_for_the_survey_of_the_course_alone(session, survey):
    other = launched_survey(purpose=Purpose.EVALUATION)
    attendance = come(session, "Ama")
    paper = Paper(other.pk, other.versions.get().pk, answers=ANSWERS, occasion=occasion_of(attendance))
    submit(survey=other, version=other.versions.get(), paper=paper, at=timezone.now())
    assert note_answered(at=timezone.now()) == 0


def test_closing_notes_who_has_answered_before_it_is_forgotten(session, survey):
    ama = come(session, "Ama")
    come(session, "Bea")
    answer(survey, ama)
    close_survey(survey=survey, by=None, at=timezone.now())
    assert noted() == [ama]


def test_noting_many_asks_as_often_as_noting_one(session, survey, django_assert_max_num_queries):
    for number in range(9):
        answer(survey, come(session, f"Person {number}"))
    with django_assert_max_num_queries(12):
        assert note_answered(at=timezone.now()) == 9


# --- What nobody can put together ----------------------------------------------------------------------------------


def every_text(model):
    """Every value in the table of a model, as text."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
        rows = [[bytes(value) if isinstance(value, memoryview) else value for value in row] for row in cursor]
        return [repr(value) for row in rows for value in row]


@pytest.mark.parametrize("mode", [Mode.ANONYMOUS, Mode.COUNTED])
def test_no_table_of_surveys_holds_who_answered_or_what_they_attended(session, survey, mode):
    asks = launched_survey(purpose=Purpose.EVALUATION, mode=mode, reviewer=PersonFactory())
    session.course.evaluation = asks
    session.course.save()
    attendance = come(session, "Ama Marker")
    answer(asks, attendance)
    note_answered(at=timezone.now())
    markers = {"Ama Marker", attendance.booking.email, attendance.booking.key, attendance.booking.check_in_code}
    markers |= {attendance.person.email, occasion_of(attendance), repr(occasion_of(attendance))}
    kept = [text for model in apps.get_app_config("surveys").get_models() for text in every_text(model)]
    assert "'TIP-9'" in kept
    assert [(marker, text) for text in kept for marker in markers if str(marker) in text] == []


def test_no_table_of_answers_points_at_a_booking_an_attendance_or_whoever_answered():
    pointed_at = {
        (model.__name__, field.name)
        for model in (*TABLES[Mode.ANONYMOUS], *TABLES[Mode.PAIRED], *TABLES[Mode.COUNTED])
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model._meta.label not in ("surveys.Version", "surveys.Survey")
    }
    assert pointed_at == {("HeldText", "read_by")}  # who read it, not who wrote it


def test_what_is_noted_of_two_who_answered_is_the_same_in_whichever_order_they_did(session, survey):
    noted_as = []
    for order in (("Ama", "Bea"), ("Bea", "Ama")):
        with transaction.atomic():
            came = {name: come(session, name) for name in ("Ama", "Bea")}
            for name in order:
                answer(survey, came[name])
            note_answered(at=timezone.now())
            keys = [entry.data["attendances"] for entry in ModelLogEntry.objects.filter(action=NOTED)]
            noted_as.append((keys == [[came["Ama"].pk, came["Bea"].pk]], {each.evaluated_at for each in noted()}))
            transaction.set_rollback(True)
    assert noted_as[0] == noted_as[1]
    assert noted_as[0][0]


@pytest.mark.parametrize("reads", [False, True])
def test_whoever_reads_the_texts_sees_no_names_of_those_who_have_answered(client, manager, session, survey, reads):
    for name in ("Ama Example", "Bea Example"):
        come(session, name)
    answer(survey, Attendance.objects.first())
    note_answered(at=timezone.now())
    if reads:
        Survey.objects.filter(pk=survey.pk).update(reviewer=manager, read_from=time(9), read_until=time(17))
    said = client.get(reverse("training_session_evaluations", args=[session.pk])).text
    assert ("Ama Example" in said, "Bea Example" in said) == (not reads, not reads)
    assert ("1 of 2 people who came has answered." in said) is reads
    assert "How safe you feel" in said


def test_whoever_reads_the_texts_ticks_nobody(client, manager, session, survey):
    Survey.objects.filter(pk=survey.pk).update(reviewer=manager, read_from=time(9), read_until=time(17))
    attendance = come(session, "Ama")
    client.post(reverse("training_session_evaluations", args=[session.pk]), {"answered": [attendance.pk]})
    assert noted() == []


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
