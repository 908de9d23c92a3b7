"""Whose certificates end, and what can be done about it: shown to staff and training leads, and said in reminders."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from people.models import Organisation, UndeliverableAddress
from training.attendance.models import Attendance
from training.bookings.models import Booking
from training.bookings.queries.timing import EVENING, MORNING
from training.certificates.models import Certificate, RefresherOptOut, RefresherReminder, ReminderKind
from training.certificates.queries.owing import EVALUATED
from training.courses.models import Course
from training.sessions.models import Session, SessionStatus
from training.sessions.queries import find_sessions

DUE_WITHIN = timedelta(days=90)
DATES_NAMED = 3
_UNREACHED = UndeliverableAddress.objects.filter(email=OuterRef("person__email"))
_WANTS_NONE = RefresherOptOut.objects.filter(person=OuterRef("person"))

# From when, and until when, each reminder can be sent, in days from the last valid day; the end is not in it. Each ends
# where the next begins, so that nobody is sent two at once; the last is given up when it would come as a surprise.
WINDOWS = {ReminderKind.TWO_MONTHS: (-60, -14), ReminderKind.TWO_WEEKS: (-14, 1), ReminderKind.EXPIRED: (14, 28)}


@dataclass(frozen=True)
class Ways:
    """Dates with places by which a certificate can be renewed, soonest first: of its shorter refreshers, and of the
    course itself."""

    refreshers: list[Session]
    course: list[Session]


@dataclass(frozen=True)
class CourseCount:
    """How many people's certificates of a course end soon, and how many have ended."""

    course_id: int
    title: str
    soon: int
    expired: int


def to_renew() -> QuerySet[Certificate]:
    """Certificates that end, that stand, and that nothing has renewed: there is none of a later cycle, and no
    attendance that brings one by itself, or may, once it is decided who is right of it. Whoever came again and has not
    answered the evaluation that the new one waits for is still due."""
    later = Certificate.objects.standing().filter(
        person=OuterRef("person"), course=OuterRef("course"), cycle__gt=OuterRef("cycle")
    )
    renewing = _came_again().filter(EVALUATED | Q(is_disputed=True))
    return Certificate.objects.standing().filter(~Exists(later), ~Exists(renewing), expires_on__isnull=False)


def with_standing(certificates: QuerySet[Certificate], *, at: datetime) -> QuerySet[Certificate]:
    """With what staff and leads want to know of each holder: `booked_for`, the start of the session by which they will
    renew it, if they have a place; `came_on`, the day on which they came again, where the new one waits for the
    evaluation; `is_unreached` and `wants_none`, why they are sent no reminder."""
    return certificates.annotate(
        booked_for=Subquery(_booked(at).order_by("session__starts_at").values("session__starts_at")[:1]),
        came_on=Subquery(_awaited().values("attended_on")[:1]),
        is_unreached=Exists(_UNREACHED),
        wants_none=Exists(_WANTS_NONE),
    )


def expiring(*, at: datetime) -> QuerySet[Certificate]:
    """Everything that ends within ninety days or has ended, the first to end first, as staff see it."""
    until = timezone.localdate(at) + DUE_WITHIN
    found = to_renew().filter(expires_on__lte=until).select_related("person__organisation", "course")
    return with_standing(found, at=at).prefetch_related("reminders").order_by("expires_on", "pk")


def colleagues_to_renew(organisation: Organisation, *, at: datetime) -> QuerySet[Certificate]:
    """The same of everybody who works for an organisation now and has an account in use, as its training leads see it:
    nothing of what anybody answered or added themselves."""
    return (
        to_renew()
        .filter(
            person__organisation=organisation,
            person__is_active=True,
            expires_on__lte=timezone.localdate(at) + DUE_WITHIN,
        )
        .select_related("person__role", "course")
    )


def counted_by_course(certificates: QuerySet[Certificate], *, today: date) -> list[CourseCount]:
    """How many of these end soon and how many have ended, for each course by its title."""
    rows = (
        certificates.order_by()
        .values("course", "course__title")
        .annotate(
            soon=Count("pk", filter=Q(expires_on__gte=today)), expired=Count("pk", filter=Q(expires_on__lt=today))
        )
        .order_by("course__title", "course")
    )
    return [CourseCount(row["course"], row["course__title"], row["soon"], row["expired"]) for row in rows]


def ways_to_renew(course: Course, *, at: datetime, most: int = DATES_NAMED) -> Ways:
    """The next dates with places: of what renews a certificate of the course, and of the course itself."""
    refreshers = find_sessions(at=at, with_places=True).filter(course__renews=course)
    return Ways(list(refreshers[:most]), list(find_sessions(at=at, course=course, with_places=True)[:most]))


def attendance_awaited(certificate: Certificate) -> Attendance | None:
    """By which the holder has come again, where the new certificate waits for the evaluation."""
    awaited = Certificate.objects.filter(pk=certificate.pk).values(found=Subquery(_awaited().values("pk")[:1]))
    return Attendance.objects.select_related("course__evaluation").filter(pk__in=awaited).first()


def reminders_due(at: datetime) -> Iterator[tuple[ReminderKind, QuerySet[Certificate]]]:
    """For each kind of reminder, the certificates whose holders are to be sent it at that moment: by day, local time.

    Left out is whoever was sent it, has a place by which they will renew it, wants none, has no account in use, or is
    not reached by email; and who was given the certificate on the day that it is due or later: a certificate that takes
    the place of another does not remind twice.
    """
    if not MORNING <= timezone.localtime(at).time() < EVENING:
        return
    today = timezone.localdate(at)
    for kind, (first, end) in WINDOWS.items():
        sent = RefresherReminder.objects.filter(certificate=OuterRef("pk"), kind=kind)
        ends = to_renew().filter(
            ~Exists(sent),
            ~Exists(_booked(at)),
            ~Exists(_UNREACHED),
            ~Exists(_WANTS_NONE),
            expires_on__gt=today - timedelta(days=end),
            expires_on__lte=today - timedelta(days=first),
            person__is_active=True,
        )
        yield kind, ends.select_related("person", "course").order_by("pk")


def was_there_when_due(certificate: Certificate, kind: ReminderKind) -> bool:
    """Whether a certificate was issued before the day on which a reminder of it falls due."""
    first, _ = WINDOWS[kind]
    assert certificate.expires_on is not None  # noqa: S101  (only what ends is reminded of)
    return timezone.localdate(certificate.issued_at) < certificate.expires_on + timedelta(days=first)


def _renewing(course: str) -> Q:
    """That the course behind that path renews the certificate: a refresher, or its own while it awards any."""
    own = Q(**{course: OuterRef("course"), f"{course}__awards_certificate": True})
    return own | Q(**{f"{course}__renews": OuterRef("course")})


def _came_again() -> QuerySet[Attendance]:
    """Attendances of the holder that renew the certificate, and of which none is issued yet."""
    return Attendance.objects.counted().filter(
        _renewing("course"),
        person=OuterRef("person"),
        attended_on__gte=OuterRef("renewable_from"),
        certificates__isnull=True,
    )


def _awaited() -> QuerySet[Attendance]:
    """Those of them that wait for the evaluation, the latest first."""
    return _came_again().filter(~EVALUATED, is_disputed=False).order_by("-attended_on", "-pk")


def _booked(at: datetime) -> QuerySet[Booking]:
    """Places that the holder has in a session that would renew the certificate."""
    return Booking.objects.holding_a_place().filter(
        _renewing("session__course"),
        person=OuterRef("person"),
        session__status=SessionStatus.SCHEDULED,
        session__ends_at__gt=at,
    )
