"""Evaluations that certificates wait for: noted by staff, or by whoever asked, and said to the person."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from tests.factories import CourseFactory, PersonFactory, SessionFactory
from tests.letters import letters
from tests.sign_in import sign_in as sign_in_person
from tests.training.attending import attend
from tests.training.evaluating import come
from training.attendance.operations import note_evaluation
from training.attendance.queries.evaluations import sessions_awaiting_evaluations
from training.bookings.operations import owe_timed_messages
from training.certificates import tasks
from training.certificates.operations import issue
from training.models import Attendance

pytestmark = pytest.mark.django_db
LINK = "https://survey.example/evaluate"


@pytest.fixture
def course():
    return CourseFactory(title="Trauma", certificate_waits_for_evaluation=True, evaluation_link=LINK)


# --- The verb ------------------------------------------------------------------------------------------------------


def test_an_evaluation_is_noted_once_and_the_first_time_stays(ended):
    attendance, at = come(ended, "Ama"), timezone.now()
    assert note_evaluation(attendances=[attendance.pk], by=None, at=at) == [attendance]
    assert note_evaluation(attendances=[attendance.pk], by=None, at=at + timedelta(days=1)) == []
    attendance.refresh_from_db()
    assert (attendance.evaluated_at, ModelLogEntry.objects.filter(action="training.attendance.evaluate").count()) == (
        at,
        1,
    )


def test_the_log_says_who_noted_it_and_nothing_that_was_answered(ended):
    staff, attendance = PersonFactory(), come(ended, "Ama")
    note_evaluation(attendances=[attendance.pk], by=staff, at=timezone.now())
    entry = ModelLogEntry.objects.get(action="training.attendance.evaluate")
    assert (entry.user, entry.data, entry.object_id) == (staff, {"attendances": [attendance.pk]}, str(ended.pk))


def test_who_was_away_has_nothing_to_evaluate(ended):
    away = come(ended, "Ama", status="absent")
    assert note_evaluation(attendances=[away.pk, 404], by=None, at=timezone.now()) == []


def test_noting_it_asks_for_the_certificate(ended, monkeypatch, django_capture_on_commit_callbacks):
    attendance, asked = come(ended, "Ama"), []
    monkeypatch.setattr(tasks.issue_certificate, "apply_async", lambda args, kwargs, **options: asked.append(args))
    with django_capture_on_commit_callbacks(execute=True):
        note_evaluation(attendances=[attendance.pk], by=None, at=timezone.now())
    assert asked == [(attendance.pk,)]


def test_noting_many_asks_as_often_as_noting_one(ended, django_assert_num_queries):
    people = [come(ended, f"Person {number}").pk for number in range(9)]
    with CaptureQueriesContext(connection) as for_one:
        note_evaluation(attendances=people[:1], by=None, at=timezone.now())
    with django_assert_num_queries(len(for_one)):
        note_evaluation(attendances=people, by=None, at=timezone.now())


# --- Staff ---------------------------------------------------------------------------------------------------------


def screen(ended):
    return reverse("training_session_evaluations", args=[ended.pk])


def listed(answer):
    """Who is waited for, and who has answered."""
    soup = BeautifulSoup(answer.content, "html.parser").main or BeautifulSoup(answer.content, "html.parser")
    waiting = [label.get_text() for label in soup.select("td label")]
    return waiting, [item.get_text().partition(",")[0] for item in soup.select(".nice-padding > ul li")]


def test_staff_tick_who_has_answered(client, manager, ended):
    for name in ("Ama", "Bea", "Cem"):
        come(ended, name)
    come(ended, "Dee", status="apology")
    assert listed(client.get(screen(ended))) == (["Ama", "Bea", "Cem"], [])
    ama, bea, cem = Attendance.objects.order_by("booking__name")[:3]
    assert client.post(screen(ended), {"answered": [ama.pk, cem.pk]}).status_code == 302
    assert listed(client.get(screen(ended))) == (["Bea"], ["Ama", "Cem"])
    assert issue(attendance_id=ama.pk, at=timezone.now()) is not None
    assert issue(attendance_id=bea.pk, at=timezone.now()) is None


def test_a_tick_for_somebody_of_another_session_notes_nothing(client, manager, ended, course):
    other = attend(ended.starts_at, course=course)
    for answered in ([other.pk], ["x"], []):
        client.post(screen(ended), {"answered": answered})
    assert not Attendance.objects.filter(evaluated_at__isnull=False).exists()


def test_a_facilitator_notes_it_for_their_own_sessions(client, sign_in, ended):
    facilitator = sign_in(StaffRole.FACILITATOR)
    attendance = come(ended, "Ama")
    client.post(screen(ended), {"answered": [attendance.pk]})
    assert "Ama" not in client.get(screen(ended)).content.decode()
    ended.facilitators.add(facilitator)
    client.post(screen(ended), {"answered": [attendance.pk]})
    attendance.refresh_from_db()
    assert attendance.evaluated_at


def test_the_screen_asks_as_often_for_many_as_for_one(client, manager, ended):
    asked = []
    for number in (1, 12):
        for place in range(number):
            come(ended, f"Person {number} {place}")
        client.get(screen(ended))
        with CaptureQueriesContext(connection) as counted:
            client.get(screen(ended))
        asked.append(len(counted))
    assert asked[0] == asked[1]


def test_sessions_where_somebody_is_waited_for_are_listed(client, manager, ended, course):
    at = timezone.now()
    ama, _ = come(ended, "Ama"), come(ended, "Bea")
    come(ended, "Too short", status="left_early", minutes=5)
    come(SessionFactory(starts_at=ended.starts_at, ends_at=ended.ends_at), "Of a course that does not wait")
    [found] = sessions_awaiting_evaluations(at)
    assert (found.earned, found.unanswered) == (2, 2)
    note_evaluation(attendances=[ama.pk], by=None, at=at)
    assert "1 of 2" in client.get(reverse("evaluations:index")).content.decode()
    note_evaluation(attendances=list(Attendance.objects.values_list("pk", flat=True)), by=None, at=at)
    assert "Nobody is waited for." in client.get(reverse("evaluations:index")).content.decode()


def test_the_list_is_for_those_who_see_every_register(client, sign_in, ended):
    come(ended, "Ama")
    sign_in(StaffRole.FACILITATOR)
    assert "Trauma" not in client.get(reverse("evaluations:index")).content.decode()


def test_the_list_of_sessions_leads_to_evaluations_where_certificates_wait_for_them(client, manager, ended):
    other = SessionFactory(starts_at=ended.starts_at, ends_at=ended.ends_at)
    text = client.get(reverse("session:index")).content.decode()
    assert (screen(ended) in text, screen(other) in text) == (True, False)


# --- The person ----------------------------------------------------------------------------------------------------

STILL_TO_COME = "Your certificate is still to come"


def test_the_booking_says_that_the_certificate_comes_once_the_evaluation_is_answered(client, ended):
    attendance = come(ended, "Ama")
    sign_in_person(client, attendance.person)
    page = reverse("training:booking-detail", args=[attendance.booking.key])
    text = client.get(page).content.decode()
    assert (STILL_TO_COME in text, LINK in text) == (True, True)
    assert LINK in client.get("/certificates/").content.decode()
    note_evaluation(attendances=[attendance.pk], by=None, at=timezone.now())
    assert STILL_TO_COME not in client.get(page).content.decode()
    assert "One is still to come" not in client.get("/certificates/").content.decode()


@pytest.mark.parametrize("marked", [{"status": "left_early", "minutes": 5}, {"status": "absent"}])
def test_nothing_is_promised_to_whoever_has_earned_none(client, ended, marked):
    attendance = come(ended, "Ama", **marked)
    sign_in_person(client, attendance.person)
    page = reverse("training:booking-detail", args=[attendance.booking.key])
    assert STILL_TO_COME not in client.get(page).content.decode()
    assert "No certificates yet" in client.get("/certificates/").content.decode()


@pytest.mark.parametrize("only_renews", [False, True])
def test_the_thanks_say_that_the_certificate_follows_the_evaluation(ended, course, only_renews):
    if only_renews:
        course.awards_certificate, course.renews = False, CourseFactory()
        course.save()
    come(ended, "Ama")
    at = ended.ends_at + timedelta(minutes=1)
    at = at.replace(hour=14) if not 9 <= at.hour < 18 else at
    ended.starts_at, ended.ends_at = at - timedelta(hours=3), at - timedelta(hours=1)
    ended.save()
    owe_timed_messages(at=at)
    [thanks] = [each for each in letters(at) if each.subject.startswith("Thank you for coming")]
    assert "Your certificate follows once you have answered" in thanks.message
