"""Finding sessions that a person can book."""

from collections.abc import Callable
from datetime import date, datetime, time

from django.db.models import Case, Q, When

from documents.dates import moment
from people.models import LocalAuthority, Person
from training.courses.models import Course, Theme
from training.sessions.models import Series, Session, SessionMode, SessionQuerySet, SessionStatus

OTHER_DATES_SHOWN = 5

# Ways to find the place that a person has in a session, or their turn in its line. Bookings put their own in when the
# app starts: sessions do not know bookings.
own_places: list[Callable[[Session, Person], object | None]] = []


def own_place(session: Session, person: Person) -> object | None:
    """What this person has in the session, if anything."""
    return next((mine for find in own_places if (mine := find(session, person)) is not None), None)


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
    series: Series | None = None,
) -> SessionQuerySet:
    """Sessions open for booking at that moment, soonest first, with their course, venue and area.

    An area keeps what can be joined online too, since that is from anywhere, and a way to join keeps hybrid sessions,
    which have both. Those of closed cohorts are booked by their link and found nowhere, but for those of `series`,
    which the person was let into. Both dates are local days and included.
    """
    sessions = Session.objects.open_for_booking(at).listed(besides=series).filter(course__is_active=True)
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
        sessions = sessions.filter(starts_at__gte=moment(date_from, time.min))
    if date_to is not None:
        sessions = sessions.filter(starts_at__lte=moment(date_to, time.max))
    if with_places:
        sessions = sessions.with_places()
    return sessions.select_related("course", "series", "venue__local_authority").order_by("starts_at", "pk")


def other_dates(session: Session, *, at: datetime, online: bool | None = None) -> SessionQuerySet:
    """The next few sessions of the same course that have places: what a full or cancelled session offers instead. One
    of a closed cohort offers the cohort's own dates first. Where it is known how the person joins, a hybrid session
    must have a place in that part."""
    series = session.series if session.series_id is not None else None
    same_course = find_sessions(at=at, course=session.course, with_places=True, series=series)
    if series is not None and series.is_closed:
        same_course = same_course.order_by(Case(When(series=series, then=0), default=1), "starts_at", "pk")
    if online is not None:
        same_course = same_course.with_a_place_in_their_part(online=online)
    return same_course.exclude(pk=session.pk)[:OTHER_DATES_SHOWN]


def dates_of(series: Series, *, at: datetime) -> tuple[list[Session], list[Session]]:
    """The sessions of a series that people may know of: those to come, soonest first, with what was cancelled; then
    those that were held, latest first. Each knows its series and its course."""
    announced = series.sessions.exclude(status=SessionStatus.DRAFT).select_related("course", "venue__local_authority")
    sessions = list(announced.order_by("starts_at", "pk"))
    for session in sessions:
        session.series = series
    coming = [session for session in sessions if session.starts_at > at]
    held = [each for each in sessions if each.starts_at <= at and each.status == SessionStatus.SCHEDULED]
    return coming, held[::-1]
