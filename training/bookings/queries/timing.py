"""When a message is due because a session is near or over, and who is owed it."""

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from documents.dates import moment
from training.bookings.models import Booking, BookingQuerySet, BookingStatus, Notice, NoticeKind
from training.sessions.models import Session, SessionStatus

# What is sent because a date is near or over, and not because something changed.
TIMED = (NoticeKind.REMINDER_WEEK, NoticeKind.REMINDER_TWO_DAYS, NoticeKind.HOW_TO_JOIN, NoticeKind.THANKS)
# What tells all that a message before the session would tell.
TELLS_ALL = (NoticeKind.CONFIRMED, NoticeKind.CHANGED, NoticeKind.MOVED, NoticeKind.WAY_CHANGED)

MORNING, EVENING = time(8), time(20)  # between these, local time, a telephone may ring
FIRST_ON_THE_DAY = time(7, 30)
BEFORE_AN_EARLY_START = timedelta(hours=2)
LATEST_BEFORE_START = timedelta(minutes=15)  # where the link is shown at the start alone
THANKED_WITHIN = timedelta(days=7)
# Sessions that start within so long of a moment, before or after it, are all to which a message can be due at it: a
# week's reminder comes at most seven days and sixteen hours before, thanks at most a week after a session of a day.
REACH = timedelta(days=8)

# Ways to know who came to a session. Attendance puts its own in when the app starts: bookings do not know attendance.
came: list[Callable[[BookingQuerySet], BookingQuerySet]] = []


def window(kind: NoticeKind, session: Session, *, online: bool) -> tuple[datetime, datetime]:
    """From when, and until when, a message of this kind can be sent: the end is not in it.

    The reminders fall due at 8am, local time, on the day that is 7 and 2 days before that of the start: the first until
    the second is due, the second until the day itself begins. How to join falls due at 7:30am on the day, or two hours
    before a session that starts before 9:30am, but not before its link is shown to whoever joins by it. Thanks are due
    for a week from the end.
    """
    day = timezone.localdate(session.starts_at)
    if kind == NoticeKind.REMINDER_WEEK:
        return moment(day - timedelta(days=7), MORNING), moment(day - timedelta(days=2), MORNING)
    if kind == NoticeKind.REMINDER_TWO_DAYS:
        return moment(day - timedelta(days=2), MORNING), moment(day, time.min)
    if kind == NoticeKind.HOW_TO_JOIN:
        return _due_on_the_day(session, day, online=online), session.starts_at
    return session.ends_at, session.ends_at + THANKED_WITHIN


def _due_on_the_day(session: Session, day: date, *, online: bool) -> datetime:
    due = min(moment(day, FIRST_ON_THE_DAY), session.starts_at - BEFORE_AN_EARLY_START)
    hours = session.joining_link_hours_before
    if online and session.joining_link and hours is not None:
        due = max(due, session.starts_at - timedelta(hours=hours))
    return min(due, session.starts_at - LATEST_BEFORE_START)


def is_timely(kind: NoticeKind, session: Session, *, online: bool, at: datetime) -> bool:
    """Whether a message of this kind can be sent at that moment. How to join is sent when the session asks for it, the
    others by day."""
    due, over = window(kind, session, online=online)
    by_day = kind == NoticeKind.HOW_TO_JOIN or MORNING <= timezone.localtime(at).time() < EVENING
    return session.status == SessionStatus.SCHEDULED and due <= at < over and by_day


def still_to_be_said(notice: Notice, booking: Booking, *, at: datetime) -> bool:
    """Whether a message that was owed is still right: the place is confirmed, it is about the start that there is, its
    time has come and is not past, and whoever is thanked has come. What tells of a change is always right."""
    if notice.about_start_at is None:
        return True
    kind, session = NoticeKind(notice.kind), booking.session
    return (
        booking.status == BookingStatus.CONFIRMED
        and notice.about_start_at == session.starts_at
        and is_timely(kind, session, online=booking.joins_online(), at=at)
        and (kind != NoticeKind.THANKS or those_who_came(Booking.objects.filter(pk=booking.pk)).exists())
    )


def timed_messages_due(*, at: datetime) -> Iterator[Notice]:
    """Every message that is due at that moment and not noted yet, unsaved. Sessions near that moment are read first, by
    their index, then their bookings: one question to the database, and one for each kind that is due to somebody."""
    near = Session.objects.scheduled().filter(starts_at__gt=at - REACH, starts_at__lt=at + REACH)
    sessions = list(
        near.only("starts_at", "ends_at", "mode", "status", "joining_link", "joining_link_hours_before").order_by("pk")
    )
    for kind in TIMED:
        ways = (False, True) if kind == NoticeKind.HOW_TO_JOIN else (False,)
        timely = {s.pk: s for s in sessions if any(is_timely(kind, s, online=way, at=at) for way in ways)}
        if timely:
            yield from _owed(kind, timely, at)


def _owed(kind: NoticeKind, sessions: dict[int, Session], at: datetime) -> Iterator[Notice]:
    for booking in _not_noted(kind, sessions):
        session = booking.session = sessions[booking.session_id]
        online = booking.joins_online()
        due, _ = window(kind, session, online=online)
        told_at = max(filter(None, (booking.confirmed_at, booking.told_at)))  # type: ignore[attr-defined]
        knows = kind != NoticeKind.THANKS and told_at >= due
        if not knows and is_timely(kind, session, online=online, at=at):
            yield Notice(
                booking=booking,
                kind=kind,
                sequence=booking.invitation_sequence,
                about_start_at=session.starts_at,
                made_at=at,
            )


def _not_noted(kind: NoticeKind, sessions: Collection[int]) -> BookingQuerySet:
    """Confirmed bookings of these sessions without this message about their start, and when they were last told all."""
    noted = Notice.objects.filter(booking=OuterRef("pk"), kind=kind, about_start_at=OuterRef("session__starts_at"))
    bookings = Booking.objects.confirmed().filter(~Exists(noted), session__in=sessions)
    if kind == NoticeKind.THANKS:
        bookings = those_who_came(bookings)
    told = Max("notices__made_at", filter=Q(notices__kind__in=TELLS_ALL))
    return bookings.annotate(told_at=told).order_by("pk")


def those_who_came(bookings: BookingQuerySet) -> BookingQuerySet:
    """Those of these bookings whose person came, by any of the ways to know it: nobody where there is none."""
    keys = Q(pk__in=[])
    for ways in came:
        keys |= Q(pk__in=ways(bookings).values("pk"))
    return bookings.filter(keys)
