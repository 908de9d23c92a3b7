"""How many questions each page of booking asks the database, so that a new one is noticed.

Counted once what stands around every page is kept; as always for thirty rows as for one.
"""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.models import Navigation
from people.models import Partnership, Person, TrainingLead
from tests.factories import (
    BookingFactory,
    CourseFactory,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
    SessionFactory,
)
from tests.training.booking_answers import answers, page
from training.bookings import operations
from training.bookings.queries.catering import catering_key
from training.models import Booking, BookingStatus, GroupBooking, GroupTakes

pytestmark = pytest.mark.django_db

SESSION_AND_PERSON = 2
A_BOOKING_WRITTEN = (
    9  # its rules, whether it is the first, a clash; itself, two of the log's, the log, the email, the place
)
SAVEPOINTS = 2
A_LOG = 3


@pytest.fixture(autouse=True)
def what_is_read_once(db):
    Partnership.load(), Navigation.load()
    for model in (Booking, GroupBooking, Person):
        ContentType.objects.get_for_model(model)


def look_around(client):
    """Let what stands around every page be kept, after all that the test has made."""
    client.get("/search/")


@pytest.fixture
def signed_in(client):
    client.force_login(PersonFactory())
    return client


def test_the_form_asks_for_the_session_and_for_a_place_that_is_there_already(signed_in, django_assert_num_queries):
    session = SessionFactory()
    look_around(signed_in)
    with django_assert_num_queries(SESSION_AND_PERSON + 2):
        assert signed_in.get(page(session)).status_code == 200


def test_booking_asks_as_little_with_many_bookings_there_as_with_none(signed_in, django_assert_num_queries):
    for there in (0, 30):
        session = SessionFactory(
            capacity=40, course=CourseFactory(), starts_at=timezone.now() + timedelta(days=there + 2)
        )
        for _ in range(there):
            BookingFactory(session=session)
        with django_assert_num_queries(SESSION_AND_PERSON + 1 + A_BOOKING_WRITTEN + SAVEPOINTS):
            assert signed_in.post(page(session), {"access": "", "dietary": ""}).status_code == 302


def test_the_confirmation_asks_for_the_booking(signed_in, django_assert_num_queries):
    booking = BookingFactory()
    look_around(signed_in)
    with django_assert_num_queries(SESSION_AND_PERSON + 1):
        assert "Your place is confirmed" in signed_in.get(reverse("training:booking-detail", args=[booking.key])).text


def test_a_rush_for_a_full_session_is_answered_without_a_transaction(signed_in, django_assert_num_queries):
    session = SessionFactory(capacity=1)
    BookingFactory(session=session)
    look_around(signed_in)
    with django_assert_num_queries(SESSION_AND_PERSON + 4):  # the session, a lapsed hold, their own place, other dates
        answer = signed_in.post(page(session), {"access": "", "dietary": ""})
    assert (answer.status_code, "Join the waiting list" in answer.text) == (409, True)


def test_whoever_has_a_place_in_a_full_session_is_led_to_it_and_not_to_the_line(signed_in):
    session = SessionFactory(capacity=1)
    signed_in.post(page(session), {"access": "", "dietary": ""})
    booking = Booking.objects.get()
    again = signed_in.post(page(session), {"access": "", "dietary": ""})
    assert again.url == reverse("training:booking-detail", args=[booking.key])


def test_a_place_whose_hold_has_lapsed_is_given_to_whoever_asks_next(client):
    session = SessionFactory(capacity=1)
    client.post(page(session), answers())
    Booking.objects.update(hold_ends_at=timezone.now() - timedelta(minutes=1))
    client.post(page(session), answers(email="next@example.org"))
    assert dict(Booking.objects.values_list("email", "status")) == {
        "sam@example.org": BookingStatus.LAPSED,
        "next@example.org": BookingStatus.UNCONFIRMED,
    }


@pytest.mark.parametrize("in_line", [1, 30])
def test_the_page_of_somebody_who_waits_asks_the_same_however_long_the_line(client, django_assert_num_queries, in_line):
    session = SessionFactory(capacity=1)
    BookingFactory(session=session)
    at = timezone.now()
    for person in [PersonFactory() for _ in range(in_line)]:
        facts = {"email": person.email, "name": person.name, "role": person.role, "organisation": person.organisation}
        last = operations.wait(session_id=session.pk, **facts, by=person, at=at)
    look_around(client)
    with django_assert_num_queries(3):  # the booking, the line, other dates
        shown = client.get(reverse("training:booking-detail", args=[last.key])).text
    assert f"You are number {in_line} in line" in shown


def colleagues(number, *, known):
    """So many people, who have an account and a profile, or neither."""
    role, people = RoleFactory(), [f"{'known' if known else 'new'}{n}-of-{number}@example.org" for n in range(number)]
    if known:
        organisation = OrganisationFactory()
        for email in people:
            PersonFactory(email=email, role=role, organisation=organisation)
    return [operations.Colleague("Sam Example", email, role) for email in people]


def asked(do, *args, **facts):
    """How many questions it takes to do something."""
    with CaptureQueriesContext(connection) as queries:
        do(*args, **facts)
    return len(queries)


