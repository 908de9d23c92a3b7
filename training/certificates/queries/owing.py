"""Which certificates are owed: one for each person, course and cycle."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from training.attendance.models import Attendance
from training.certificates.models import Certificate
from training.courses.models import Course

# How long before a certificate expires attending again renews it. Earlier, it is the same cycle still.
RENEWABLE_FOR = timedelta(days=183)


def owed(at: datetime) -> QuerySet[Attendance]:
    """Attendances that have earned a certificate which is not issued yet: they met the rule, in a session that has
    ended, and the evaluation is answered where the course waits for it. None is owed while claims disagree on whether
    the rule is met: what goes out cannot be called back.

    Whoever holds a certificate of the course that a refresher renews is owed a new one of that course, once it can be
    renewed; anybody else one of the course itself, where it awards any.
    """
    earned = Attendance.objects.counted().filter(
        Q(course__certificate_waits_for_evaluation=False) | Q(evaluated_at__isnull=False),
        session__ends_at__lte=at,
        is_disputed=False,
    )
    renews = Q(Exists(_held("course__renews")), ~Exists(_in_the_way("course__renews")))
    first = Q(~Exists(_held("course__renews")), ~Exists(_in_the_way("course")), course__awards_certificate=True)
    return earned.filter(renews | first)


def course_earned(attendance: Attendance) -> Course:
    """Of which course an attendance earns a certificate: the one that it renews, or its own. Reads the course."""
    renewed = attendance.course.renews
    if renewed and Certificate.objects.standing().filter(person=attendance.person_id, course=renewed).exists():
        return renewed
    return attendance.course


def renewable_from(expires_on: date | None, attended_on: date) -> date | None:
    """From when attending again begins a new cycle; never on the day of the attendance itself."""
    return None if expires_on is None else max(expires_on - RENEWABLE_FOR, min(attended_on + timedelta(1), expires_on))


def no_longer_earned() -> QuerySet[Certificate]:
    """Certificates that stand though their attendance, as corrected since, does not meet the rule: staff decide."""
    return Certificate.objects.standing().filter(attendance__met_rule=False)


def _held(course: str) -> QuerySet[Certificate]:
    """Certificates of that course which the person of the attendance holds, expired or not."""
    return Certificate.objects.standing().filter(person=OuterRef("person"), course=OuterRef(course))


def _in_the_way(course: str) -> QuerySet[Certificate]:
    """Certificates of that course because of which an attendance earns none: its own, one for a later attendance, and
    one that stands and cannot be renewed yet."""
    theirs = Certificate.objects.filter(person=OuterRef("person"), course=OuterRef(course))
    is_of_now = Q(withdrawn_at__isnull=True, replaced_at__isnull=True) & (
        Q(renewable_from__isnull=True) | Q(renewable_from__gt=OuterRef("attended_on"))
    )
    return theirs.filter(Q(attendance=OuterRef("pk")) | Q(attended_on__gte=OuterRef("attended_on")) | is_of_now)
