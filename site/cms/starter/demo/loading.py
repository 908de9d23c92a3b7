"""Loads the demonstration: accounts, invented people, and a year of sessions with their bookings and registers."""

from datetime import datetime, timedelta
from random import Random

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password

from cms.starter.demo import history
from cms.starter.demo.attenders import invent_attenders
from cms.starter.demo.people import DEMO_PEOPLE, DemoPerson
from cms.starter.demo.schedule import PlannedSession, plan_sessions
from people.accounts.operations import change_profile, give_staff_role, name_training_lead, open_account
from people.models import Organisation, Person, Role
from training.bookings.operations import book
from training.certificates.operations import issue
from training.models import Course, Session, SessionMode, Venue
from training.sessions.operations import cancel_session, schedule_session
from training.sessions.queries import find_sessions

ATTENDERS = 320
ATTENDERS_DOMAIN = "@people.example"
ANNOUNCED_BEFORE = timedelta(weeks=8)
STAFFED_AHEAD, SHORT_OF_A_SECOND = timedelta(weeks=16), timedelta(weeks=5)
SEED = 2023  # the same people and registers on every machine


def load_people(at: datetime) -> str:
    """The demonstration accounts, each with a proved address; staff with their roles and a second factor."""
    for demo in DEMO_PEOPLE:
        person = open_account(email=demo.email, by=None, at=at)
        change_profile(
            person=person,
            name=demo.name,
            role=Role.objects.get(name=demo.role) if demo.role else None,
            organisation=Organisation.objects.get(name=demo.organisation) if demo.organisation else None,
            by=person,
            at=at,
        )
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        _grant(person, demo, at)
    return f"{len(DEMO_PEOPLE)} demonstration accounts, all ending in @demo.example"


def _grant(person: Person, demo: DemoPerson, at: datetime) -> None:
    """Staff roles with a second factor, or the lead of training at the person's organisation."""
    for role in demo.staff_roles:
        give_staff_role(person=person, role=role, by=None, at=at)
    if demo.staff_roles:
        TOTP.activate(person, generate_totp_secret())
    if demo.leads and person.organisation:
        name_training_lead(person=person, organisation=person.organisation, by=None, at=at)


def load_attenders(at: datetime) -> str:
    """Invented people who attend. They have no password and no proved address, so that nobody signs in as one."""
    organisations = list(Organisation.objects.choosable().select_related("kind").order_by("pk"))
    roles = {role.name: role for role in Role.objects.all()}
    invented = invent_attenders(
        number=ATTENDERS,
        kinds=[organisation.kind.name for organisation in organisations],
        random=Random(SEED),  # noqa: S311  (nothing secret hangs on it)
    )
    Person.objects.bulk_create(
        Person(
            email=attender.email,
            name=attender.name,
            role=roles[attender.role],
            organisation=organisations[attender.organisation],
            password=make_password(None),
        )
        for attender in invented
    )
    return f"{ATTENDERS} invented people in {len(organisations)} organisations"


def load_sessions(at: datetime) -> str:
    """A year of sessions back and half a year ahead. What is over has its register marked, save one for you to mark."""
    courses = {course.code: course for course in Course.objects.all()}
    planned = plan_sessions(at=at, durations={code: course.duration_minutes for code, course in courses.items()})
    manager = Person.objects.get(email="manager@demo.example")
    facilitator = Person.objects.get(email="facilitator@demo.example")
    venues = list(Venue.objects.order_by("pk"))
    sessions = [
        _schedule(
            plan,
            course=courses[plan.code],
            venues=venues,
            by=manager,
            run_by=_who_runs(plan, courses[plan.code], at=at, facilitator=facilitator, manager=manager),
        )
        for plan in planned
    ]
    attenders = list(
        Person.objects.filter(email__endswith=ATTENDERS_DOMAIN)
        .select_related("role", "organisation__kind")
        .order_by("pk")
    )
    records = history.write(
        planned=planned,
        sessions=sessions,
        attenders=attenders,
        marked_by=facilitator,
        at=at,
        random=Random(SEED),  # noqa: S311
    )
    for plan, session in zip(planned, sessions, strict=True):
        if plan.is_cancelled:
            cancel_session(session=session, by=manager, at=at)
    return (
        f"{len(sessions)} sessions, {records.bookings} bookings, {records.attendances} register entries, "
        f"{records.certificates} certificates"
    )


def load_own_training(at: datetime) -> str:
    """What the two demonstration learners did and will do: certificates as a worker issues them, and a booking each."""
    facilitator = Person.objects.get(email="facilitator@demo.example")
    certificates = bookings = 0
    for demo in DEMO_PEOPLE:
        if not demo.attended:
            continue
        person = Person.objects.select_related("role", "organisation__kind").get(email=demo.email)
        past = Session.objects.scheduled().filter(ends_at__lt=at, attendances__isnull=False).distinct()
        for code in demo.attended:
            session = past.filter(course__code=code).select_related("course").latest("starts_at")
            attendance = history.attend(session=session, person=person, marked_by=facilitator, at=at)
            certificates += issue(attendance_id=attendance.pk, at=session.ends_at + timedelta(minutes=5)) is not None
        coming = find_sessions(at=at, course=Course.objects.get(code=demo.books), with_places=True)[0]
        _book(person, coming, at)
        bookings += 1
    return f"{certificates} certificates and {bookings} bookings of the demonstration's own learners"


def _book(person: Person, session: Session, at: datetime) -> None:
    """Book as a person who is signed in does: the place is confirmed at once, and an email says so."""
    if person.role and person.organisation:
        book(
            session_id=session.pk,
            email=person.email,
            name=person.name,
            role=person.role,
            organisation=person.organisation,
            by=person,
            at=at,
        )


def _who_runs(
    plan: PlannedSession, course: Course, *, at: datetime, facilitator: Person, manager: Person
) -> list[Person]:
    """Two for hard subjects, but for the next session of them, and nobody yet for what is far ahead: so there is
    something for staff to look at."""
    if plan.starts_at > at + STAFFED_AHEAD:
        return []
    if course.is_sensitive and not at < plan.starts_at < at + SHORT_OF_A_SECOND:
        return [facilitator, manager]
    return [facilitator] if plan.is_the_facilitators else [manager]


def _schedule(
    plan: PlannedSession, *, course: Course, venues: list[Venue], by: Person, run_by: list[Person]
) -> Session:
    """One session, scheduled some weeks before it is held."""
    venue = None if plan.venue is None else venues[plan.venue % len(venues)]
    return schedule_session(
        course=course,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        mode=SessionMode.IN_PERSON if venue else SessionMode.ONLINE,
        venue=venue,
        joining_link="" if venue else "https://meeting.example/join",
        joining_notes=JOINING_IN_PERSON if venue else JOINING_ONLINE,
        language=plan.language,
        capacity=plan.capacity,
        facilitators=run_by,
        by=by,
        at=plan.starts_at - ANNOUNCED_BEFORE,
    )


JOINING_ONLINE = (
    "The room opens ten minutes before we start. Your camera can stay off. You can step out at any time: "
    "nobody will ask you why."
)
JOINING_IN_PERSON = (
    "Tea and coffee from 15 minutes before we start. Sit wherever feels right. You can step out at any time: "
    "there is a quiet room, and nobody will ask you why."
)
