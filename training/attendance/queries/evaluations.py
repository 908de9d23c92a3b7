"""Who has answered the evaluation of what they attended, who has not, and where they are asked."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from surveys.models import Mode, Survey, SurveyStatus
from surveys.responses.queries.occasions import answered
from training.attendance.models import WAS_THERE, Attendance
from training.attendance.queries.occasions import is_asked_before, occasion_before, occasion_of
from training.bookings.models import Booking
from training.bookings.queries.evaluating import Evaluation
from training.courses.models import Course
from training.sessions.models import Session

# For so long after a session staff are reminded of those who have not answered.
ASKED_FOR = timedelta(days=90)


def those_who_came(session: Session) -> QuerySet[Attendance]:
    """Those who were there for all or a part of a session, by name: who has not answered comes first."""
    came = Attendance.objects.filter(session=session, status__in=WAS_THERE)
    return came.select_related("booking", "organisation").order_by("evaluated_at", "booking__name", "pk")


def sessions_awaiting_evaluations(at: datetime) -> QuerySet[Session]:
    """Sessions that ended lately and whose certificates wait for the evaluation, with how many met the rule and how
    many of those have not answered; the latest first."""
    earned = Q(attendances__met_rule=True)
    unanswered = Count("attendances", filter=earned & Q(attendances__evaluated_at__isnull=True))
    ended = Session.objects.scheduled().filter(
        ends_at__lte=at, ends_at__gte=at - ASKED_FOR, course__certificate_waits_for_evaluation=True
    )
    counted = ended.annotate(earned=Count("attendances", filter=earned), unanswered=unanswered).filter(unanswered__gt=0)
    return counted.select_related("course", "venue").order_by("-starts_at", "-pk")


def evaluation_for(attendance: Attendance, at: datetime) -> Evaluation | None:
    """Where the person of an attendance says what they thought: the course's questionnaire while it is open, else its
    link. None where there is neither, where they were away, and where we know that it was answered."""
    if attendance.status not in WAS_THERE or attendance.evaluated_at:
        return None
    survey = attendance.course.evaluation
    return _asked_by(survey, occasion_of(attendance)) if survey and _is_open(survey, at) else _linked(attendance.course)


def evaluation_of_booking(booking: Booking, at: datetime) -> Evaluation | None:
    """The same of a booking. One that is invented, so that staff see how a message looks, leads to the first page of
    the questionnaire."""
    course = booking.session.course
    survey = course.evaluation
    if survey is None or not _is_open(survey, at):
        return _linked(course)
    if not booking.pk:
        return _asked_by(survey)
    attendance = Attendance.objects.filter(booking=booking).first()
    if attendance is None:
        return None
    attendance.course = course
    return evaluation_for(attendance, at)


def questions_before(booking: Booking, at: datetime) -> Evaluation | None:
    """Where the person of a booking answers before the session, for themselves to be paired with what they answer
    afterwards; None where that is not asked, or not of them now. Whether they have answered is not known."""
    survey = booking.session.course.evaluation
    if survey is None or not _is_open(survey, at) or not is_asked_before(booking, survey, at):
        return None
    return _asked_by(survey, occasion_before(booking)) if booking.pk else _asked_by(survey)


def answered_since(survey: Survey) -> list[int]:
    """The keys of attendances whose evaluation by this survey was answered and not noted yet, in their order."""
    waiting = Attendance.objects.filter(
        course__evaluation=survey, status__in=WAS_THERE, evaluated_at__isnull=True
    ).only("pk")
    by_occasion = {occasion_of(each): each.pk for each in waiting}
    return sorted(by_occasion[occasion] for occasion in answered(survey, by_occasion))


def _is_open(survey: Survey, at: datetime) -> bool:
    return survey.status_at(at) == SurveyStatus.OPEN


def _asked_by(survey: Survey, occasion: str = "") -> Evaluation:
    named = ("response-create-for", [survey.slug, occasion]) if occasion else ("survey-detail", [survey.slug])
    return Evaluation(
        settings.SITE_URL + reverse(f"surveys:{named[0]}", args=named[1]),
        is_ours=True,
        keeps_no_name=survey.mode > Mode.NAMED,
        is_paired=survey.mode == Mode.PAIRED,
    )


def _linked(course: Course) -> Evaluation | None:
    return Evaluation(course.evaluation_link) if course.evaluation_link else None
