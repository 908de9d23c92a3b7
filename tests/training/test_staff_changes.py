"""Programme managers give places back, move them, pass them on and put people on, beyond the people's own cut-off."""

import csv
import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from people.models import Person, TrainingLead
from tests.factories import (
    BookingFactory,
    InterestFactory,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
    SeriesFactory,
    SessionFactory,
)
from tests.letters import letters
from training.bookings import operations
from training.bookings.queries.invariants import breaches
from training.bookings.queries.staff_words import CONFIRMED_AT_ONCE, CONFIRMED_OTHERWISE
from training.models import Booking, BookingNeeds, BookingStatus, DietaryNeed, Notice, SessionMode, SessionStatus

pytestmark = pytest.mark.django_db
TO_THE_LINE = "Whoever asks for one is put on the waiting list, and told, unless you take the tick away."
VERBS = ["cancel", "move", "swap"]


@pytest.fixture
def booking():
    """In a session that starts tomorrow, whose people can change nothing any more."""
    session = SessionFactory(starts_at=timezone.now() + timedelta(hours=20), changes_close_hours_before=48)
    return BookingFactory(session=session, person__name="Ama Example")


def offered(**facts):
    """A place that is offered to somebody until tomorrow."""
    held = {"status": BookingStatus.OFFERED, "confirmed_at": None, "hold_ends_at": timezone.now() + timedelta(days=1)}
    return BookingFactory(**(held | facts))


def screen(verb, booking):
    return reverse(f"training_booking_{verb}", args=[booking.pk])


def answers(booking, **more):
    other = SessionFactory(course=booking.session.course)
    return {"session": other.pk, "name": "Ines", "email": "ines@example.org", "role": booking.role_id, **more}


def bookings_of(session):
    return reverse("training_session_bookings", args=[session.pk])


def last_entry(verb):
    return ModelLogEntry.objects.get(action=f"training.booking.{verb}")


def broken():
    """What does not hold, but for what the factories told nobody."""
    return [breach for breach in breaches(at=timezone.now()) if "told" not in breach and "confirmed to" not in breach]


@pytest.mark.parametrize("verb", VERBS)
def test_people_are_refused_past_the_cut_off_and_staff_are_not(booking, verb):
    at, facts = timezone.now(), {}
    if verb == "move":
        facts = {"session_id": SessionFactory(course=booking.session.course).pk}
    if verb == "swap":
        facts = {"name": "Ines", "email": "ines@example.org", "role": booking.role}
    change = getattr(operations, verb)
    with pytest.raises(operations.ChangesClosed):
        change(booking=booking, **facts, by=None, at=at)
    with pytest.raises(operations.SessionOver):
        change(booking=booking, **facts, by=None, at=booking.session.starts_at, past_cut_off=True)
    change(booking=booking, **facts, by=None, at=at, past_cut_off=True, reason=operations.StaffReason.PERSON_ASKED)
    data = last_entry(verb).data
    assert (data["past_cut_off"], data["reason"]) == (True, "person_asked")
    assert broken() == []


@pytest.mark.parametrize("verb", VERBS)
def test_a_manager_is_asked_once_and_the_person_is_told_that_it_was_the_training_team(client, manager, booking, verb):
    page = client.get(screen(verb, booking))
    assert "As staff you can, until the session starts." in page.text
    assert Notice.objects.count() == 0
    sent = answers(booking, reason="organisation_asked")
    assert client.post(screen(verb, booking), sent).url == bookings_of(booking.session)
    client.post(screen(verb, booking), sent)  # sent twice, it changes nothing more
    entry = last_entry(verb)
    assert (entry.user, entry.data["reason"], entry.data["past_cut_off"]) == (manager, "organisation_asked", True)
    told = {email.to[0]: " ".join(email.message.split()) for email in letters()}
    assert set(told) == {booking.email, *(["ines@example.org"] if verb == "swap" else [])}
    assert "by the training team" in told[booking.email]
    assert "organisation_asked" not in told[booking.email]
    assert "Their organisation asked us to" not in told[booking.email]


