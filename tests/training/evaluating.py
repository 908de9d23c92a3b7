"""Attenders of a course that asks a questionnaire of ours, and their answers, shared by tests of evaluations."""

from datetime import timedelta

from django.utils import timezone

from surveys.models import Mode, Purpose
from surveys.responses.operations import submit
from surveys.responses.queries.occasions import find_about
from surveys.responses.queries.papers import Paper
from tests.factories import BookingFactory, CourseFactory, PersonFactory, SessionFactory, launched_survey
from tests.factories.surveys import ANSWERS
from training.attendance.operations import mark
from training.attendance.queries import occasion_of
from training.models import Attendance


def evaluating_survey(**facts):
    return launched_survey(purpose=Purpose.EVALUATION, slug="how-was-it", **facts)


def course_that_asks(survey):
    return CourseFactory(title="Trauma", code="TIP-9", evaluation=survey, certificate_waits_for_evaluation=True)


def ended_session(course):
    """One that ended an hour ago."""
    at = timezone.now() - timedelta(hours=3)
    return SessionFactory(course=course, starts_at=at, ends_at=at + timedelta(hours=2), capacity=60)


def come(session, name, **marked):
    booking = BookingFactory(session=session, person=PersonFactory(name=name), name=name)
    return mark(booking=booking, **{"status": "present", **marked}, by=None, at=session.starts_at)


def answer(survey, attendance, **told):
    """Send the questionnaire by the link of an attendance."""
    answer_by(survey, occasion_of(attendance), **told)


def answer_by(survey, occasion, **told):
    """Send it by whichever link, as a page does that was begun there."""
    version, about = survey.versions.get(), find_about(survey, occasion)
    told = {"wave": about.wave, **told} if survey.mode == Mode.PAIRED else told
    paper = Paper(survey.pk, version.pk, answers=ANSWERS, occasion=occasion, about=about.label, **told)
    submit(survey=survey, version=version, paper=paper, at=timezone.now())


def label_of(survey, occasion):
    """What is kept with answers to an occasion of what they are about; None where there is none."""
    about = find_about(survey, occasion)
    return about and about.label


def noted():
    """Those of whom it is known that they have answered."""
    return list(Attendance.objects.filter(evaluated_at__isnull=False).order_by("pk"))
