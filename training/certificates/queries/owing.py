"""Which certificates are owed: one for each person, course and cycle."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.models import Person
from training.attendance.models import Attendance
from training.bookings.models import Booking
from training.certificates.models import Certificate, WithdrawalReason
from training.courses.models import Course

# How long before a certificate expires attending again renews it. Earlier, it is the same cycle still.
RENEWABLE_FOR = timedelta(days=183)
EVALUATED = Q(course__certificate_waits_for_evaluation=False) | Q(evaluated_at__isnull=False)


def owed(at: datetime, *, since: date | None = None) -> QuerySet[Attendance]:
    """Attendances that have earned a certificate which is not issued yet: they met the rule, in a session that has
    ended, and the evaluation is answered where the course waits for it. None is owed while claims disagree on whether
    the rule is met: what goes out cannot be called back.

    Whoever holds a certificate of the course that a refresher renews is owed a new one of that course, once it can be
    renewed; anybody else one of the course itself, where it awards any. An attendance earns one certificate at most,
    and none where another says what it would say: see `_in_the_way`. `since` leaves out what was attended before that
    day, which makes the question as quick after ten years as after one.
    """
    earned = _earning(at).filter(EVALUATED)
    return earned if since is None else earned.filter(attended_on__gte=since)


def owed_by(attendance_id: int, at: datetime) -> list[Attendance]:
    """This attendance and earlier ones of the same person, as far as they are owed one: of its course, of the course
    that it renews, and of what renews either. The earliest first, with all that a certificate says."""
    asked = Attendance.objects.select_related("course", "session").filter(pk=attendance_id).first()
    if asked is None:
        return []
    whole = asked.course.renews_id or asked.course_id
    related = owed(at).filter(Q(course=whole) | Q(course__renews=whole), person=asked.person_id)
    read = related.select_related("person", "course__renews", "booking", "session")
    return sorted((each for each in read if _place(each) <= _place(asked)), key=_place)


def awaiting_evaluation(person: Person, at: datetime) -> QuerySet[Attendance]:
    """Attendances of a person whose certificate comes once they have answered the evaluation, the latest first."""
    return (
        _earning(at)
        .filter(~EVALUATED, person=person)
        .select_related("course__evaluation", "session")
        .order_by("-attended_on")
    )


def waits_for_evaluation(booking: Booking, at: datetime) -> bool:
    """Whether the certificate that a booking's person has earned comes once they have answered the evaluation."""
    waits = booking.session.course.certificate_waits_for_evaluation and booking.session.is_over(at)
    return waits and _earning(at).filter(~EVALUATED, booking=booking).exists()


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
    """Certificates that stand though their attendance, as corrected since, does not meet the rule, and renewals of one
    that should not have been issued (`renews_nothing`): staff decide. None whose claims disagree: that is decided
    first. What was withdrawn as its holder asked had been earned, and its renewal stays."""
    earned = Certificate.objects.current().filter(
        person=OuterRef("person"),
        course=OuterRef("course"),
        cycle__lt=OuterRef("cycle"),
        renewed_by="",
        withdrawal_reason__in=["", WithdrawalReason.AT_HOLDERS_REQUEST],
    )
    standing = Certificate.objects.standing().filter(attendance__is_disputed=False)
    looked_at = standing.annotate(renews_nothing=~Q(renewed_by="") & ~Exists(earned))
    return looked_at.filter(Q(attendance__met_rule=False) | Q(renews_nothing=True))


def _place(attendance: Attendance) -> tuple[date, datetime, int]:
    """By which somebody's attendances come one after the other."""
    return attendance.attended_on, attendance.session.starts_at, attendance.pk


def _earning(at: datetime) -> QuerySet[Attendance]:
    """The same as `owed`, whether or not the evaluation is answered."""
    earned = Attendance.objects.counted().filter(
        ~Exists(Certificate.objects.filter(attendance=OuterRef("pk"))), session__ends_at__lte=at, is_disputed=False
    )
    # Most courses renew none. Said first, it spares the database from looking at what everybody holds.
    renews_none = Q(course__renews__isnull=True)
    renews = ~renews_none & Q(Exists(_held("course__renews")), ~Exists(_in_the_way("course__renews")))
    own = (renews_none | ~Exists(_held("course__renews"))) & Q(
        ~Exists(_in_the_way("course")), course__awards_certificate=True
    )
    return earned.filter(renews | own)


def _held(course: str) -> QuerySet[Certificate]:
    """Certificates of that course which the person of the attendance holds, expired or not."""
    return Certificate.objects.standing().filter(person=OuterRef("person"), course=OuterRef(course))


def _in_the_way(course: str) -> QuerySet[Certificate]:
    """Certificates of that course because of which an attendance earns none: one that stands and cannot be renewed on
    that day, and one that was withdrawn after the session, since nothing is issued again by itself. Where it was only
    found that another attendance had not met the rule, this one counts for itself."""
    theirs = Certificate.objects.current().filter(person=OuterRef("person"), course=OuterRef(course))
    stands = Q(withdrawn_at__isnull=True) & (
        Q(renewable_from__isnull=True) | Q(renewable_from__gt=OuterRef("attended_on"))
    )
    was_withdrawn = Q(withdrawn_at__gte=OuterRef("session__ends_at")) & ~Q(
        withdrawal_reason=WithdrawalReason.REQUIREMENTS_NOT_MET
    )
    return theirs.filter(stands | was_withdrawn)