BECOMES_FREE = "The place becomes free."
TO_THE_NEXT = "The place goes to the next in line at once."


@pytest.mark.parametrize(
    ("status", "link", "title", "about", "done"),
    [
        (
            "waiting",
            "Take off the list",
            "Take off the waiting list",
            "They lose their turn.",
            "is off the waiting list",
        ),
        ("offered", "Withdraw the offer", "Withdraw the offer", BECOMES_FREE, "The offer is withdrawn, and"),
        ("unconfirmed", "Cancel", "Cancel the booking", BECOMES_FREE, "The booking is cancelled, and"),
        ("awaiting_approval", "Cancel", "Cancel the booking", BECOMES_FREE, "The booking is cancelled, and"),
        ("confirmed", "Cancel", "Cancel the booking", BECOMES_FREE, "The booking is cancelled, and"),
    ],
)
def test_what_ending_a_booking_is_called_depends_on_where_it_stands(client, manager, status, link, title, about, done):
    facts = {"hold_ends_at": timezone.now() + timedelta(days=1)} if status not in ("waiting", "confirmed") else {}
    booking = BookingFactory(status=status, confirmed_at=timezone.now() if status == "confirmed" else None, **facts)
    assert f">{link}<" in client.get(bookings_of(booking.session)).text
    page = client.get(screen("cancel", booking)).text
    assert BeautifulSoup(page, "html.parser").h1.get_text(" ", strip=True).startswith(title)
    assert (about in page, "next in line" in page) == (True, False)
    response = client.post(screen("cancel", booking), {}, follow=True)
    assert done in response.text
    assert "next in line" not in response.text


def test_the_next_in_line_is_spoken_of_where_somebody_waits_for_that_place(client, manager, booking):
    waits = {"session": booking.session, "status": BookingStatus.WAITING, "confirmed_at": None}
    BookingFactory(online=True, **waits)  # for another part of the session
    assert BECOMES_FREE in client.get(screen("cancel", booking)).text
    BookingFactory(**waits)
    page = client.get(screen("cancel", booking)).text
    assert (BECOMES_FREE in page, TO_THE_NEXT in page) == (False, True)


def test_a_place_that_an_organisation_reserved_goes_back_to_it(client, manager):
    lead = PersonFactory()
    session = SessionFactory(starts_at=timezone.now() + timedelta(days=30))
    facts = {"session_id": session.pk, "organisation": lead.organisation, "places": 2}
    pool = operations.reserve(**facts, by=lead, at=timezone.now())
    taken = BookingFactory(session=pool.session, pool=pool, hold_a_place=False)
    said = "goes back to those that the organisation has reserved."
    assert said in client.get(screen("cancel", taken)).text


def test_what_takes_a_place_away_alone_is_a_red_button(client, manager, booking):
    red = {verb: 'class="button serious"' in client.get(screen(verb, booking)).text for verb in VERBS}
    assert red == {"cancel": True, "move": False, "swap": False}


def test_the_cut_off_is_spoken_of_where_it_binds_their_person(client, manager, booking):
    said = "People can no longer change this booking by themselves."
    waits = BookingFactory(session=booking.session, status=BookingStatus.WAITING, confirmed_at=None)
    shown = [said in client.get(screen("cancel", each)).text for each in (booking, waits)]
    assert shown == [True, False]


def test_a_reason_is_of_the_closed_list_or_none(client, manager, booking):
    page = client.post(screen("cancel", booking), {"reason": "She is unwell"})
    assert (page.status_code, Notice.objects.count()) == (200, 0)
    assert "Select a valid choice" in page.text
    client.post(screen("cancel", booking), {"reason": ""})
    assert last_entry("cancel").data == {"session": booking.session_id, "past_cut_off": True}


def test_staff_move_somebody_within_a_closed_cohort_and_to_no_other_one(client, manager):
    ours, theirs = SeriesFactory(is_closed=True), SeriesFactory(is_closed=True)
    here, there, elsewhere = (SessionFactory(series=each, course=ours.course) for each in (ours, ours, theirs))
    booking = BookingFactory(session=here)
    offered = client.get(screen("move", booking)).context["form"].fields["session"].choices
    assert [key for key, _ in offered] == [there.pk]
    assert client.post(screen("move", booking), {"session": elsewhere.pk}).status_code == 200
    assert client.post(screen("move", booking), {"session": there.pk}).url == bookings_of(here)
    booking.refresh_from_db()
    assert booking.session == there


