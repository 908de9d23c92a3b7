"""What people need: told when booking, changed later, counted for caterers, and forgotten."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from tests.factories import BookingFactory, PersonFactory, SessionFactory, VenueFactory, staff_member
from tests.letters import letters
from tests.people.test_access import show_second_factor
from tests.training.booking_answers import answers, page
from training.bookings import operations
from training.bookings.queries.catering import catering_key
from training.models import Booking, BookingNeeds, BookingStatus, DietaryNeed, SessionMode

pytestmark = pytest.mark.django_db

ASKS_FOR_DIETS = "What should the food be?"
OTHERS = "Told us something else about food"


def diets(booking):
    return sorted(DietaryNeed.objects.filter(needs__booking=booking).values_list("diet", flat=True))


def needs_page(booking):
    return reverse("training:booking-needs", args=[booking.key])


def catering(session):
    return reverse("training:catering-detail", args=[catering_key(session)])


def counted(response):
    """The lines of the caterers' page, with their numbers."""
    rows = BeautifulSoup(response.text, "html.parser").select(".govuk-summary-list__row")
    return {row.dt.text: int(row.dd.get_text(" ").split()[0]) for row in rows}


def with_needs(session, *chosen, **told):
    booking = BookingFactory(session=session, online=told.pop("online", False))
    needs = BookingNeeds.objects.create(booking=booking, **told)
    DietaryNeed.objects.bulk_create(DietaryNeed(needs=needs, diet=diet) for diet in chosen)
    return booking


# Told when booking


def test_diets_are_told_when_booking_beside_anything_else_about_food(client):
    session = SessionFactory()
    sent = answers(diets=["halal", "no_nuts"], dietary="No mushrooms")
    assert client.post(page(session), sent).status_code == 302
    booking = Booking.objects.get()
    assert (diets(booking), booking.needs.dietary, booking.needs.access) == (["halal", "no_nuts"], "No mushrooms", "")
    assert "Halal" not in "".join(email.message for email in letters())


def test_diets_alone_are_kept_and_a_diet_told_twice_is_kept_once(client):
    facts = {"name": "Ama", "email": "ama@example.org", "role": PersonFactory().role, "by": None, "at": timezone.now()}
    booking = operations.book(
        session_id=SessionFactory().pk, organisation=PersonFactory().organisation, diets=["vegan", "vegan"], **facts
    )
    assert diets(booking) == ["vegan"]


def test_a_diet_that_is_not_in_the_list_is_refused_at_its_field(client):
    response = client.post(page(SessionFactory()), answers(diets=["halal", "chips"]))
    assert (response.status_code, Booking.objects.count()) == (200, 0)
    assert "chips is not one of the available choices" in response.text


def test_diets_are_told_on_the_waiting_list_and_from_a_pool_too(client):
    session = SessionFactory(capacity=1, pools_return_days_before=2)
    lead = PersonFactory()
    pool = operations.reserve(
        session_id=session.pk, organisation=lead.organisation, places=1, by=lead, at=timezone.now()
    )
    client.post(page(session), answers(diets=["kosher"], wait="1"))
    assert diets(Booking.objects.get(status=BookingStatus.WAITING)) == ["kosher"]
    fill = reverse("training:pool-fill", args=[pool.key])
    assert ASKS_FOR_DIETS in client.get(fill).text
    client.post(fill, answers(diets=["vegan"], email="bo@example.org"))
    assert diets(Booking.objects.get(pool=pool)) == ["vegan"]


@pytest.mark.parametrize(("mode", "asks"), [("in_person", True), ("hybrid", True), ("online", False)])
def test_food_is_asked_about_where_there_is_a_room(client, mode, asks):
    facts = {"online_capacity": 5} if mode == "hybrid" else {"venue": None} if mode == "online" else {}
    session = SessionFactory(mode=mode, **facts)
    booking = BookingFactory(session=session)
    for address in (page(session), needs_page(booking)):
        assert (ASKS_FOR_DIETS in client.get(address).text) is asks


