"""Who has answered the evaluation of what they attended, and who has not; and the occasion that stands for one of them
where the questions are asked."""

from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.db.models import Count, Q, QuerySet

from training.attendance.models import WAS_THERE, Attendance
from training.sessions.models import Session

OCCASION = Signer(salt="training.attendance.occasion")
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


def occasion_of(attendance: Attendance) -> str:
    """What stands for one attendance where the questions are asked: signed, so that nobody can claim another's; opaque
    to whoever is handed it."""
    return OCCASION.sign_object(attendance.pk)


def attendance_of_occasion(occasion: str) -> int | None:
    """The key of the attendance that an occasion stands for; None where we never made it."""
    try:
        return int(OCCASION.unsign_object(occasion))
    except (BadSignature, ValueError, TypeError):
        return None
