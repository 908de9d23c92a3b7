"""The demonstration's harder cases: a hybrid session, a closed cohort, a full session with people who wait for it, and
what people need who come to a room."""

from datetime import date, datetime, time, timedelta

from django.db.models import F

from cms.starter.demo.loading import ATTENDERS_DOMAIN, JOINING_IN_PERSON, JOINING_ONLINE
from cms.starter.demo.people import SCHOOL
from cms.starter.demo.schedule import LOCAL
from people.models import Organisation, Person
from training.bookings.operations import change_needs, wait
from training.models import (
    Booking,
    Course,
    Diet,
    FairnessPolicy,
    Series,
    Session,
    SessionMode,
    SessionStatus,
    Venue,
)
from training.sessions.operations import SessionRefusal, Slot, change_session, schedule_series, schedule_session
from training.sessions.queries.dates import Repeats, Rule, read, week_of

TUESDAY, WEDNESDAY = 1, 2
WAITING = 4
NEEDS: tuple[tuple[str, str, list[Diet]], ...] = (
    ("", "", [Diet.VEGETARIAN]),
    ("A seat near the front, please: I read lips", "", []),
    ("", "", [Diet.HALAL, Diet.NO_NUTS]),
    ("", "", [Diet.VEGETARIAN]),
    ("Step-free way in", "No sesame, please", [Diet.VEGAN]),
)
TELLS = "1 hybrid session, 1 closed cohort of {} dates, {} people on a waiting list under fair share"


def load_depth(at: datetime) -> str:
    """What a demonstration of booking at depth needs, made as staff and people make it."""
    manager = Person.objects.get(email="manager@demo.example")
    facilitator = Person.objects.get(email="facilitator@demo.example")
    _hold_hybrid_session(at, by=manager, facilitator=facilitator)
    cohort = _make_cohort(at, by=manager, facilitator=facilitator)
    _tell_needs(at)
    return TELLS.format(cohort.sessions.count(), _fill_line(at, by=manager))


def _hold_hybrid_session(at: datetime, *, by: Person, facilitator: Person) -> Session:
    """A Wednesday in about a month, in a room and online."""
    course = Course.objects.get(code="TIP-101")
    rule = Rule(
        repeats=Repeats.WEEKLY,
        first_on=(at + timedelta(weeks=4)).astimezone(LOCAL).date(),
        weekdays=frozenset({WEDNESDAY}),
        number=1,
        starts=time(9, 30),
        ends=_ends(time(9, 30), course),
        left_out=_christmas(at),
    )
    starts_at, ends_at = rule.span(read(rule).days[0])
    return schedule_session(
        course=course,
        starts_at=starts_at,
        ends_at=ends_at,
        mode=SessionMode.HYBRID,
        venue=Venue.objects.order_by("pk").first(),
        joining_link="https://meeting.example/join",
        joining_link_hours_before=48,
        joining_notes=JOINING_IN_PERSON,
        capacity=30,
        online_capacity=12,
        facilitators=[facilitator, by],
        by=by,
        at=at,
    )


def _make_cohort(at: datetime, *, by: Person, facilitator: Person) -> Series:
    """Every second Tuesday after school, for the whole staff of one school and nobody else."""
    course = Course.objects.get(code="TIP-101")
    rule = Rule(
        repeats=Repeats.WEEKLY,
        first_on=(at + timedelta(weeks=3)).astimezone(LOCAL).date(),
        every_weeks=2,
        weekdays=frozenset({TUESDAY}),
        number=5,
        starts=time(15, 45),
        ends=_ends(time(15, 45), course),
        left_out=_christmas(at),
    )
    return schedule_series(
        key=Series._meta.get_field("key").get_default(),
        name="Whole-staff training",
        course=course,
        organisation=Organisation.objects.get(name=SCHOOL),
        is_closed=True,
        slots=[Slot(*rule.span(day)) for day in read(rule).days],
        mode=SessionMode.ONLINE,
        joining_link="https://meeting.example/join",
        joining_notes=JOINING_ONLINE,
        capacity=40,
        facilitators=[facilitator],
        status=SessionStatus.SCHEDULED,
        by=by,
        at=at,
    )


def _ends(starts: time, course: Course) -> time:
    return (datetime.combine(datetime.min, starts) + timedelta(minutes=course.duration_minutes)).time()


def _christmas(at: datetime) -> tuple[tuple[date, date], ...]:
    """The weeks around Christmas of this year and the next."""
    return tuple(
        (week_of(date(year, 12, 24))[0], week_of(date(year + 1, 1, 1))[1])
        for year in (at.year - 1, at.year, at.year + 1)
    )


def _fill_line(at: datetime, *, by: Person) -> int:
    """Let people, each of another area, wait for the next full session: those who are free then and have no place."""
    full = Session.objects.open_for_booking(at).filter(places_held=F("capacity")).order_by("starts_at").first()
    if full is None:
        return 0
    change_session(session=full, fairness=FairnessPolicy.BY_AREA, by=by, at=at)
    waiting, areas = 0, set[int | None]()
    others = Person.objects.filter(email__endswith=ATTENDERS_DOMAIN).select_related("role", "organisation")
    for person in others.order_by("-pk"):
        role, organisation = person.role, person.organisation
        if waiting == WAITING or not role or not organisation or organisation.local_authority_id in areas:
            continue
        try:
            wait(
                session_id=full.pk,
                email=person.email,
                name=person.name,
                role=role,
                organisation=organisation,
                by=person,
                at=at,
            )
        except SessionRefusal:
            continue
        waiting += 1
        areas.add(organisation.local_authority_id)
    return waiting


def _tell_needs(at: datetime) -> None:
    """A few of those who come to the next session in a room say what they need."""
    coming = Booking.objects.confirmed().filter(session__mode=SessionMode.IN_PERSON, session__starts_at__gt=at)
    first = coming.order_by("session__starts_at").values_list("session", flat=True)[:1]
    people = coming.filter(session=first).select_related("person").order_by("pk")
    for booking, (access, dietary, diets) in zip(people, NEEDS, strict=False):
        change_needs(booking=booking, access=access, dietary=dietary, diets=diets, by=booking.person, at=at)
