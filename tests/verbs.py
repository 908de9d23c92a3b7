"""Everything that people and staff do to sessions and bookings, chosen by chance: for races between processes."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from people.models import Person
from training.bookings import operations
from training.models import (
    Approval,
    Booking,
    BookingStatus,
    Diet,
    GroupBooking,
    GroupTakes,
    Interest,
    Pool,
    Session,
    UndatedSession,
    Venue,
)
from training.sessions import operations as sessions


def do_anything(person_id: int) -> str:
    """One of the verbs, on records that are there at the moment. Returns its name; raises what it refuses with."""
    verb = random.choice(VERBS)
    verb(Person.objects.select_related("role", "organisation").get(pk=person_id), timezone.now())
    return verb.__name__


def _one(records: Any) -> Any:
    return records.order_by("?").first()


def _session() -> Session:
    """One that can be booked, and now and then one that was called off."""
    return _one(Session.objects.all() if random.random() < 0.1 else Session.objects.scheduled())


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
        operations.confirm(booking=booking, manager_email="manager@example.org", by=None, at=at)


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


def walk_in(person: Person, at: datetime) -> None:
    named = operations.Colleague(person.name, person.email, person.role)
    by = _one(Person.objects.all())
    operations.walk_in(session_id=_session().pk, person=named, organisation=person.organisation, by=by, at=at)


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


def accept_for_group(person: Person, at: datetime) -> None:
    if group := _one(GroupBooking.objects.filter(bookings__status=BookingStatus.OFFERED)):
        operations.accept_for_group(group=group, by=person, at=at)


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


def return_due_pools(person: Person, at: datetime) -> None:
    """As in eight days, when places in most sessions return, and before any of them starts."""
    operations.return_due_pools(at=at + timedelta(days=random.choice([0, 8])))


def close_lines(person: Person, at: datetime) -> None:
    """As when the first sessions have started."""
    operations.close_lines(at=at + timedelta(days=random.choice([0, 10])))


def remind_managers(person: Person, at: datetime) -> None:
    operations.remind_managers(at=at + timedelta(days=random.choice([0, 5])))


def change_capacity(person: Person, at: datetime) -> None:
    session = _session()
    capacity = max(session.capacity + random.choice([-1, 1, 2]), session.online_capacity + 1)
    sessions.change_session(session=session, capacity=capacity, by=None, at=at)


def move_session(person: Person, at: datetime) -> None:
    session, later = _session(), timedelta(hours=random.choice([-1, 1]))
    facts = {"starts_at": session.starts_at + later, "ends_at": session.ends_at + later}
    sessions.change_session(session=session, **facts, by=None, at=at)


def change_venue(person: Person, at: datetime) -> None:
    venue = _one(Venue.objects.all())
    sessions.change_venue(venue=venue, address=f"{random.randrange(100)} High Street", by=None, at=at)


def cancel_session(person: Person, at: datetime) -> None:
    """In the place of one that is called off, another is held, so that there is always something to book."""
    off = _session()
    sessions.cancel_session(session=off, by=None, at=at)
    copied = (
        "course", "mode", "venue", "starts_at", "ends_at", "capacity", "online_capacity", "fairness", "offer_hours",
        "places_per_organisation", "refuses_clashes",
    )  # fmt: skip
    facts = {name: getattr(off, name) for name in copied}
    sessions.schedule_session(**facts, by=None, at=at)


def ask_to_be_told(person: Person, at: datetime) -> None:
    facts = _facts(person, at)
    del facts["online"], facts["manager_email"]
    operations.ask_to_be_told(undated=_one(UndatedSession.objects.all()), **facts)


def take_back_interest(person: Person, at: datetime) -> None:
    if interest := _one(Interest.objects.all()):
        operations.take_back_interest(interest=interest, by=None, at=at)


def set_date(person: Person, at: datetime) -> None:
    """In the place of one that has its date, another is planned, so that there is always something to ask about."""
    undated, starts_at = _one(UndatedSession.objects.all()), at + timedelta(days=9)
    operations.set_date(
        undated=undated, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), mode="online", capacity=2,
        refuses_clashes=False, by=None, at=at,
    )  # fmt: skip
    sessions.plan_undated(course=undated.course, about_when="later", mode="online", by=None, at=at)


def withdraw_undated(person: Person, at: datetime) -> None:
    undated = _one(UndatedSession.objects.all())
    sessions.withdraw_undated(undated=undated, by=None, at=at)
    sessions.plan_undated(course=undated.course, about_when="another time", mode="online", by=None, at=at)


def release(person: Person, at: datetime) -> None:
    operations.release_lapsed(at=at + timedelta(hours=3))


def make_emails(person: Person, at: datetime) -> None:
    operations.make_emails(at=at)


def owe_timed_messages(person: Person, at: datetime) -> None:
    operations.owe_timed_messages(at=at + timedelta(days=random.choice([0, 5, 12])))


VERBS: list[Callable[[Person, datetime], None]] = [
    book, book, book, wait, wait, confirm, confirm, cancel, cancel, move, swap, change_way, put_on, change_needs,
    answer_as_manager, remind_managers, book_group, book_group, accept_for_group, accept_for_group, reserve, fill_pool,
    fill_pool, return_pool, return_due_pools, change_capacity, move_session, change_venue, cancel_session, close_lines,
    release, make_emails, walk_in, walk_in,
    ask_to_be_told, ask_to_be_told, take_back_interest, set_date, withdraw_undated, owe_timed_messages,
]  # fmt: skip
