"""People who come to the door without a confirmed place: what they become, and what they take from nobody."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.models import Person
from tests.factories import BookingFactory, OrganisationFactory, PersonFactory, RoleFactory, SessionFactory
from tests.letters import letters
from training.bookings import operations
from training.bookings.queries.catering import counts
from training.bookings.queries.staff_words import say_where_they_stand
from training.models import Booking, BookingStatus, Notice, NoticeKind, SessionStatus
from training.sessions.operations import SessionCancelled

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(noon):
    return SessionFactory(starts_at=noon, capacity=1)


@pytest.fixture
def fay():
    return PersonFactory(name="Fay Facilitator")


def let_in(session, email="wanda@example.org", *, by=None, at=None, name="Wanda  Walker"):
    return operations.walk_in(
        session_id=session.pk, person=operations.Colleague(name, email, RoleFactory(name="Nurse")),
        organisation=OrganisationFactory(name="Elm Surgery"), by=by, at=at or session.starts_at,
    )  # fmt: skip


def places(session):
    session.refresh_from_db()
    return session.places_held, Booking.objects.holding_a_place().filter(session=session).count()


def test_somebody_unknown_gets_an_account_and_a_confirmed_booking_that_holds_no_place(session, fay):
    BookingFactory(session=session)
    booking = let_in(session, "Wanda@Example.org", by=fay)
    assert (booking.status, booking.walked_in, booking.name, booking.email) == (
        BookingStatus.CONFIRMED, True, "Wanda Walker", "wanda@example.org",
    )  # fmt: skip
    assert (booking.confirmed_at, booking.booked_by) == (session.starts_at, fay)
    person = Person.objects.get(email="wanda@example.org")
    assert (booking.person, person.name, str(person.role), str(person.organisation)) == (
        person, "Wanda Walker", "Nurse", "Elm Surgery",
    )  # fmt: skip
    assert places(session) == (1, 1)


def test_they_are_told_by_email_with_the_way_to_their_booking(session, fay):
    booking = let_in(session, by=fay)
    [letter] = letters(session.starts_at)
    assert letter.subject == f"You are on the register: {session.course.title}, Tuesday 10 March 2026"
    assert f"/bookings/{booking.key}/" in letter.message
    assert ModelLogEntry.objects.get(action="training.booking.walk_in").user == fay


def test_what_somebody_said_of_themselves_before_stands(session):
    ada = PersonFactory(name="Ada Own", email="ada@example.org")
    role, organisation = ada.role, ada.organisation
    let_in(session, "ada@example.org", name="Aida")
    ada.refresh_from_db()
    assert (ada.name, ada.role, ada.organisation) == ("Ada Own", role, organisation)


def test_letting_in_twice_is_once(session):
    assert let_in(session).pk == let_in(session).pk
    assert (Booking.objects.count(), Notice.objects.count()) == (1, 1)


def test_whoever_has_a_confirmed_place_keeps_it_and_is_told_nothing(session):
    booking = BookingFactory(session=session)
    assert let_in(session, booking.email) == booking
    booking.refresh_from_db()
    assert (booking.walked_in, places(session), Notice.objects.count()) == (False, (1, 1), 0)


@pytest.mark.parametrize("status", [BookingStatus.OFFERED, BookingStatus.UNCONFIRMED, BookingStatus.AWAITING_APPROVAL])
@pytest.mark.parametrize("is_known", [True, False])
def test_a_place_that_is_held_for_somebody_becomes_theirs(session, status, is_known, noon):
    ada = PersonFactory(email="ada@example.org")
    held = BookingFactory(
        session=session, person=ada if is_known else None, email=ada.email, name="Ada", role=ada.role,
        organisation=ada.organisation, status=status, hold_ends_at=noon, confirmed_at=None,
    )  # fmt: skip
    booking = let_in(session, ada.email)
    assert (booking.pk, booking.status, booking.walked_in, booking.person) == (
        held.pk, BookingStatus.CONFIRMED, False, ada,
    )  # fmt: skip
    assert places(session) == (1, 1)
    assert list(Notice.objects.values_list("kind", flat=True)) == [NoticeKind.WALKED_IN]


def test_whoever_waits_in_line_leaves_it_and_takes_nobodys_place(session):
    holder, waiting = BookingFactory(session=session), PersonFactory(email="will@example.org")
    line = BookingFactory(session=session, person=waiting, status=BookingStatus.WAITING, confirmed_at=None)
    booking = let_in(session, waiting.email)
    assert (booking.pk, booking.status, booking.walked_in) == (line.pk, BookingStatus.CONFIRMED, True)
    assert places(session) == (1, 1)
    operations.cancel(booking=holder, by=None, at=session.starts_at - timedelta(minutes=5))
    assert places(session) == (0, 0)


def test_the_rest_of_a_group_that_waits_for_all_or_none_is_next_where_it_fits_now():
    at = timezone.now()
    session, lead = SessionFactory(capacity=2, starts_at=at + timedelta(minutes=20)), PersonFactory()
    colleagues = [operations.Colleague(f"Colleague {n}", f"c{n}@example.org", lead.role) for n in range(3)]
    operations.book_group(
        session_id=session.pk,
        organisation=lead.organisation,
        waits="all_or_none",
        colleagues=colleagues,
        by=lead,
        at=at,
    )
    let_in(session, "c0@example.org", at=at)
    assert list(Booking.objects.order_by("email").values_list("status", flat=True)) == [
        "confirmed",
        "offered",
        "offered",
    ]
    assert places(session) == (2, 2)


@pytest.mark.parametrize("status", [BookingStatus.CANCELLED, BookingStatus.LAPSED])
def test_a_booking_that_has_ended_stays_as_it_is_beside_the_new_one(session, status):
    over = BookingFactory(session=session, status=status, confirmed_at=None)
    booking = let_in(session, over.email)
    over.refresh_from_db()
    assert (over.status, booking.walked_in, booking.person) == (status, True, over.person)


@pytest.mark.parametrize("status", [SessionStatus.CANCELLED, SessionStatus.DRAFT])
def test_nobody_is_let_into_a_session_that_is_not_held(session, status):
    session.status = status
    session.save()
    with pytest.raises(SessionCancelled):
        let_in(session)
    assert (Booking.objects.count(), Person.objects.filter(email="wanda@example.org").count()) == (0, 0)


def test_whoever_walked_in_has_no_place_to_move_pass_on_or_give_back(session):
    booking, early = let_in(session), session.starts_at - timedelta(minutes=10)
    other = SessionFactory(course=session.course, starts_at=session.starts_at + timedelta(days=7))
    with pytest.raises(operations.NothingToChange):
        operations.move(booking=booking, session_id=other.pk, by=None, at=early)
    with pytest.raises(operations.NothingToChange):
        operations.swap(
            booking=booking, name="Ben", email="ben@example.org", role=booking.role, by=None, at=early
        )  # fmt: skip
    operations.cancel(booking=booking, by=None, at=early)
    assert places(session) == (0, 0)


def test_no_food_is_made_for_whoever_only_came_to_the_door(session):
    BookingFactory(session=session)
    let_in(session)
    assert counts(session).expected == 1


def test_staff_see_who_walked_in(session):
    walked_in, booked = let_in(session), BookingFactory(session=session)
    say_where_they_stand([walked_in, booked])
    assert (walked_in.stands, booked.stands) == ("Walked in", "Confirmed")


def test_every_rule_holds_after_people_were_let_in_before_the_start(capsys):
    session = SessionFactory(starts_at=timezone.now() + timedelta(minutes=20), capacity=2)
    let_in(session, at=timezone.now())
    held = BookingFactory(
        session=session, status=BookingStatus.OFFERED, hold_ends_at=session.starts_at, confirmed_at=None
    )
    let_in(session, held.email, at=timezone.now())
    call_command("check_invariants")
    assert capsys.readouterr().out == "Every rule holds.\n"


def test_their_own_page_says_that_they_are_on_the_register(client, session, wagtail_site):
    booking = let_in(session)
    page = client.get(f"/bookings/{booking.key}/").content.decode()
    assert "You are on the register" in page
    assert "Your place" not in page
