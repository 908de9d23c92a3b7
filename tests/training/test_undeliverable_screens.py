"""Where staff and training leads see that email does not reach somebody, and what staff can do about it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.accounts.operations import name_training_lead, note_undeliverable, set_up_staff_roles
from people.models import UndeliverableAddress
from tests.factories import BookingFactory, OrganisationFactory, PersonFactory, SessionFactory, staff_member
from tests.people.test_access import PERSONAS, outcome, show_second_factor
from training.bookings import operations
from training.models import BookingStatus

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
FLAG = "email has not reached this address since 10 March 2026"
LOGIN = "to sign in"


def not_reached(person, reason="refused: 550"):
    return note_undeliverable(email=person.email, reason=reason, by=None, at=NOON)


def screen(known):
    return reverse("training_undeliverable_address", args=[known.pk])


def wait(session, person):
    facts = {"email": person.email, "name": person.name, "role": person.role, "organisation": person.organisation}
    return operations.wait(session_id=session.pk, **facts, by=person, at=timezone.now())


def test_the_bookings_of_a_session_show_it_beside_the_address_alone(client, manager):
    session = SessionFactory()
    gone, _ = BookingFactory.create_batch(2, session=session)
    not_reached(gone)
    html = client.get(reverse("training_session_bookings", args=[session.pk])).text
    assert html.count(FLAG) == 1
    assert html.index(gone.email) < html.index(FLAG) < html.index(str(gone.role), html.index(gone.email))


def test_the_waiting_list_shows_it_in_line_and_for_offers_that_are_out(client, manager):
    session, people = SessionFactory(capacity=1), PersonFactory.create_batch(3)
    holder = BookingFactory(session=session)
    for person in people:
        wait(session, person)
    operations.cancel(booking=holder, by=None, at=timezone.now())
    not_reached(people[0])
    not_reached(people[1])
    html = client.get(reverse("training_session_line", args=[session.pk])).text
    offers = html.index("Offers that are out")
    assert (html.count(FLAG), html.count(FLAG, offers)) == (2, 1)


def test_a_training_lead_sees_it_for_their_colleagues_without_a_reason(client):
    organisation, lead = OrganisationFactory(), PersonFactory()
    name_training_lead(person=lead, organisation=organisation, by=None, at=NOON)
    colleagues = [operations.Colleague(f"Member {n}", f"member{n}@example.org", lead.role) for n in range(2)]
    group = operations.book_group(
        session_id=SessionFactory().pk, organisation=organisation, colleagues=colleagues, by=lead, at=timezone.now()
    )
    note_undeliverable(email="member1@example.org", reason="complained: spam", by=None, at=NOON)
    client.force_login(lead)
    html = client.get(reverse("training:group-detail", args=[group.pk])).text
    assert html.count("Our emails do not reach this address") == 1
    assert "spam" not in html


def test_a_training_lead_sees_it_for_whoever_filled_a_place_that_they_reserved(client):
    organisation, lead, now = OrganisationFactory(), PersonFactory(), timezone.now()
    name_training_lead(person=lead, organisation=organisation, by=None, at=NOON)
    session = SessionFactory(starts_at=now + timedelta(days=30))
    pool = operations.reserve(session_id=session.pk, organisation=organisation, places=3, by=lead, at=now)
    for email in ("gone@example.org", "here@example.org"):
        facts = {"email": email, "name": "Ama Example", "role": lead.role, "organisation": organisation}
        operations.book(session_id=pool.session_id, pool=pool, **facts, by=None, at=now)
    note_undeliverable(email="gone@example.org", reason="refused: 550", by=None, at=NOON)
    client.force_login(lead)
    html = client.get(reverse("training:pool-detail", args=[pool.pk])).text
    assert html.count("Our emails do not reach this address") == 1
    assert html.index("gone@example.org") < html.index("do not reach this address") < html.index("here@example.org")


@pytest.mark.parametrize("name", ["training_session_bookings", "training_session_line"])
def test_a_page_asks_as_many_questions_for_many_flags_as_for_one(client, manager, name):
    session, asked = SessionFactory(capacity=100), []
    for more in (1, 1, 28):
        for booking in BookingFactory.create_batch(more, session=session):
            booking.status, booking.hold_ends_at = BookingStatus.OFFERED, timezone.now()
            booking.save()
            not_reached(booking)
        with CaptureQueriesContext(connection) as queries:
            assert FLAG in client.get(reverse(name, args=[session.pk])).text
        asked.append(len(queries))
    assert asked[1] == asked[2]


@pytest.mark.parametrize("which", ["list", "one"])
@pytest.mark.parametrize(
    ("persona", "answer"), [*zip(PERSONAS, (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200), strict=True)]
)
def test_each_persona_gets_what_the_table_says(client, wagtail_site, which, persona, answer):
    set_up_staff_roles()
    known = note_undeliverable(email="gone@example.org", reason="", by=None, at=NOON)
    roles = PERSONAS[persona]
    if roles is not None:
        person = staff_member(*roles) if roles else PersonFactory()
        client.force_login(person)
        show_second_factor(client, person)
    response = client.get(screen(known) if which == "one" else reverse("undeliverable_address:index"))
    assert (outcome(response), "gone@example.org" in response.text) == (answer, answer == 200)
    if answer != 200:
        client.post(screen(known))
        assert UndeliverableAddress.objects.count() == 1


def test_the_list_names_who_it_is_and_what_they_are_booked_in_and_is_searched(client, manager):
    coming, over = SessionFactory(course__title="Noticing harm"), SessionFactory(starts_at=NOON)
    gone = BookingFactory(session=coming, person__name="Ama Example").person
    BookingFactory(session=over, person=gone)
    BookingFactory(session=SessionFactory(), person=gone, status=BookingStatus.CANCELLED)
    not_reached(gone)
    not_reached(PersonFactory(email="other@example.org"), reason="complained: spam")
    html = client.get(reverse("undeliverable_address:index")).text
    for said in ("Ama Example", str(coming), "Tuesday 10 March 2026", "refused: 550", "Nothing to come"):
        assert said in html
    assert str(over) not in html
    found = client.get(reverse("undeliverable_address:index") + "?q=other").context["object_list"]
    assert [known.email for known in found] == ["other@example.org"]


def test_the_list_asks_the_same_number_of_questions_however_long(client, manager):
    asked = []
    for more in (1, 1, 18):
        for booking in BookingFactory.create_batch(more):
            not_reached(booking)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("undeliverable_address:index")).status_code == 200
        asked.append(len(queries))
    assert asked[1] == asked[2]


def test_an_empty_list_says_that_all_is_well(client, manager):
    assert "Email reaches every address that we know of." in client.get(reverse("undeliverable_address:index")).text


def test_trying_again_asks_once_and_takes_the_mark_away(client, manager):
    booking = BookingFactory()
    known = not_reached(booking)
    html = client.get(screen(known)).text
    assert (booking.email in html, str(booking.session) in html, "refused: 550" in html) == (True, True, True)
    assert UndeliverableAddress.objects.count() == 1
    assert client.post(screen(known)).url == reverse("undeliverable_address:index")
    assert UndeliverableAddress.objects.count() == 0
    assert client.post(screen(known)).status_code == 404
    entry = ModelLogEntry.objects.get(action="people.address.forget")
    assert (entry.user, entry.label) == (manager, f"Address {known.pk}")


def test_an_address_without_an_account_is_shown_with_what_is_booked_under_it(client, manager):
    booking = BookingFactory(
        person=None,
        email="nobody@example.org",
        name="No Account",
        role=PersonFactory().role,
        organisation=OrganisationFactory(),
        status=BookingStatus.UNCONFIRMED,
        confirmed_at=None,
        hold_ends_at=timezone.now(),
    )
    html = client.get(screen(note_undeliverable(email=booking.email, reason="", by=None, at=NOON))).text
    assert "There is no account with this address." in html
    assert "No Account, not confirmed yet" in html


def test_the_first_page_of_the_admin_leads_there_while_there_is_something_to_mend(client, manager):
    leads_there = f'href="{reverse("undeliverable_address:index")}"><strong>'
    assert leads_there not in client.get("/admin/").text
    not_reached(PersonFactory())
    html = client.get("/admin/").text
    assert (leads_there in html, "1 to mend" in html) == (True, True)
