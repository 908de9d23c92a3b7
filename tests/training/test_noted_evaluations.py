"""What is noted of those who have answered a questionnaire of ours, and what nobody can put together."""

from datetime import time, timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from surveys.models import Mode, Purpose, Survey
from surveys.questionnaires.operations import close_survey
from surveys.questionnaires.policies import may_read_texts
from surveys.responses.models import TABLES
from surveys.responses.operations import submit
from surveys.responses.queries.papers import Paper
from tests.factories import (
    PersonFactory,
    launched_survey,
)
from tests.factories.surveys import ANSWERS
from tests.training.evaluating import answer, come, noted
from training.attendance.operations import note_answered
from training.attendance.policies import reads_texts
from training.attendance.queries import occasion_of
from training.models import Attendance

pytestmark = pytest.mark.django_db
NOTED = "training.attendance.evaluate"


# --- What is noted -------------------------------------------------------------------------------------------------


def test_who_has_answered_is_noted_of_all_together_with_the_day_alone(ended, survey):
    ama, _, cem = (come(ended, name) for name in ("Ama", "Bea", "Cem"))
    answer(survey, cem)
    answer(survey, ama)
    at = timezone.now()
    assert note_answered(at=at) == 2
    assert noted() == [ama, cem]
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    assert {each.evaluated_at for each in noted()} == {midnight}
    [entry] = ModelLogEntry.objects.filter(action=NOTED)
    assert (entry.user, entry.data) == (None, {"attendances": [ama.pk, cem.pk]})


def test_noting_again_changes_nothing(ended, survey):
    answer(survey, come(ended, "Ama"))
    assert (note_answered(at=timezone.now()), note_answered(at=timezone.now() + timedelta(days=1))) == (1, 0)
    assert ModelLogEntry.objects.filter(action=NOTED).count() == 1


def test_nothing_is_noted_as_an_answer_comes(ended, survey):
    answer(survey, come(ended, "Ama"))
    assert noted() == []


def test_an_answer_counts_for_the_survey_of_the_course_alone(ended, survey):
    other = launched_survey(purpose=Purpose.EVALUATION)
    attendance = come(ended, "Ama")
    paper = Paper(other.pk, other.versions.get().pk, answers=ANSWERS, occasion=occasion_of(attendance))
    submit(survey=other, version=other.versions.get(), paper=paper, at=timezone.now())
    assert note_answered(at=timezone.now()) == 0


def test_closing_notes_who_has_answered_before_it_is_forgotten(ended, survey):
    ama = come(ended, "Ama")
    come(ended, "Bea")
    answer(survey, ama)
    close_survey(survey=survey, by=None, at=timezone.now())
    assert noted() == [ama]


def test_noting_many_asks_as_often_as_noting_one(ended, survey, django_assert_max_num_queries):
    for number in range(9):
        answer(survey, come(ended, f"Person {number}"))
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
def test_no_table_of_surveys_holds_who_answered_or_what_they_attended(ended, survey, mode):
    asks = launched_survey(purpose=Purpose.EVALUATION, mode=mode, reviewer=PersonFactory())
    ended.course.evaluation = asks
    ended.course.save()
    attendance = come(ended, "Ama Marker")
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


def test_what_is_noted_of_two_who_answered_is_the_same_in_whichever_order_they_did(ended, survey):
    noted_as = []
    for order in (("Ama", "Bea"), ("Bea", "Ama")):
        with transaction.atomic():
            came = {name: come(ended, name) for name in ("Ama", "Bea")}
            for name in order:
                answer(survey, came[name])
            note_answered(at=timezone.now())
            keys = [entry.data["attendances"] for entry in ModelLogEntry.objects.filter(action=NOTED)]
            noted_as.append((keys == [[came["Ama"].pk, came["Bea"].pk]], {each.evaluated_at for each in noted()}))
            transaction.set_rollback(True)
    assert noted_as[0] == noted_as[1]
    assert noted_as[0][0]


@pytest.mark.parametrize("reads", [False, True])
def test_whoever_reads_the_texts_sees_no_names_of_those_who_have_answered(client, manager, ended, survey, reads):
    for name in ("Ama Example", "Bea Example"):
        come(ended, name)
    answer(survey, Attendance.objects.first())
    note_answered(at=timezone.now())
    if reads:
        Survey.objects.filter(pk=survey.pk).update(reviewer=manager, read_from=time(9), read_until=time(17))
    said = client.get(reverse("training_session_evaluations", args=[ended.pk])).text
    assert ("Ama Example" in said, "Bea Example" in said) == (not reads, not reads)
    assert ("2 people came. 1 has answered." in said) is reads
    assert "How safe you feel" in said


@pytest.mark.parametrize(
    ("came", "answered", "said"),
    [
        (0, 0, "Nobody is marked as having come. You"),
        (1, 0, "1 person came. Nobody has answered yet. You"),
        (1, 1, "1 person came. Everybody has answered. You"),
        (2, 0, "2 people came. Nobody has answered yet. You"),
        (3, 1, "3 people came. 1 has answered. You"),
        (3, 2, "3 people came. 2 have answered. You"),
        (3, 3, "3 people came. Everybody has answered. You"),
    ],
)
def test_how_many_have_answered_reads_well(client, manager, ended, survey, came, answered, said):
    Survey.objects.filter(pk=survey.pk).update(reviewer=manager, read_from=time(9), read_until=time(17))
    for number in range(came):
        attendance = come(ended, f"Person {number}")
        if number < answered:
            answer(survey, attendance)
    note_answered(at=timezone.now())
    assert said in client.get(reverse("training_session_evaluations", args=[ended.pk])).text


def test_whoever_reads_the_texts_ticks_nobody(client, manager, ended, survey):
    Survey.objects.filter(pk=survey.pk).update(reviewer=manager, read_from=time(9), read_until=time(17))
    attendance = come(ended, "Ama")
    screen = reverse("training_session_evaluations", args=[ended.pk])
    refused = client.post(screen, {"answered": [attendance.pk]}, follow=True).text
    assert "Nothing was noted. You read what people write in this evaluation" in refused
    assert noted() == []


def test_whoever_is_no_longer_staff_counts_as_a_reader_of_texts_no_longer(ended, survey):
    reader = PersonFactory(is_staff=True)
    Survey.objects.filter(pk=survey.pk).update(reviewer=reader, read_from=time(9), read_until=time(17))
    survey.refresh_from_db()
    ended.course.evaluation = survey
    assert (reads_texts(reader, ended), may_read_texts(reader, survey)) == (True, True)
    reader.is_staff = False
    assert (reads_texts(reader, ended), may_read_texts(reader, survey)) == (False, False)
