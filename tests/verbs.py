"""Everything that people and staff do to sessions and bookings, chosen by chance: for races between processes."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from people.models import Person
from training.bookings import operations
from training.models import Approval, Booking, BookingStatus, Diet, GroupTakes, Pool, Session
from training.sessions import operations as sessions


def do_anything(person_id: int) -> str:
    """One of the verbs, on records that are there at the moment. Returns its name; raises what it refuses with."""
    verb = random.choice(VERBS)
    verb(Person.objects.select_related("role", "organisation").get(pk=person_id), timezone.now())
    return verb.__name__


def _one(records: Any) -> Any:
    return records.order_by("?").first()


def _session() -> Session:
    return _one(Session.objects.all())


def _facts(person: Person, at: datetime) -> dict[str, Any]:
    return {
        "email": person.email, "name": random.choice([person.name, "Rival", "Friend"]), "role": person.role,
        "organisation": person.organisation, "online": random.random() < 0.5, "manager_email": "manager@example.org",
        "by": random.choice([person, None]), "at": at,
    }  # fmt: skip


def book(person: Person, at: datetime) -> None:
    operations.book(session_id=_session().pk, **_facts(person, at))


def wait(person: Person, at: datetime) -> None:
    operations.wait(session_id=_session().pk, **_facts(person, at))


def confirm(person: Person, at: datetime) -> None:
    if booking := _one(Booking.objects.exclude(status=BookingStatus.CONFIRMED)):
        operations.confirm(booking=booking, by=None, at=at)


def cancel(person: Person, at: datetime) -> None:
    if booking := _one(Booking.objects.active()):
        operations.cancel(booking=booking, by=random.choice([person, None]), at=at, past_cut_off=random.random() < 0.5)


def put_on(person: Person, at: datetime) -> None:
    operations.put_on(
        session_id=_session().pk,
        person=operations.Colleague(person.name, person.email, person.role),
        organisation=person.organisation,
        online=random.random() < 0.5,
        waits=random.random() < 0.5,
        by=_one(Person.objects.all()),
        at=at,
    )


def change_needs(person: Person, at: datetime) -> None:
    if booking := _one(Booking.objects.all()):
        diets = random.sample(Diet.values, random.randrange(3))
        operations.change_needs(booking=booking, access="", dietary="", diets=diets, by=None, at=at)


def move(person: Person, at: datetime) -> None:
    if booking := _one(Booking.objects.confirmed()):
        operations.move(booking=booking, session_id=_session().pk, by=None, at=at)


def swap(person: Person, at: datetime) -> None:
    if booking := _one(Booking.objects.confirmed()):
        operations.swap(booking=booking, name=person.name, email=person.email, role=person.role, by=None, at=at)


def change_way(person: Person, at: datetime) -> None:
    if booking := _one(Booking.objects.confirmed()):
        operations.change_way(booking=booking, online=not booking.online, by=None, at=at)


def answer_as_manager(person: Person, at: datetime) -> None:
    if approval := _one(Approval.objects.all()):
        random.choice([operations.approve, operations.decline])(approval=approval, at=at)


def book_group(person: Person, at: datetime) -> None:
    others = Person.objects.select_related("role").order_by("?")[:2]
    operations.book_group(
        session_id=_session().pk,
        organisation=person.organisation,
        colleagues=[operations.Colleague(other.name, other.email, other.role) for other in others],
        waits=random.choice([None, *GroupTakes.values]),
        by=person,
        at=at,
    )


def reserve(person: Person, at: datetime) -> None:
    operations.reserve(
        session_id=_session().pk, organisation=person.organisation, places=2, online=random.random() < 0.5,
        by=person, at=at,
    )  # fmt: skip


def fill_pool(person: Person, at: datetime) -> None:
    if pool := _one(Pool.objects.all()):
        facts = _facts(person, at) | {"organisation": pool.organisation, "online": pool.online}
        operations.book(session_id=pool.session_id, pool=pool, **facts)


def return_pool(person: Person, at: datetime) -> None:
    if pool := _one(Pool.objects.all()):
        operations.return_pool(pool=pool, by=None, at=at)


def change_capacity(person: Person, at: datetime) -> None:
    session = _session()
    sessions.change_session(session=session, capacity=session.capacity + random.choice([-1, 1, 2]), by=None, at=at)


def move_session(person: Person, at: datetime) -> None:
    session, later = _session(), timedelta(hours=random.choice([-1, 1]))
    facts = {"starts_at": session.starts_at + later, "ends_at": session.ends_at + later}
    sessions.change_session(session=session, **facts, by=None, at=at)


def release(person: Person, at: datetime) -> None:
    operations.release_lapsed(at=at + timedelta(hours=3))


def make_emails(person: Person, at: datetime) -> None:
    operations.make_emails(at=at)


VERBS: list[Callable[[Person, datetime], None]] = [
    book, book, book, wait, wait, confirm, confirm, cancel, cancel, move, swap, change_way, put_on, change_needs,
    answer_as_manager, book_group, reserve, fill_pool, fill_pool, return_pool, change_capacity, move_session, release,
    make_emails,
]  # fmt: skip
