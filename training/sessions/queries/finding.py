"""Finding sessions that a person can book."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from people.models import LocalAuthority
from training.courses.models import Course, Theme
from training.sessions.models import Session, SessionMode, SessionQuerySet

OTHER_DATES_SHOWN = 5


def midnight(day: date) -> datetime:
    """The moment at which a day begins in local time."""
    return timezone.make_aware(datetime.combine(day, time.min))


def find_sessions(
    *,
    at: datetime,
    course: Course | None = None,
    theme: Theme | None = None,
    area: LocalAuthority | None = None,
    mode: str | None = None,
    language: str | None = None,
    date_from: date | None = None,
    date_to: date | None = None,
    with_places: bool = False,
) -> SessionQuerySet:
    """Sessions open for booking at that moment, soonest first, with their course, venue and area.

    An area keeps what can be joined online too, since that is from anywhere, and a way to join keeps hybrid sessions,
    which have both. Those of closed cohorts are booked by their link and found nowhere. Both dates are local days and
    included.
    """
    sessions = Session.objects.open_for_booking(at).listed().filter(course__is_active=True)
    if course is not None:
        sessions = sessions.filter(course=course)
    if theme is not None:
        sessions = sessions.filter(course__themes=theme)
    if area is not None:
        from_anywhere = Q(mode__in=[SessionMode.ONLINE, SessionMode.HYBRID])
        sessions = sessions.filter(from_anywhere | Q(venue__local_authority=area))
    if mode:
        sessions = sessions.filter(mode__in={mode, SessionMode.HYBRID})
    if language:
        sessions = sessions.filter(language=language)
    if date_from is not None:
        sessions = sessions.filter(starts_at__gte=midnight(date_from))
    if date_to is not None:
        sessions = sessions.filter(starts_at__lt=midnight(date_to + timedelta(days=1)))
    if with_places:
        sessions = sessions.with_places()
    return sessions.select_related("course", "venue__local_authority").order_by("starts_at", "pk")


def other_dates(session: Session, *, at: datetime) -> SessionQuerySet:
    """The next few sessions of the same course that have places: what a full or cancelled session offers instead."""
    same_course = find_sessions(at=at, course=session.course, with_places=True)
    return same_course.exclude(pk=session.pk)[:OTHER_DATES_SHOWN]
