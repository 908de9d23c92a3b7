"""Taking, confirming and cancelling a place."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from config.celery import app
from people.models import Person
from tests.factories import OrganisationFactory, PersonFactory, RoleFactory, SessionFactory
from tests.letters import letters
from training.bookings import operations, tasks
from training.models import Booking, BookingNeeds, BookingStatus
from training.sessions.operations import change_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def book(now):
    """Books as a stranger unless told otherwise."""

    def _book(session, **given):
        facts = {
            "email": "Sam@Example.org",
            "name": "Sam Example",
            "role": given.pop("role", None) or RoleFactory(),
            "organisation": given.pop("organisation", None) or OrganisationFactory(),
            "by": None,
            "at": now,
        }
        return operations.book(session_id=session.pk, **{**facts, **given})

    return _book


def places_held(session):
    session.refresh_from_db()
    return session.places_held


def subjects():
    return [email.subject for email in letters()]


def test_a_stranger_holds_a_place_for_two_hours_and_is_asked_to_confirm(book, now):
    session = SessionFactory()
    booking = book(session)
    assert (booking.status, booking.email, booking.person) == (BookingStatus.UNCONFIRMED, "sam@example.org", None)
    assert booking.hold_ends_at == now + timedelta(hours=2)
    assert places_held(session) == 1
    assert [s.split(":")[0] for s in subjects()] == ["Please confirm your place"]


def test_a_name_is_kept_in_one_line(book):
    assert book(SessionFactory(), name=" Sam\r\nBcc:  Example ").name == "Sam Bcc: Example"


def test_a_person_who_is_signed_in_has_the_place_at_once(book):
    session, person = SessionFactory(), PersonFactory()
    booking = book(session, email=person.email, by=person)
    assert (booking.status, booking.person, places_held(session)) == (BookingStatus.CONFIRMED, person, 1)
    assert [s.split(":")[0] for s in subjects()] == ["Your place is confirmed"]


def test_confirming_makes_the_account_and_twice_changes_nothing(book, now):
    session = SessionFactory()
    booking = book(session)
    confirmed = operations.confirm(booking=booking, by=None, at=now)
    again = operations.confirm(booking=booking, by=None, at=now + timedelta(minutes=1))
    person = Person.objects.get(email="sam@example.org")
    assert (person.name, person.role, person.organisation) == ("Sam Example", booking.role, booking.organisation)
    assert (confirmed.person, again.confirmed_at, places_held(session)) == (person, now, 1)
    assert len(subjects()) == 2


def test_a_proved_booking_is_the_newest_word_on_role_and_organisation(book, now):
    person = PersonFactory(email="sam@example.org", name="Sam Old", role=RoleFactory(name="Teacher"))
    booking = book(SessionFactory(), name="Sam New", role=RoleFactory(name="Youth worker"))
    person.refresh_from_db()
    assert (person.name, person.role.name) == ("Sam Old", "Teacher")
    operations.confirm(booking=booking, by=None, at=now)
    person.refresh_from_db()
    assert (person.name, person.role, person.organisation) == ("Sam New", booking.role, booking.organisation)


def test_cancelling_frees_the_place_and_forgets_the_needs_and_twice_changes_nothing(book, now):
    session = SessionFactory()
    booking = book(session, access="A ramp")
    operations.confirm(booking=booking, by=None, at=now)
    cancelled = operations.cancel(booking=booking, by=None, at=now)
    operations.cancel(booking=booking, by=None, at=now)
    assert (cancelled.status, cancelled.ended_at, places_held(session)) == (BookingStatus.CANCELLED, now, 0)
    assert BookingNeeds.objects.count() == 0
    assert [s.split(":")[0] for s in subjects()][2:] == ["Your booking is cancelled"]


def test_a_full_session_refuses_and_changes_nothing(book):
    session = SessionFactory(capacity=1)
    book(session)
    before = letters().count()
    with pytest.raises(operations.SessionFull):
        book(session, email="kim@example.org")
    assert (Booking.objects.count(), letters().count(), places_held(session)) == (1, before, 1)


def test_nobody_who_is_signed_in_books_for_another_address(book):
    with pytest.raises(operations.NotYourAddress):
        book(SessionFactory(), email="kim@example.org", by=PersonFactory())
    assert Booking.objects.count() == 0


def test_a_hold_ends_when_the_session_starts_if_that_is_sooner(book, now):
    session = SessionFactory(starts_at=now + timedelta(minutes=30))
    assert book(session).hold_ends_at == session.starts_at


def test_a_second_booking_is_refused_with_the_first_whatever_the_case_of_the_address(book):
    session = SessionFactory(capacity=1)
    first = book(session)
    with pytest.raises(operations.AlreadyBooked) as refusal:  # and not as full, though it is
        book(session, email="SAM@example.org ")
    assert refusal.value.booking == first


def test_a_person_with_a_place_under_an_older_address_is_refused_a_second(book, now):
    session, person = SessionFactory(), PersonFactory()
    book(session, email=person.email, by=person)
    person.email = "new@example.org"
    person.save()
    with pytest.raises(operations.AlreadyBooked):
        book(session, email=person.email, by=person)
    waiting = book(session, email="new@example.org")
    with pytest.raises(operations.AlreadyBooked):
        operations.confirm(booking=waiting, by=None, at=now)
    assert places_held(session) == 2


def test_an_address_holds_five_unconfirmed_places_at_most(book, now):
    for _ in range(5):
        book(SessionFactory())
    with pytest.raises(operations.TooManyUnconfirmed):
        book(SessionFactory())
    book(SessionFactory(), at=now + timedelta(hours=2))  # the five have lapsed by then


def test_a_full_session_gives_lapsed_holds_to_the_next_who_asks(book, now):
    session = SessionFactory(capacity=1)
    lapsed = book(session)
    later = now + timedelta(hours=2)
    taken = book(session, email="kim@example.org", at=later)
    lapsed.refresh_from_db()
    assert (lapsed.status, lapsed.ended_at, taken.status) == (BookingStatus.LAPSED, later, BookingStatus.UNCONFIRMED)
    assert places_held(session) == 1


def test_the_sweep_releases_lapsed_holds_once_and_no_others(book, now):
    one, two = SessionFactory(), SessionFactory()
    for number in range(3):
        book(one if number else two, email=f"sam{number}@example.org")
    kept = book(one, email="kim@example.org", at=now + timedelta(hours=1))
    later = now + timedelta(hours=2)
    assert [operations.release_lapsed(at=later), operations.release_lapsed(at=later)] == [3, 0]
    assert [places_held(one), places_held(two)] == [1, 0]
    assert list(Booking.objects.holding_a_place()) == [kept]


def test_an_unconfirmed_hold_that_nobody_released_is_confirmed_late(book, now):
    session = SessionFactory()
    booking = operations.confirm(booking=book(session), by=None, at=now + timedelta(hours=3))
    assert (booking.status, places_held(session)) == (BookingStatus.CONFIRMED, 1)


@pytest.mark.parametrize("status", ["cancelled", "started"])
def test_a_hold_in_a_session_that_is_gone_is_not_confirmed(book, now, status):
    session = SessionFactory()
    booking = book(session)
    if status == "cancelled":
        session.status = "cancelled"
        session.save()
        with pytest.raises(operations.SessionCancelled):
            operations.confirm(booking=booking, by=None, at=now)
    else:
        with pytest.raises(operations.SessionOver):
            operations.confirm(booking=booking, by=None, at=session.starts_at)
    assert Person.objects.filter(email=booking.email).count() == 0


def test_a_cancelled_booking_is_not_confirmed_and_can_be_made_anew(book, now):
    session = SessionFactory()
    booking = operations.cancel(booking=book(session), by=None, at=now)
    with pytest.raises(operations.BookingEnded):
        operations.confirm(booking=booking, by=None, at=now)
    assert book(session).status == BookingStatus.UNCONFIRMED


def test_needs_are_kept_only_when_given_and_forgotten_thirty_days_after(book):
    session = SessionFactory()
    book(session, access="  ", email="kim@example.org")
    book(session, dietary="No nuts")
    assert BookingNeeds.objects.count() == 1
    end = session.ends_at + timedelta(days=30)
    forgotten = [operations.delete_old_needs(at=end - timedelta(seconds=1)), operations.delete_old_needs(at=end)]
    assert forgotten == [0, 1]


def test_the_audit_says_who_did_what_and_holds_nothing_personal(book, now):
    booking = book(SessionFactory(), access="A ramp", name="Sam Example")
    operations.confirm(booking=booking, by=None, at=now)
    operations.cancel(booking=booking, by=None, at=now)
    entries = ModelLogEntry.objects.filter(action__startswith="training.").order_by("pk")
    assert [entry.action for entry in entries] == [f"training.booking.{verb}" for verb in ("book", "confirm", "cancel")]
    written = " ".join(f"{entry.label} {entry.data}" for entry in ModelLogEntry.objects.all()).lower()
    for told in ("sam example", "ramp"):
        assert told not in written


def test_the_scheduler_names_tasks_that_there_are():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} - set(app.tasks) == set()


def test_the_tasks_do_what_the_operations_do(book, now):
    session = SessionFactory()
    book(session, at=now - timedelta(hours=3))
    assert (tasks.release_lapsed(), tasks.delete_old_needs(), places_held(session)) == (1, 0, 0)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["book", "sign in", "confirm", "cancel", "lapse", "wider"]), st.integers(0, 4))
    )
)
def test_whatever_people_do_no_place_is_counted_twice_or_lost(cast, steps):
    """Five people and one session for three: after each step the count is true and nobody has two places."""
    with transaction.atomic():
        session, people, role, organisation = cast
        moment = timezone.now()
        for verb, number in steps:
            moment += timedelta(minutes=20)
            person = people[number]
            facts = {"email": person.email, "name": "A", "role": role, "organisation": organisation, "at": moment}
            mine = Booking.objects.filter(session=session, email=person.email).order_by("-pk").first()
            try:
                if verb in ("book", "sign in"):
                    operations.book(session_id=session.pk, by=person if verb == "sign in" else None, **facts)
                elif verb == "lapse":
                    operations.release_lapsed(at=moment)
                elif verb == "wider":
                    change_session(session=session, capacity=3 + number, by=None, at=moment)
                elif mine is not None:
                    getattr(operations, verb)(booking=mine, by=None, at=moment)
            except operations.BookingRefused:
                pass
            session.refresh_from_db()
            active = list(Booking.objects.holding_a_place().filter(session=session).values_list("email", flat=True))
            assert session.places_held == len(active) == len(set(active)) <= session.capacity
        transaction.set_rollback(True)


@pytest.fixture
def cast(db):
    return SessionFactory(capacity=3), PersonFactory.create_batch(5), RoleFactory(), OrganisationFactory()