@pytest.mark.parametrize(
    ("known", "waits", "for_each"),
    [
        (True, None, 1),  # whether they are somewhere else then
        (True, GroupTakes.ALL_OR_NONE, 1 + A_LOG),
        # Besides: the account looked for and made, its profile, an entry in the log for both, and savepoints.
        (False, None, 1 + 2 + 1 + 2 * A_LOG + 3 * SAVEPOINTS),
    ],
)
@pytest.mark.parametrize("rules", [{}, {"places_per_organisation": 100}])
def test_a_group_asks_little_for_each_person_in_it(known, waits, for_each, rules):
    lead, now = PersonFactory(), timezone.now()

    def book(number):
        session = SessionFactory(capacity=50, **rules, starts_at=now + timedelta(days=number + 2))
        people = colleagues(number, known=known)
        facts = {"session_id": session.pk, "organisation": lead.organisation, "waits": waits, "by": lead, "at": now}
        return asked(operations.book_group, colleagues=people, **facts)

    one, ten, forty = book(1), book(10), book(40)
    assert (ten - one, forty - ten) == (9 * for_each, 30 * for_each)


def test_the_list_of_a_lead_is_checked_with_as_many_questions_for_ten_rows_as_for_forty(client):
    lead, session, role = PersonFactory(), SessionFactory(), RoleFactory()
    TrainingLead.objects.create(person=lead, organisation=lead.organisation)
    client.force_login(lead)
    look_around(client)
    path = reverse("training:group-create", args=[session.pk])

    def check(number):
        typed = "\n".join(f"Sam Example,sam{n}@example.org,{role.name}" for n in range(number))
        rows = {"form-TOTAL_FORMS": number, "form-INITIAL_FORMS": 0, "change": "add"}
        for n in range(number):
            rows |= {f"form-{n}-name": "Sam", f"form-{n}-email": f"sam{n}@example.org", f"form-{n}-role": role.pk}
        return asked(client.post, path, {"typed": typed}), asked(client.post, path, rows)

    every_time = SESSION_AND_PERSON + 1 + 1 + 1 + 2  # the lead, the session, roles by name, and by their groups
    assert check(10) == check(40) == (every_time, every_time)


# The session of who is signed in and their person among them.
EACH_PAGE = {
    "booking-cancel": 3,
    "booking-move": 4,
    "booking-swap": 5,
    "booking-needs": 4,
    "booking-way": 3,
    "booking-invitation": 4,
    "colleague-cancel": 5,
    "colleague-move": 6,
    "colleague-swap": 7,
    "booking-sent": 3,
    "session-detail": 6,
    "pool-create": 4,
    "group-create": 4,
    "booking-list": 5,
    "pool-detail": 6,
    "pool-fill": 5,
    "group-detail": 7,
    "catering-detail": 6,
    "approval-decide": 4,
}


def a_full_life(others):
    """A lead's booking, group and pool in a hybrid session in which so many others have a place, and one that waits for
    a manager; with as many other dates. Returns the lead and what each page is asked with."""
    lead, now = PersonFactory(), timezone.now()
    organisation = lead.organisation
    TrainingLead.objects.create(person=lead, organisation=organisation)
    session = SessionFactory(mode="hybrid", capacity=100, online_capacity=40, starts_at=now + timedelta(days=30))
    for number in range(others):
        BookingFactory(session=session)
        SessionFactory(course=session.course, starts_at=now + timedelta(days=31 + number))
    colleague = operations.Colleague("Kim Example", "kim@example.org", lead.role)
    facts = {"session_id": session.pk, "organisation": organisation, "by": lead, "at": now}
    group = operations.book_group(colleagues=[colleague], **facts)
    pool = operations.reserve(places=2, **facts)
    booking = BookingFactory(session=session, person=lead)
    theirs = group.bookings.get()
    asks = OrganisationFactory(asks_for_approval=True)
    person = PersonFactory(organisation=asks)
    held = operations.book(
        session_id=session.pk, email=person.email, name=person.name, role=person.role, organisation=asks,
        manager_email="manager@example.org", by=person, at=now,
    )  # fmt: skip
    own = {f"booking-{name}": booking.key for name in ("cancel", "move", "swap", "needs", "way", "invitation")}
    of_lead = {f"colleague-{name}": theirs.pk for name in ("cancel", "move", "swap")}
    of_session = dict.fromkeys(("booking-sent", "session-detail", "pool-create", "group-create"), session.pk)
    return lead, {
        **own, **of_lead, **of_session, "booking-list": None, "pool-detail": pool.pk, "pool-fill": pool.key,
        "group-detail": group.pk, "catering-detail": catering_key(session), "approval-decide": held.approval.key,
    }  # fmt: skip


@pytest.mark.parametrize("others", [1, 20])
def test_each_page_asks_as_many_questions_as_is_written_here(client, others):
    lead, pages = a_full_life(others)
    client.force_login(lead)
    look_around(client)
    found, shown = {}, {}
    for name, key in pages.items():
        with CaptureQueriesContext(connection) as queries:
            shown[name] = client.get(reverse(f"training:{name}", args=[] if key is None else [key])).status_code
        found[name] = len(queries)
    assert set(shown.values()) == {200}
    assert found == EACH_PAGE