def test_whoever_tells_nothing_costs_no_question_more():
    asked = []
    for told in ({}, {"diets": ["vegan"], "access": "A ramp"}):
        person = PersonFactory()
        session = SessionFactory()
        facts = {"email": person.email, "name": person.name, "role": person.role, "organisation": person.organisation}
        with CaptureQueriesContext(connection) as queries:
            operations.book(session_id=session.pk, **facts, **told, by=person, at=timezone.now())
        asked.append([query["sql"] for query in queries if "needs" in query["sql"] or "dietary" in query["sql"]])
    assert (len(asked[0]), len(asked[1])) == (0, 2)


# Changed later


def test_its_person_sees_what_they_told_and_changes_it(client):
    booking = with_needs(SessionFactory(), "halal", access="A ramp to the stage", dietary="No mushrooms")
    client.force_login(booking.person)
    assert needs_page(booking) in client.get(reverse("training:booking-detail", args=[booking.key])).text
    shown = client.get(needs_page(booking)).text
    assert "A ramp to the stage" in shown
    assert 'value="halal" checked' in shown
    response = client.post(needs_page(booking), {"access": "  Captions ", "dietary": "", "diets": ["vegan", "no_nuts"]})
    assert response.url == reverse("training:booking-detail", args=[booking.key])
    needs = BookingNeeds.objects.get()
    assert (needs.access, needs.dietary, diets(booking)) == ("Captions", "", ["no_nuts", "vegan"])
    entry = ModelLogEntry.objects.get(action="training.booking.change_needs")
    assert (entry.user, entry.data) == (booking.person, {})


def test_whoever_has_the_link_alone_is_shown_nothing_that_was_told(client):
    booking = with_needs(SessionFactory(), "halal", access="A ramp to the stage")
    for viewer in (None, PersonFactory()):
        if viewer:
            client.force_login(viewer)
        response = client.get(needs_page(booking))
        assert "A ramp to the stage" not in response.text
        assert "checked" not in response.text
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["Referrer-Policy"] == "same-origin"


def test_an_empty_form_by_the_link_alone_deletes_nothing_and_forgetting_is_a_button(client):
    booking = with_needs(SessionFactory(), "halal", access="A ramp")
    response = client.post(needs_page(booking), {"access": " ", "dietary": ""})
    assert response.status_code == 200
    assert response.text.count("Write what you need, or choose to have what you told us forgotten.") == 2
    assert diets(booking) == ["halal"]
    for _ in range(2):
        assert client.post(needs_page(booking), {"forget": "1", "access": "Typed meanwhile"}).status_code == 302
    assert (BookingNeeds.objects.count(), DietaryNeed.objects.count()) == (0, 0)


def test_its_person_deletes_what_they_told_by_leaving_all_empty(client):
    booking = with_needs(SessionFactory(), "halal")
    client.force_login(booking.person)
    assert client.post(needs_page(booking), {"access": "", "dietary": ""}).status_code == 302
    assert BookingNeeds.objects.count() == 0


@pytest.mark.parametrize("facts", [{"status": BookingStatus.CANCELLED}, {"session__starts_at": "past"}])
def test_needs_are_changed_only_while_there_is_a_place_or_a_turn_and_before_the_start(client, facts):
    if "session__starts_at" in facts:
        facts = {"session__starts_at": timezone.now() - timedelta(minutes=1)}
    booking = BookingFactory(**facts)
    for response in (client.get(needs_page(booking)), client.post(needs_page(booking), {"access": "A ramp"})):
        assert response.url == reverse("training:booking-detail", args=[booking.key])
    told = {"access": "A ramp", "dietary": "", "diets": [], "by": None, "at": timezone.now()}
    with pytest.raises((operations.BookingEnded, operations.SessionOver)):
        operations.change_needs(booking=booking, **told)
    assert BookingNeeds.objects.count() == 0


def test_a_tampered_link_changes_nobodys_needs(client):
    for wrong in ("x" * 22, "%00"):
        assert client.post(f"/bookings/{wrong}/needs/", {"access": "A ramp"}).status_code == 404


# Counted for caterers