def test_after_the_start_staff_change_nothing_either(client, manager):
    begun = BookingFactory(session=SessionFactory(starts_at=timezone.now() - timedelta(minutes=1)))
    response = client.post(screen("cancel", begun), {})
    assert response.status_code == 409
    assert "This session has already started" in response.text
    assert screen("cancel", begun) not in client.get(bookings_of(begun.session)).text


def test_what_was_cancelled_meanwhile_is_not_cancelled_twice(client, manager, booking):
    operations.cancel(booking=booking, by=None, at=timezone.now(), past_cut_off=True)
    for verb in VERBS:
        assert client.post(screen(verb, booking), answers(booking)).url == bookings_of(booking.session)
    assert Notice.objects.count() == 1


def test_a_lead_who_is_staff_too_is_told_of_as_the_lead(client, manager, booking):
    TrainingLead.objects.create(person=manager, organisation=booking.organisation)
    client.post(screen("cancel", booking), {})
    assert f"by {manager.name}, who looks after training" in " ".join(letters().get().message.split())


@pytest.mark.parametrize("role", [None, StaffRole.FACILITATOR, StaffRole.EDITOR, StaffRole.ANALYST, "its facilitator"])
def test_nobody_but_programme_managers_changes_bookings_or_puts_people_on(client, sign_in, booking, role):
    if role == "its facilitator":
        booking.session.facilitators.add(sign_in(StaffRole.FACILITATOR))
    elif role:
        sign_in(role)
    offer = offered(session=booking.session)
    before = BookingNeeds.objects.count(), Booking.objects.count(), Notice.objects.count()
    put_on = reverse("training_session_put_on", args=[booking.session_id])
    for address in (*(screen(verb, booking) for verb in VERBS), screen("accept", offer), put_on):
        response = client.post(address, answers(booking))
        assert response.status_code == 302
        assert response.url != bookings_of(booking.session)
    booking.refresh_from_db()
    offer.refresh_from_db()
    assert (booking.status, offer.status) == (BookingStatus.CONFIRMED, BookingStatus.OFFERED)
    assert (BookingNeeds.objects.count(), Booking.objects.count(), Notice.objects.count()) == before


# Accepting an offer for somebody who rings


def test_a_manager_accepts_for_somebody_who_rings_and_they_are_told(client, manager):
    offer = offered(person__name="Ama Example")
    for page in (bookings_of(offer.session), reverse("training_session_line", args=[offer.session_id])):
        assert client.get(page).text.count(f'href="{screen("accept", offer)}"') == 1
    page = client.get(screen("accept", offer)).text
    assert (">Accept for them</button>" in page, "serious" in page, Notice.objects.count()) == (True, False, 0)
    response = client.post(screen("accept", offer), {}, follow=True)
    assert response.redirect_chain == [(bookings_of(offer.session), 302)]
    assert "Ama Example has the place, and is told." in response.text
    offer.refresh_from_db()
    assert (offer.status, [letter.to for letter in letters()]) == (BookingStatus.CONFIRMED, [[offer.email]])
    assert last_entry("confirm").user == manager
    again = client.post(screen("accept", offer), {}, follow=True)
    assert "There is no offer to accept any more." in again.text
    assert (letters().count(), broken()) == (1, [])


def test_nobody_accepts_for_an_address_that_nobody_has_proved(client, manager):
    facts = {"email": "x@example.org", "name": "Uma", "role": RoleFactory(), "organisation": OrganisationFactory()}
    offer = offered(person=None, **facts)
    for page in (bookings_of(offer.session), reverse("training_session_line", args=[offer.session_id])):
        text = client.get(page).text
        assert (screen("accept", offer) in text, "They accept by their link" in text) == (False, True)
    assert "They accept by the link in their email" in client.post(screen("accept", offer), {}, follow=True).text
    offer.refresh_from_db()
    assert offer.status == BookingStatus.OFFERED


