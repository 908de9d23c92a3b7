"""Attenders of a course that asks a questionnaire of ours, and their answers, shared by tests of evaluations."""

from datetime import timedelta

from django.utils import timezone

from surveys.models import Purpose
from surveys.responses.operations import submit
from surveys.responses.queries.occasions import about_what
from surveys.responses.queries.papers import Paper
from tests.factories import BookingFactory, CourseFactory, PersonFactory, SessionFactory, launched_survey
from tests.factories.surveys import ANSWERS
from training.attendance.operations import mark
from training.attendance.queries import occasion_of
from training.models import Attendance


def evaluating_survey():
    return launched_survey(purpose=Purpose.EVALUATION, slug="how-was-it")


def course_that_asks(survey):
    return CourseFactory(title="Trauma", code="TIP-9", evaluation=survey, certificate_waits_for_evaluation=True)


def ended_session(course):
    """One that ended an hour ago."""
    at = timezone.now() - timedelta(hours=3)
    return SessionFactory(course=course, starts_at=at, ends_at=at + timedelta(hours=2), capacity=60)


def come(session, name, status="present"):
    booking = BookingFactory(session=session, person=PersonFactory(name=name), name=name)
    return mark(booking=booking, status=status, by=None, at=session.starts_at)


def answer(survey, attendance):
    """Send the questionnaire by the link of an attendance."""
    version, occasion = survey.versions.get(), occasion_of(attendance)
    paper = Paper(survey.pk, version.pk, answers=ANSWERS, occasion=occasion, about=about_what(survey, occasion).label)
    submit(survey=survey, version=version, paper=paper, at=timezone.now())


def noted():
    """Those of whom it is known that they have answered."""
    return list(Attendance.objects.filter(evaluated_at__isnull=False).order_by("pk"))
