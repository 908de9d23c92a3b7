"""The demonstration's certificates that end: sessions of about two years ago, and a shorter refresher to come."""

from datetime import datetime, time, timedelta
from random import Random

from cms.starter.demo import history
from cms.starter.demo.loading import ATTENDERS_DOMAIN, JOINING_ONLINE
from cms.starter.demo.people import SCHOOL
from cms.starter.demo.schedule import LOCAL, PlannedSession
from people.models import Person
from training.certificates.operations import issue
from training.models import Certificate, Course, Session, SessionMode
from training.sessions.operations import schedule_session

TWO_YEARS = timedelta(days=730)
ENDS_IN = (40, -20)  # days from today; the lead's own certificate is the first to end
REFRESHERS_IN = (10, 31, 52)
COLLEAGUES, OTHERS = 4, 6
STARTS = time(10, 0)
SEED = 2024


def load_refreshers(at: datetime) -> str:
    """Two sessions of long ago whose certificates end now, held by colleagues of the demonstration's lead, by the lead
    and by others; and three dates of the refresher that renews them."""
    course, refresher = Course.objects.get(code="EXP-101"), Course.objects.get(code="EXP-102")
    manager = Person.objects.get(email="manager@demo.example")
    free = Person.objects.filter(email__endswith=ATTENDERS_DOMAIN).exclude(
        pk__in=Certificate.objects.filter(course=course).values("person")
    )
    people = free.select_related("role", "organisation__kind").order_by("pk")
    colleagues, others = people.filter(organisation__name=SCHOOL), people.exclude(organisation__name=SCHOOL)
    certificates = 0
    for number, days in enumerate(ENDS_IN):
        session = _schedule(course, at - TWO_YEARS + timedelta(days=days), by=manager)
        a_half, a_part = slice(number, COLLEAGUES, 2), slice(number, OTHERS, 2)
        certificates += _fill(session, [*colleagues[a_half], *others[a_part]], marked_by=manager, at=at)
        if number == 0:
            certificates += _add_lead(session, marked_by=manager, at=at)
    for days in REFRESHERS_IN:
        _schedule(refresher, at + timedelta(days=days), by=manager)
    return f"{len(REFRESHERS_IN)} dates of a refresher, and {certificates} certificates that it can renew"


def _schedule(course: Course, near: datetime, *, by: Person) -> Session:
    """An online session on the day of that moment, or the Monday after a weekend; after Christmas in place of at it."""
    day = near.astimezone(LOCAL).date()
    if (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 2):
        day += timedelta(days=14)
    day += timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)
    starts_at = datetime.combine(day, STARTS, tzinfo=LOCAL)
    return schedule_session(
        course=course,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=course.duration_minutes),
        mode=SessionMode.ONLINE,
        joining_link="https://meeting.example/join",
        joining_notes=JOINING_ONLINE,
        capacity=30,
        facilitators=[by],
        by=by,
        at=starts_at - timedelta(weeks=9),
    )


def _fill(session: Session, people: list[Person], *, marked_by: Person, at: datetime) -> int:
    """Let these people have been there, and gives how many certificates that makes."""
    plan = PlannedSession(
        session.course.code, session.starts_at, session.ends_at, None, "en", session.capacity,
        filled=len(people) / session.capacity, is_marked=True,
    )  # fmt: skip
    random = Random(SEED)  # noqa: S311
    written = history.write(
        planned=[plan], sessions=[session], attenders=people, marked_by=marked_by, at=at, random=random
    )
    return written.certificates


def _add_lead(session: Session, *, marked_by: Person, at: datetime) -> int:
    lead = Person.objects.select_related("role", "organisation__kind").get(email="lead@demo.example")
    attendance = history.attend(session=session, person=lead, marked_by=marked_by, at=at)
    return int(issue(attendance_id=attendance.pk, at=session.ends_at + timedelta(minutes=5)) is not None)