def test_where_an_organisation_asks_for_approval_the_manager_is_asked_for_and_then_asked(client, manager):
    offer = offered(person__organisation=OrganisationFactory(asks_for_approval=True))
    InterestFactory(booking=offer, undated__session=offer.session)
    page = client.post(screen("accept", offer), {"manager_email": ""})
    assert "Enter their line manager&#x27;s email address." in page.text
    assert "Your organisation" not in page.text
    response = client.post(screen("accept", offer), {"manager_email": "boss@example.org"}, follow=True)
    assert f"{offer.name} has the place once their line manager agrees." in response.text
    offer.refresh_from_db()
    assert offer.status == BookingStatus.AWAITING_APPROVAL


def test_an_offer_whose_time_is_over_is_refused_where_somebody_else_waited(client, manager):
    session = SessionFactory(capacity=1)
    offer = offered(session=session, hold_ends_at=timezone.now() - timedelta(minutes=1))
    BookingFactory(session=session, status=BookingStatus.WAITING, confirmed_at=None)
    response = client.post(screen("accept", offer), {})
    assert (response.status_code, "The time to accept this place has passed" in response.text) == (409, True)


# Putting somebody on


def who(**more):
    organisation = more.pop("organisation", None) or OrganisationFactory()
    facts = {
        "name": "Ama Example",
        "email": "AMA@example.org",
        "role": RoleFactory().pk,
        "organisation": organisation.pk,
    }
    return facts | more


def test_a_manager_puts_somebody_on_who_is_confirmed_and_told(client, manager):
    session = SessionFactory()
    address = reverse("training_session_put_on", args=[session.pk])
    assert client.get(address).status_code == 200
    sent = who(organisation=OrganisationFactory(asks_for_approval=True))
    response = client.post(address, sent, follow=True)
    assert "Ama Example has a place, and is told." in response.text
    booking = Booking.objects.get()
    assert (booking.status, booking.email, booking.booked_by) == (BookingStatus.CONFIRMED, "ama@example.org", manager)
    assert booking.person == Person.objects.get(email="ama@example.org")
    session.refresh_from_db()
    assert session.places_held == 1
    assert [email.to for email in letters()] == [["ama@example.org"]]
    again = client.post(address, sent)
    assert (again.status_code, Booking.objects.count()) == (409, 1)
    assert "This person has a place in that session already, or waits for one." in again.text
    assert broken() == []


@pytest.mark.parametrize(("waits", "status", "number"), [("on", 302, 1), ("", 409, 0)])
def test_a_full_session_puts_them_in_line_where_that_is_wanted(client, manager, waits, status, number):
    session = SessionFactory(capacity=1)
    BookingFactory(session=session)
    response = client.post(reverse("training_session_put_on", args=[session.pk]), who(waits=waits))
    assert response.status_code == status
    assert Booking.objects.waiting().count() == number
    assert Person.objects.filter(email="ama@example.org").count() == number
    assert broken() == []


def test_a_hold_that_has_lapsed_makes_room_for_whoever_staff_put_on(manager):
    now = timezone.now()
    session = SessionFactory(capacity=1)
    BookingFactory(session=session, status=BookingStatus.UNCONFIRMED, hold_ends_at=now - timedelta(minutes=1))
    person = operations.Colleague("Ama", "ama@example.org", RoleFactory())
    facts = {
        "session_id": session.pk,
        "person": person,
        "organisation": OrganisationFactory(),
        "by": manager,
        "at": now,
    }
    assert operations.put_on(**facts).status == BookingStatus.CONFIRMED


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "Enter a name."),
        ({"email": "ama@"}, "Enter an email address in full"),
        ({"role": ""}, "Choose a role."),
        ({"organisation": ""}, "Choose an organisation."),
    ],
)
def test_what_is_missing_is_said_at_its_field(client, manager, changed, said):
    response = client.post(reverse("training_session_put_on", args=[SessionFactory().pk]), who() | changed)
    assert (response.status_code, Booking.objects.count()) == (200, 0)
    assert said in response.text


