"""Places reserved without names: filled by a link, and returned."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from people.models import TrainingLead
from tests.factories import (
    BookingFactory,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
    SeriesFactory,
    SessionFactory,
)
from tests.letters import letters
from training.bookings import operations
from training.models import Booking, BookingStatus, Pool

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    person = PersonFactory()
    TrainingLead.objects.create(person=person, organisation=person.organisation)
    client.force_login(person)
    return person


def ahead(**facts):
    """A session three weeks from now, so that there is time to fill a pool."""
    return SessionFactory(starts_at=timezone.now() + timedelta(weeks=3), **facts)


def reserved(lead, session=None, places=2):
    return operations.reserve(
        session_id=(session or ahead()).pk, organisation=lead.organisation, places=places,
        by=lead, at=timezone.now(),
    )  # fmt: skip


def fill_page(pool):
    return reverse("training:pool-fill", args=[pool.key])


def answers(**more):
    return {"name": "Ama Example", "email": "ama@example.org", "role": RoleFactory().pk, **more}


def held(session):
    session.refresh_from_db()
    return session.places_held


def test_a_lead_reserves_places_shares_the_link_and_a_stranger_and_a_person_fill_them(client, lead):
    session = ahead(capacity=2)
    made = client.post(reverse("training:pool-create", args=[session.pk]), {"places": "2"})
    pool = Pool.objects.get()
    assert (made.url, held(session)) == (reverse("training:pool-detail", args=[pool.pk]), 2)
    assert fill_page(pool) in client.get(made.url).text
    assert fill_page(pool) in letters().get().message

    client.logout()
    assert client.post(fill_page(pool), answers()).status_code == 302
    client.force_login(PersonFactory(name="Bo Example"))
    client.post(fill_page(pool), {"name": "Bo Example", "role": RoleFactory().pk})
    statuses = Booking.objects.order_by("pk").values_list("status", "organisation", "pool")
    assert list(statuses) == [
        (BookingStatus.UNCONFIRMED, lead.organisation_id, pool.pk),
        (BookingStatus.CONFIRMED, lead.organisation_id, pool.pk),
    ]
    assert held(session) == 2  # the places were held all along

    client.logout()
    late = client.post(fill_page(pool), answers(email="cy@example.org"))
    assert late.status_code == 409
    assert "All the places behind this link have been taken" in late.text
    client.force_login(lead)
    assert "Bo Example" in client.get(made.url).text


def test_whoever_fills_a_place_in_a_closed_cohort_is_told_what_happens_next(client, lead):
    series = SeriesFactory(is_closed=True)
    pool = reserved(lead, ahead(series=series, course=series.course))
    client.logout()
    sent = client.post(fill_page(pool), answers(), follow=True)
    assert (sent.status_code, "We have sent an email to" in sent.text) == (200, True)
    assert f'<a class="govuk-link" href="{fill_page(pool)}">book again with the right one</a>' in sent.text
    assert series.key not in sent.text
    assert "no-store" in sent.headers["Cache-Control"]
    client.force_login(lead)
    for page in (reverse("training:pool-detail", args=[pool.pk]), reverse("training:lead-overview")):
        assert f"/sessions/{pool.session_id}/?cohort={series.key}" in client.get(page).text


def test_a_place_that_is_given_back_can_be_filled_again_and_returns_to_everyone_once_the_pool_has(lead):
    pool = reserved(lead)
    bookings = BookingFactory.create_batch(2, session=pool.session, pool=pool)
    Pool.objects.update(unfilled=0)
    pool.session.places_held = 2
    pool.session.save()
    operations.cancel(booking=bookings[0], by=None, at=timezone.now())
    pool.refresh_from_db()
    assert (pool.unfilled, held(pool.session)) == (1, 2)
    operations.return_pool(pool=pool, by=None, at=timezone.now())
    operations.cancel(booking=bookings[1], by=None, at=timezone.now())
    assert held(pool.session) == 0


def test_unfilled_places_return_by_themselves_and_go_to_those_who_wait(lead):
    at, session = timezone.now(), ahead(capacity=2, pools_return_days_before=3)
    pool = reserved(lead, session)
    person = PersonFactory()
    waiting = operations.wait(
        session_id=session.pk, email=person.email, name=person.name, role=person.role,
        organisation=person.organisation, by=person, at=at,
    )  # fmt: skip
    due = session.starts_at - timedelta(days=3)
    assert operations.return_due_pools(at=due - timedelta(minutes=1)) == 0
    assert operations.return_due_pools(at=due) == 2
    assert operations.return_due_pools(at=due) == 0
    waiting.refresh_from_db()
    assert (waiting.status, held(session)) == (BookingStatus.OFFERED, 1)
    told = [email.subject for email in letters().filter(to=lead.email)]
    assert [subject.partition(":")[0] for subject in told] == ["2 places are reserved", "2 reserved places returned"]
    pool.refresh_from_db()
    assert pool.unfilled == 0


def test_giving_places_back_is_asked_once_and_the_link_stops(client, lead):
    pool = reserved(lead)
    detail = reverse("training:pool-detail", args=[pool.pk])
    assert "This cannot be undone" in client.get(f"{detail}?return=1").text
    assert held(pool.session) == 2
    client.post(detail)
    client.post(detail)
    assert held(pool.session) == 0
    assert heading(client.get(fill_page(pool))) == "This link no longer works"


def heading(response):
    return BeautifulSoup(response.text, "html.parser").h1.text


def filled(pool, number):
    """The pool with so many of its places filled."""
    bookings = BookingFactory.create_batch(number, session=pool.session, pool=pool, hold_a_place=False)
    Pool.objects.filter(pk=pool.pk).update(unfilled=pool.places - number)
    return bookings


def words(text):
    return " ".join(BeautifulSoup(text, "html.parser").text.split())


def test_the_link_can_be_selected_and_a_full_reservation_says_that_nothing_is_left(client, lead):
    pool = reserved(lead)
    detail = reverse("training:pool-detail", args=[pool.pk])
    page = BeautifulSoup(client.get(detail).text, "html.parser")
    [field] = page.select("textarea[readonly]")
    assert field.text == f"{settings.SITE_URL}{fill_page(pool)}"
    assert page.select_one(f'label[for="{field["id"]}"]').text == "The link to share"
    filled(pool, 2)
    text = words(client.get(detail).text)
    assert "2 of 2 filled: nothing is left." in text
    assert "returns to everyone" not in text


@pytest.mark.parametrize(("number", "told"), [(0, False), (1, True)])
def test_of_a_reservation_that_has_ended_nothing_is_said_that_is_not_so(client, lead, number, told):
    pool = reserved(lead)
    filled(pool, number)
    operations.return_pool(pool=pool, by=None, at=timezone.now())
    text = words(client.get(reverse("training:pool-detail", args=[pool.pk])).text)
    email = words(letters().get(subject__contains="returned").message)
    assert ["Colleagues who filled a place keep it." in each for each in (text, email)] == [told, told]
    assert ("Nobody has a place by this reservation." in text) is not told
    assert "Send the link" not in text


@pytest.mark.parametrize(
    ("online", "said"), [(True, "The places are online."), (False, "The places are in the room, at")]
)
def test_reserved_places_of_a_hybrid_session_say_which_they_are(client, lead, online, said):
    session = ahead(mode="hybrid", online_capacity=5)
    facts = {"organisation": lead.organisation, "places": 2, "by": lead, "at": timezone.now()}
    pool = operations.reserve(session_id=session.pk, online=online, **facts)
    detail = reverse("training:pool-detail", args=[pool.pk])
    for text in (client.get(detail).text, client.get(fill_page(pool)).text, letters().get().message):
        assert said in words(text)
    plain = reserved(lead)
    assert "The places are" not in client.get(fill_page(plain)).text


@pytest.mark.parametrize(("capacity", "way"), [(2, "join the waiting list"), (3, "book a place")])
def test_whoever_comes_when_all_are_taken_is_led_to_the_session(client, lead, capacity, way):
    pool = reserved(lead, ahead(capacity=capacity))
    filled(pool, 2)
    client.logout()
    page = client.get(fill_page(pool))
    assert heading(page) == "All the places behind this link have been taken"
    assert f"You can still {way} on the page of the session" in words(page.text)
    assert f'href="{reverse("training:session-detail", args=[pool.session_id])}"' in page.text


def test_whoever_fills_a_place_is_told_what_becomes_of_what_they_write(client, lead):
    pool = reserved(lead)
    client.logout()
    text = words(client.get(fill_page(pool)).text)
    assert "It is never put in an email, and it is deleted 30 days after the session." in text
    assert "We use your details to run the session and to keep a record of who was trained." in text


@pytest.mark.parametrize(
    ("facts", "places", "said"),
    [
        ({"capacity": 3}, "4", "Only 3 places are left in this session."),
        ({"places_per_organisation": 1}, "2", "Each organisation can have one place in this session"),
        ({"pools_return_days_before": 30}, "1", "It is too near the session to reserve places without names"),
        ({"status": "cancelled"}, "1", "This session has been cancelled"),
        ({}, "0", "Enter at least one place."),
        ({}, "many", "Enter a whole number, like 12."),
        ({}, "", "Enter how many places."),
    ],
)
def test_what_cannot_be_reserved_is_explained_and_changes_nothing(client, lead, facts, places, said):
    session = ahead(**facts)
    response = client.post(reverse("training:pool-create", args=[session.pk]), {"places": places})
    assert said in response.text
    assert (Pool.objects.count(), held(session), letters().count()) == (0, 0, 0)


def test_a_link_that_was_tampered_with_leads_nowhere_and_a_past_session_takes_nobody(client, lead):
    pool = reserved(lead)
    assert client.get(fill_page(pool).replace(pool.key, f"{pool.key}x")).status_code == 404
    type(pool.session).objects.update(starts_at=timezone.now() - timedelta(minutes=1))
    client.logout()
    response = client.post(fill_page(pool), answers())
    assert (response.status_code, Booking.objects.count()) == (409, 0)
    assert "This session has already started" in response.text


def test_only_leads_of_the_organisation_see_a_pool_and_the_link_is_in_no_cache(client, lead):
    pool = reserved(lead)
    create, detail = reverse("training:pool-create", args=[pool.session_id]), f"/reservations/{pool.pk}/"
    filling = client.get(fill_page(pool))
    assert "no-store" in filling.headers["Cache-Control"]
    assert filling.headers["X-Robots-Tag"] == "noindex"
    client.logout()
    assert all(client.get(path).url.startswith("/account/login/") for path in (create, detail))
    other = PersonFactory()
    client.force_login(other)
    assert [client.get(path).status_code for path in (create, detail)] == [403, 403]
    TrainingLead.objects.create(person=other, organisation=OrganisationFactory())
    assert [client.get(path).status_code for path in (create, detail)] == [200, 403]
    assert client.post(detail).status_code == 403
    assert held(pool.session) == 2
