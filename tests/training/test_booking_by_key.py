"""The pages of a booking that its key opens, and the list of a person's own."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from people.models import Person
from tests.factories import (
    BookingFactory,
    CourseFactory,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
    SessionFactory,
    VenueFactory,
)
from tests.letters import calendar_file, letters
from tests.training.booking_answers import answers, page, sent_page, unconfirmed
from training.models import Booking, BookingNeeds, BookingStatus, SessionMode

pytestmark = pytest.mark.django_db

LINK = "https://meet.example.org/only-for-holders"


def online_session():
    return SessionFactory(mode=SessionMode.ONLINE, venue=None, joining_link=LINK)


def test_the_joining_link_is_shown_to_those_with_a_confirmed_place_alone(client):
    session = online_session()
    waiting, person = unconfirmed(session), PersonFactory()
    confirmed = BookingFactory(session=session, person=person)
    others = [
        reverse("training:session-detail", args=[session.pk]),
        page(session),
        sent_page(session),
        *(reverse(f"training:booking-{name}", args=[waiting.key]) for name in ("detail", "confirm", "cancel")),
    ]
    for address in others:
        assert LINK not in client.get(address).text, address
    assert LINK in client.get(reverse("training:booking-detail", args=[confirmed.key])).text
    client.post(reverse("training:booking-cancel", args=[confirmed.key]))
    assert LINK not in client.get(reverse("training:booking-detail", args=[confirmed.key])).text


def test_the_joining_link_is_in_the_email_that_confirms_and_in_no_other(client):
    session = online_session()
    client.post(page(session), answers(access="A ramp to the stage"))
    booking = Booking.objects.get()
    for verb in ("confirm", "cancel"):
        letters()  # each is made soon after what it tells of
        client.post(reverse(f"training:booking-{verb}", args=[booking.key]))
    asked, confirmed, cancelled = letters()
    assert [LINK in email.message for email in (asked, confirmed, cancelled)] == [False, True, False]
    assert [LINK in email.html_message for email in (asked, confirmed, cancelled)] == [False, True, False]


def test_needs_are_in_no_email_and_on_no_page(client):
    session = SessionFactory()
    client.post(page(session), answers(access="A ramp to the stage", dietary="No nuts at all"))
    booking = Booking.objects.get()
    confirm = reverse("training:booking-confirm", args=[booking.key])
    pages = [client.get(confirm).text, client.post(confirm, follow=True).text]
    emails = [email.message + email.html_message for email in letters()]
    assert BookingNeeds.objects.count() == 1
    for text in pages + emails:
        assert "A ramp to the stage" not in text
        assert "No nuts at all" not in text


@pytest.mark.parametrize("name", ["detail", "confirm", "cancel", "invitation"])
def test_pages_with_a_key_are_kept_by_nobody_and_a_wrong_key_is_not_found(client, name):
    booking = unconfirmed(SessionFactory()) if name == "confirm" else BookingFactory()
    response = client.get(reverse(f"training:booking-{name}", args=[booking.key]))
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    # Under no-referrer a browser sends "Origin: null" with the form, and Django refuses it.
    assert response.headers["Referrer-Policy"] == ("same-origin" if name in ("confirm", "cancel") else "no-referrer")
    for wrong in ("x" * 22, "%00", "x" * 10_000):
        assert client.get(f"/bookings/{wrong}/{'' if name == 'detail' else f'{name}/'}").status_code == 404


def test_the_invitation_has_utc_times_and_its_cancellation_the_same_event_with_a_higher_sequence(client):
    session = SessionFactory(venue=VenueFactory(name="Oak Hall", address="1 High Street", postcode="B1 1AA"))
    client.post(page(session), answers())
    booking = Booking.objects.get()
    client.post(reverse("training:booking-confirm", args=[booking.key]))
    shown = client.get(reverse("training:booking-invitation", args=[booking.key])).content
    client.post(reverse("training:booking-cancel", args=[booking.key]))
    files = [calendar_file(email) for email in letters()[1:]]
    calendars = []
    for file in files:
        with file.file.open() as content:
            calendars.append(Calendar.from_ical(content.read()))
    invited, cancelled = (calendar.walk("VEVENT")[0] for calendar in calendars)
    assert [calendar["METHOD"] for calendar in calendars] == ["REQUEST", "CANCEL"]
    assert [file.mimetype for file in files] == [f"text/calendar; method={m}" for m in ("REQUEST", "CANCEL")]
    assert invited["UID"] == cancelled["UID"] == Calendar.from_ical(shown).walk("VEVENT")[0]["UID"]
    assert (invited["SEQUENCE"], cancelled["SEQUENCE"]) == (0, 1)
    assert invited.decoded("DTSTART") == session.starts_at
    assert str(invited["DTSTART"].to_ical(), "ascii").endswith("Z")
    assert invited["LOCATION"] == "Oak Hall, 1 High Street, B1 1AA"
    assert client.get(reverse("training:booking-invitation", args=[booking.key])).status_code == 404


def test_the_calendar_file_never_holds_the_joining_link(client):
    booking = BookingFactory(session=online_session())
    assert LINK not in client.get(reverse("training:booking-invitation", args=[booking.key])).text


def test_a_hold_that_lapsed_is_taken_up_again_while_places_are_left(client):
    session = SessionFactory()
    lapsed = unconfirmed(session, status=BookingStatus.LAPSED)
    confirm = reverse("training:booking-confirm", args=[lapsed.key])
    assert "We could not hold your place any longer" in client.get(confirm).text
    assert client.post(confirm).status_code == 302
    lapsed.refresh_from_db()
    session.refresh_from_db()
    assert (lapsed.status, session.places_held) == (BookingStatus.CONFIRMED, 1)


def test_a_hold_that_lapsed_in_a_session_now_full_offers_other_dates(client):
    session = SessionFactory(capacity=1)
    other = SessionFactory(course=session.course)
    BookingFactory(session=session)
    lapsed = BookingFactory.build(session=session, email="sam@example.org", status=BookingStatus.LAPSED)
    lapsed.person, lapsed.role, lapsed.organisation = None, RoleFactory(), OrganisationFactory()
    lapsed.save()
    response = client.post(reverse("training:booking-confirm", args=[lapsed.key]))
    assert response.status_code == 409
    assert page(other) in response.text
    assert Person.objects.filter(email="sam@example.org").count() == 0


def test_after_the_start_a_booking_is_not_cancelled_and_the_page_says_so(client):
    now = timezone.now()
    booking = BookingFactory(session=SessionFactory(starts_at=now - timedelta(minutes=5)))
    cancel = reverse("training:booking-cancel", args=[booking.key])
    for response in (client.get(cancel), client.post(cancel)):
        assert "This session has already started, so the booking can no longer be cancelled" in response.text
        assert 'method="post"' not in response.text
    booking.refresh_from_db()
    assert booking.status == BookingStatus.CONFIRMED


def test_my_bookings_are_mine_alone(client):
    person = PersonFactory()
    mine = BookingFactory(person=person, session__course__title="Mine to see")
    BookingFactory(session__course__title="Somebody else's")
    assert client.get(reverse("training:booking-list")).status_code == 302
    client.force_login(person)
    text = client.get(reverse("training:booking-list")).text
    assert "Mine to see" in text
    assert mine.key in text
    assert "Somebody else" not in text


@pytest.mark.parametrize("bookings", [1, 30])
def test_my_bookings_ask_the_same_number_of_questions(client, django_assert_num_queries, wagtail_site, bookings):
    person = PersonFactory()
    for _ in range(bookings):
        BookingFactory(person=person)
    client.force_login(person)
    client.get(reverse("training:booking-list"))
    with django_assert_num_queries(7):
        client.get(reverse("training:booking-list"))


@pytest.mark.parametrize("more", [1, 30])
def test_the_pages_of_a_session_ask_the_same_number_of_questions(client, django_assert_num_queries, wagtail_site, more):
    course = CourseFactory()
    session = SessionFactory(course=course)
    SessionFactory.create_batch(more, course=course)
    for number in range(more):
        RoleFactory(name=f"Role {number}", group__name=f"Group {number % 5}")
    client.get(page(session))
    with django_assert_num_queries(7):
        client.get(page(session))
    with django_assert_num_queries(2):
        client.get(reverse("training:session-detail", args=[session.pk]))