def test_the_rules_of_a_session_hold_for_those_whom_staff_put_on(client, manager):
    session = SessionFactory(places_per_organisation=1)
    there = BookingFactory(session=session)
    response = client.post(reverse("training_session_put_on", args=[session.pk]), who(organisation=there.organisation))
    assert (response.status_code, Booking.objects.count()) == (409, 1)
    assert "Each organisation can have one place in this session" in response.text


@pytest.mark.parametrize("window", ["booking_opens_at", "booking_closes_at"])
def test_staff_are_not_bound_by_when_people_book_by_themselves(client, manager, window):
    now = timezone.now()
    moment = now + timedelta(hours=1) if window == "booking_opens_at" else now - timedelta(hours=1)
    session = SessionFactory(**{window: moment})
    assert client.post(reverse("training_session_put_on", args=[session.pk]), who()).status_code == 302
    assert Booking.objects.confirmed().filter(session=session).count() == 1


@pytest.mark.parametrize(
    ("session", "said"),
    [
        ({"status": SessionStatus.CANCELLED}, "cancelled"),
        ({"status": SessionStatus.DRAFT}, "Booking for this session has closed"),
        ({"starts_at": timezone.now() - timedelta(minutes=1)}, "already"),
    ],
)
def test_nobody_is_put_on_a_session_that_is_not_to_come(client, manager, session, said):
    response = client.post(reverse("training_session_put_on", args=[SessionFactory(**session).pk]), who())
    assert (response.status_code, Booking.objects.count()) == (409, 0)
    assert said in response.text


def test_who_comes_instead_is_asked_for_in_words_for_staff(client, manager, booking):
    page = client.post(screen("swap", booking), {"name": "", "email": "", "role": ""}).text
    for said in ("Enter a name.", "Enter an email address.", "Choose a role."):
        assert said in page
    for address in (screen("swap", booking), reverse("training_session_put_on", args=[booking.session_id])):
        form = BeautifulSoup(client.get(address).text, "html.parser").select_one("main form[method=post]").text
        assert ("your" in form.lower(), "Choose a role" in form) == (False, True)


@pytest.mark.parametrize(
    ("held", "online_held", "said"),
    [
        (2, 1, CONFIRMED_AT_ONCE),
        (3, 2, f"Every place online is taken. {TO_THE_LINE} {CONFIRMED_OTHERWISE}"),
        (3, 1, f"Every place in the room is taken. {TO_THE_LINE} {CONFIRMED_OTHERWISE}"),
        (4, 2, f"Every place is taken. {TO_THE_LINE}"),
    ],
)
def test_putting_somebody_on_says_beforehand_what_will_happen(client, manager, held, online_held, said):
    facts = {"capacity": 4, "mode": SessionMode.HYBRID, "online_capacity": 2}
    session = SessionFactory(places_held=held, online_held=online_held, **facts)
    page = client.get(reverse("training_session_put_on", args=[session.pk])).text
    assert BeautifulSoup(page, "html.parser").select_one("p:has(+ form)").text == said


def test_a_full_session_says_beforehand_that_they_will_wait(client, manager):
    session = SessionFactory(capacity=1, places_held=1)
    page = client.get(reverse("training_session_put_on", args=[session.pk])).text
    assert (f"Every place is taken. {TO_THE_LINE}" in page, "confirmed at once" in page) == (True, False)


# The list of bookings


