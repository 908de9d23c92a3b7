"""What is measured on: a database of its own with the starter content, people who are signed in, and sessions."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.utils import timezone

from cms.models import CoursePage
from people.accounts.policies import StaffRole
from people.models import Organisation, OrganisationKind, Person, Role
from training.models import Course, Session, SessionMode
from training.sessions.operations import schedule_session

FIRST_DAY = 30
_days = count(FIRST_DAY)
_courses = count(1)


def lay() -> None:
    """Migrate, and load what a new site begins with."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("load_starter", verbosity=0)


def make_people(number: int, *, called: str = "visitor") -> list[Person]:
    """People of whom all is known, from ten organisations, so that the short form is theirs."""
    role, kind = Role.objects.filter(is_offered=True).order_by("pk")[0], OrganisationKind.objects.order_by("pk")[0]
    organisations = [Organisation.objects.create(name=f"{called.title()}s {n}", kind=kind) for n in range(10)]
    people = [
        Person(
            email=f"{called}{n}@example.org",
            name=f"{called.title()} {n}",
            role=role,
            organisation=organisations[n % 10],
        )
        for n in range(number)
    ]
    return Person.objects.bulk_create(people)


def sign_in(people: Sequence[Person]) -> list[str]:
    """The session cookie of each, as a sign-in would have set it."""
    return [_session_of(person) for person in people]


def _session_of(person: Person) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def make_facilitator() -> str:
    """The session cookie of a programme manager who has shown both factors: they may mark any register."""
    person = Person.objects.create(email="manager@example.org", name="Manager", is_staff=True)
    person.groups.add(Group.objects.get(name=StaffRole.PROGRAMME_MANAGER.value))
    session = SessionStore(session_key=_session_of(person))
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return str(session.session_key)


def new_course() -> Course:
    """A course of two hours that awards a certificate, which nobody has attended yet."""
    facts = {"title": "Measured", "duration_minutes": 120, "certificate_minutes": 90, "cpd_hours": 2}
    return Course.objects.create(code=f"BENCH{next(_courses)}", learning_outcomes="To see\nTo know", **facts)


def course_page() -> CoursePage:
    """The page that is measured: the first course's."""
    return CoursePage.objects.live().order_by("pk")[0]


def make_sessions(number: int, *, capacity: int) -> list[Session]:
    """Sessions of one course at one time, on a day that no other measure uses: nobody is kept out for a clash."""
    starts_at = _at_ten(timezone.now() + timedelta(days=next(_days)))
    course: Course = course_page().course
    facts = {"course": course, "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    return [
        schedule_session(**facts, mode=SessionMode.ONLINE, capacity=capacity, by=None, at=timezone.now())
        for _ in range(number)
    ]


def _at_ten(day: datetime) -> datetime:
    return timezone.localtime(day).replace(hour=10, minute=0, second=0, microsecond=0)