def test_caterers_see_counts_of_those_with_a_confirmed_place_in_the_room_and_never_a_name(client):
    venue = VenueFactory(name="Oak Hall")
    session = SessionFactory(mode=SessionMode.HYBRID, online_capacity=5, capacity=20, venue=venue)
    first = with_needs(session, "halal", "no_nuts", access="A ramp to the stage")
    with_needs(session, "halal", dietary="No mushrooms at all")
    BookingFactory(session=session)
    with_needs(session, "vegan", online=True)
    waits = with_needs(session, "kosher")
    Booking.objects.filter(pk=waits.pk).update(status=BookingStatus.WAITING)
    with_needs(SessionFactory(), "no_dairy")
    response = client.get(catering(session))
    assert counted(response) == {"People expected in the room": 3, "Halal": 2, "No nuts": 1, OTHERS: 1}
    assert "Oak Hall" in response.text
    for secret in (*Booking.objects.values_list("name", flat=True), "ramp", "mushrooms", "@example.org", "Vegan"):
        assert secret not in response.text
    assert "no-store" in response.headers["Cache-Control"]
    assert (response.headers["X-Robots-Tag"], response.headers["Referrer-Policy"]) == ("noindex", "no-referrer")

    operations.cancel(booking=first, by=None, at=timezone.now())
    assert counted(client.get(catering(session))) == {"People expected in the room": 2, "Halal": 1, OTHERS: 1}
    assert DietaryNeed.objects.filter(needs__booking=first).count() == 0


def test_a_catering_link_cannot_be_guessed_or_turned_to_another_session(client):
    session, other = SessionFactory(), SessionFactory()
    key = catering_key(session)
    number, _, signature = key.partition(".")
    assert number == str(session.pk)
    assert len(signature) >= 43  # 256 bits
    for wrong in (f"{other.pk}.{signature}", f"{session.pk}.", str(session.pk), f"{key}x", "x" * 10_000, "%00"):
        assert client.get(f"/catering/{wrong}/").status_code == 404
    assert client.post(catering(session)).status_code == 405


def test_a_session_without_a_room_has_no_counts_and_one_called_off_says_so(client):
    online = SessionFactory(mode=SessionMode.ONLINE, venue=None)
    assert client.get(catering(online)).status_code == 404
    off = SessionFactory(status="cancelled")
    assert "no food is needed" in client.get(catering(off)).text


def test_the_counts_ask_the_same_number_of_questions(client, wagtail_site):
    session = SessionFactory(capacity=100)
    asked = []
    for more in (1, 1, 28):
        for _ in range(more):
            with_needs(session, "halal", "no_nuts", dietary="No mushrooms")
        with CaptureQueriesContext(connection) as queries:
            client.get(catering(session))
        asked.append(len(queries))
    assert asked[1] == asked[2] <= 6


@pytest.mark.parametrize(("mode", "shown"), [("in_person", True), ("online", False)])
def test_staff_copy_the_link_from_the_bookings_of_a_session_with_a_room(client, mode, shown):
    manager = staff_member(StaffRole.PROGRAMME_MANAGER, is_superuser=True)
    client.force_login(manager)
    show_second_factor(client, manager)
    session = SessionFactory(mode=mode, **({} if shown else {"venue": None}))
    text = client.get(reverse("training_session_bookings", args=[session.pk])).text
    assert (catering(session) in text) is shown


# Forgotten


def test_thirty_days_after_the_session_needs_and_diets_are_deleted_and_the_counts_with_them(client):
    now = timezone.now()
    old = SessionFactory(starts_at=now - timedelta(days=30, hours=2))  # it ended thirty days ago
    recent = SessionFactory(starts_at=now - timedelta(days=29))
    with_needs(old, "halal", "vegan", access="A ramp")
    with_needs(recent, "kosher")
    assert client.get(catering(recent)).status_code == 200
    assert client.get(catering(old)).status_code == 404
    assert operations.delete_old_needs(at=now) == 1
    assert list(DietaryNeed.objects.values_list("diet", flat=True)) == ["kosher"]
    assert operations.delete_old_needs(at=now) == 0


def test_a_swap_takes_what_the_first_person_told_with_it():
    booking = with_needs(SessionFactory(), "halal", access="A ramp")
    facts = {"name": "Ines", "email": "ines@example.org", "role": booking.role, "by": None, "at": timezone.now()}
    operations.swap(booking=booking, **facts)
    assert (BookingNeeds.objects.count(), DietaryNeed.objects.count()) == (0, 0)


def test_what_is_told_stays_with_a_booking_that_moves():
    booking = with_needs(SessionFactory(), "halal")
    other = SessionFactory(course=booking.session.course)
    operations.move(booking=booking, session_id=other.pk, by=None, at=timezone.now())
    assert diets(booking) == ["halal"]