def test_staff_read_the_same_words_for_staff_in_the_table_the_filter_and_the_list_they_take_away(client, manager):
    session = SessionFactory()
    for status in ("unconfirmed", "awaiting_approval"):
        BookingFactory(session=session, status=status, confirmed_at=None, hold_ends_at=timezone.now())
    address = reverse("training_session_download", args=[session.pk])
    shown = [client.get(bookings_of(session)).text, b"".join(client.get(address + "?format=csv")).decode()]
    table = BeautifulSoup(shown[0], "html.parser")
    for said in ("Not confirmed yet", "Waits for a line manager"):
        assert said in [cell.text for cell in table.select("td")]
        assert said in [option.text for option in table.select("option")]
        assert said in shown[1]
    assert [text for text in shown if "for you" in text or "your manager" in text] == []


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?q=ama", {"Ama Example"}),
        ("?q=bo@example", {"Bo Example"}),
        ("?q=elm", {"Cy Example"}),
        ("?status=waiting", {"Cy Example"}),
        ("?status=confirmed&q=example", {"Ama Example", "Bo Example"}),
        ("?status=nonsense", {"Ama Example", "Bo Example", "Cy Example"}),
        ("?q=nobody", set()),
    ],
)
def test_bookings_are_found_by_name_address_organisation_and_status(client, manager, query, shown):
    session = SessionFactory()
    for name in ("Ama", "Bo"):
        BookingFactory(session=session, name=f"{name} Example", person__email=f"{name.lower()}@example.org")
    waits = {"status": BookingStatus.WAITING, "confirmed_at": None}
    BookingFactory(
        session=session, name="Cy Example", person__organisation__name="Elm School", person__email="c@x.org", **waits
    )
    text = client.get(bookings_of(session) + query).text
    assert {name for name in ("Ama Example", "Bo Example", "Cy Example") if f"<strong>{name}" in text} == shown
    assert ("No booking matches." in text) is not shown or bool(shown)


def test_a_hundred_bookings_are_on_a_page(client, manager):
    session = SessionFactory(capacity=300)
    person = PersonFactory()
    BookingFactory.create_batch(
        101, session=session, role=person.role, organisation=person.organisation, hold_a_place=False
    )
    first, second = (client.get(bookings_of(session), {"p": page}).text for page in (1, 2))
    assert (first.count("<strong>Sam"), second.count("<strong>Sam")) == (100, 1)
    assert "Page 1 of 2" in first


def test_the_list_of_bookings_asks_the_same_number_of_questions(client, manager):
    session = SessionFactory(capacity=100)
    asked = []
    for more in (1, 1, 28):
        for booking in BookingFactory.create_batch(more, session=session):
            needs = BookingNeeds.objects.create(booking=booking, access="A ramp")
            DietaryNeed.objects.create(needs=needs, diet="halal")
        with CaptureQueriesContext(connection) as queries:
            response = client.get(bookings_of(session))
        asked.append(len(queries))
    assert response.text.count("Diet: Halal") == 30
    assert asked[1] == asked[2]


def test_diets_are_shown_to_whom_needs_are_and_to_nobody_else(client, sign_in):
    booking = BookingFactory()
    needs = BookingNeeds.objects.create(booking=booking)
    for diet in ("halal", "no_nuts"):
        DietaryNeed.objects.create(needs=needs, diet=diet)
    register = reverse("training:register-mark", args=[booking.session_id])
    for role, sees in (
        (StaffRole.PROGRAMME_MANAGER, True),
        (StaffRole.ADMINISTRATOR, False),
        (StaffRole.FACILITATOR, True),
    ):
        person = sign_in(role)
        if role == StaffRole.FACILITATOR:
            booking.session.facilitators.add(person)
        for address in (bookings_of(booking.session), register):
            page = client.get(address).text
            assert booking.name in page
            assert ("Halal" in page and "No nuts" in page) is sees


def cells(client, session):
    """The headings, and the cells of each row, of a session's bookings."""
    table = BeautifulSoup(client.get(bookings_of(session)).text, "html.parser").select_one("main table")
    headings = [heading.text for heading in table.select("th")]
    return [
        dict(zip(headings, (cell.text for cell in row.select("td")), strict=True)) for row in table.select("tbody tr")
    ]


def test_a_hybrid_session_shows_how_each_person_joins_and_when_they_booked(client, manager):
    at = datetime(2026, 7, 6, 8, 30, tzinfo=UTC)  # half past nine in London
    session = SessionFactory(mode=SessionMode.HYBRID, online_capacity=5)
    for name, online in (("Ama", True), ("Bo", False)):
        BookingFactory(session=session, name=name, online=online, booked_at=at)
    shown = [(row["Name"], row["Joins"], row["Booked on"]) for row in cells(client, session)]
    when = "Monday 6 July 2026, 9:30am"
    assert shown == [("Ama", "Online", when), ("Bo", "In the room", when)]


def test_where_everybody_joins_alike_that_is_not_said_of_each(client, manager, booking):
    assert "Joins" not in cells(client, booking.session)[0]


@pytest.mark.parametrize(("number", "said"), [(0, "Waiting list"), (2, "Waiting list (2)")])
def test_the_way_to_the_waiting_list_says_how_many_wait(client, manager, booking, number, said):
    BookingFactory.create_batch(number, session=booking.session, status=BookingStatus.WAITING, confirmed_at=None)
    soup = BeautifulSoup(client.get(bookings_of(booking.session)).text, "html.parser")
    line = reverse("training_session_line", args=[booking.session_id])
    assert soup.select_one(f'a[href="{line}"]').text == said


# Taking the list away


@pytest.fixture
def listed():
    """A session with people whose names a spreadsheet could take for a formula, and needs that must not leave."""
    session = SessionFactory(course__title="Noticing harm", mode=SessionMode.HYBRID, online_capacity=5)
    booking = BookingFactory(session=session, name="=HYPERLINK(1)", person__organisation__name="Elm School")
    BookingNeeds.objects.create(booking=booking, access="A ramp to the stage", dietary="No nuts at all")
    BookingFactory(session=session, name="Zoë Example", online=True, person__organisation__name="@Oak")
    return session


ROWS = [
    ["'=HYPERLINK(1)", "Teacher", "Elm School", "Confirmed", "In the room"],
    ["Zoë Example", "Teacher", "'@Oak", "Confirmed", "Online"],
]


def test_the_list_is_downloaded_as_csv_without_needs_and_the_log_says_by_whom(client, manager, listed):
    response = client.get(reverse("training_session_download", args=[listed.pk]) + "?format=csv")
    assert response["Content-Disposition"] == f'attachment; filename="bookings-of-session-{listed.pk}.csv"'
    content = b"".join(response).decode()
    headings, *rows = csv.reader(io.StringIO(content, newline=""))
    assert headings == ["name", "role", "organisation", "status", "joins", "session", "made_at"]
    assert [row[:5] for row in rows] == ROWS
    assert "nuts" not in content
    assert "ramp" not in content
    entry = ModelLogEntry.objects.get(action="training.session.export")
    assert (entry.user, entry.data) == (manager, {"rows": 2, "format": "csv"})


def test_everybody_in_a_session_that_is_held_online_joins_online_in_the_list(client, manager):
    session, asked = SessionFactory(mode=SessionMode.ONLINE, capacity=30), []
    for more in (0, 1, 29):  # the first finds what Django keeps in mind
        BookingFactory.create_batch(more, session=session)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(reverse("training_session_download", args=[session.pk]) + "?format=csv")
        asked.append(len(queries))
    _, *rows = csv.reader(io.StringIO(b"".join(response).decode(), newline=""))
    assert [row[4] for row in rows] == ["Online"] * 30
    assert rows[0][5].endswith(", online")
    assert asked[1] == asked[2]


def test_the_list_is_downloaded_as_a_workbook_as_it_is_narrowed(client, manager, listed):
    response = client.get(reverse("training_session_download", args=[listed.pk]), {"format": "xlsx", "q": "oak"})
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows == [["Name", "Role", "Organisation", "Status", "Joins"], ROWS[1]]
    assert book.sheetnames == ["Bookings", "About this list"]


@pytest.mark.parametrize("role", [None, StaffRole.FACILITATOR, StaffRole.EDITOR, StaffRole.ANALYST])
def test_the_list_is_downloaded_by_those_alone_who_may_see_it(client, sign_in, listed, role):
    if role:
        sign_in(role)
    assert client.get(reverse("training_session_download", args=[listed.pk])).status_code == 302
    assert ModelLogEntry.objects.count() == 0
    listed.facilitators.add(sign_in(StaffRole.FACILITATOR))
    assert client.get(reverse("training_session_download", args=[listed.pk])).status_code == 200
