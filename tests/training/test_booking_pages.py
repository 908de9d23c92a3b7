"""The pages on which people book, confirm and cancel."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Organisation, Person
from tests.factories import (
    OrganisationFactory,
    OrganisationKindFactory,
    PersonFactory,
    SessionFactory,
)
from tests.letters import letters
from tests.training.booking_answers import answers, page, sent_page, unconfirmed
from training.bookings.policies import UNCONFIRMED_AN_HOUR_FROM_ONE_PLACE
from training.models import Booking, BookingStatus

pytestmark = pytest.mark.django_db


def test_a_stranger_books_confirms_and_cancels_by_the_links_in_the_emails(client):
    session = SessionFactory()
    assert client.get(page(session)).status_code == 200
    response = client.post(page(session), answers(access="A ramp"))
    assert (response.status_code, response.url) == (302, sent_page(session))
    sent = client.get(response.url)
    assert "We have sent an email to sam@example.org." in sent.text
    assert "no-store" in sent.headers["Cache-Control"]
    booking = Booking.objects.get()
    assert (booking.status, booking.needs.access) == (BookingStatus.UNCONFIRMED, "A ramp")

    confirm = urlsplit(re.search(r"http\S+/confirm/", letters().get().message)[0]).path
    assert "Confirm my place" in client.get(confirm).text
    booking.refresh_from_db()
    assert booking.status == BookingStatus.UNCONFIRMED  # opening the link changed nothing
    detail = client.post(confirm).url
    assert "Your place is confirmed" in client.get(detail).text
    booking.refresh_from_db()
    assert (booking.status, booking.person) == (BookingStatus.CONFIRMED, Person.objects.get(email="sam@example.org"))

    cancel = reverse("training:booking-cancel", args=[booking.key])
    assert "Cancel my booking" in client.get(cancel).text
    assert client.post(cancel).url == detail
    assert client.post(cancel).url == detail
    session.refresh_from_db()
    assert (session.places_held, letters().count()) == (0, 3)
    assert "Your booking is cancelled" in client.get(detail).text


def test_the_form_is_sent_twice_and_one_booking_and_one_email_come_of_it_at_first(client):
    session = SessionFactory()
    given = answers()
    first, second = client.post(page(session), given), client.post(page(session), given)
    assert first.url == second.url == sent_page(session)
    assert Booking.objects.count() == 1


def test_whether_an_address_has_a_place_is_told_to_the_address_alone(client):
    taken, free = SessionFactory(), SessionFactory()
    booking = unconfirmed(taken)
    with_place, without = (client.post(page(session), answers()) for session in (taken, free))
    assert [answer.status_code for answer in (with_place, without)] == [302, 302]
    assert [answer.url for answer in (with_place, without)] == [sent_page(taken), sent_page(free)]
    assert booking.key not in client.get(with_place.url).text
    existing, _ = letters()
    assert existing.subject.startswith("You have a booking already")
    assert booking.key in existing.message


@pytest.mark.parametrize("others", [0, 1])
def test_a_full_session_does_not_tell_who_has_a_place_in_it(client, others):
    session = SessionFactory(capacity=1)
    SessionFactory.create_batch(others, course=session.course)
    booking = unconfirmed(session)
    role, organisation = booking.role_id, booking.organisation_id
    seen = []
    for email in ("sam@example.org", "kim@example.org"):
        response = client.post(page(session), answers(email=email, role=role, organisation=organisation))
        token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
        seen.append((response.status_code, token.sub("", response.text).replace(email, "")))
    assert seen[0] == seen[1]
    assert seen[0][0] == 409
    assert "your place is safe" in seen[0][1]
    assert [email.to for email in letters()] == [["sam@example.org"]]


def test_the_link_of_a_booking_is_sent_again_at_most_once_in_some_minutes(client):
    session = SessionFactory()
    unconfirmed(session)
    for _ in range(3):
        assert client.post(page(session), answers()).status_code == 302
    assert letters().count() == 1


def test_a_person_who_is_signed_in_is_asked_for_needs_only_and_has_the_place_at_once(client):
    session, person = SessionFactory(), PersonFactory()
    client.force_login(person)
    form = client.get(page(session)).text
    assert 'name="email"' not in form
    assert 'name="organisation_query"' not in form
    response = client.post(page(session), {"access": "", "dietary": "No nuts"})
    booking = Booking.objects.get()
    own = reverse("training:booking-detail", args=[booking.key])
    assert response.url == f"{own}?booked"
    assert "We have sent you an email with all you need" in client.get(response.url).text
    assert (booking.status, booking.person, booking.needs.dietary) == (BookingStatus.CONFIRMED, person, "No nuts")
    assert client.get(page(session)).url == own  # asking again leads to the booking
    assert client.post(page(session), {"access": ""}).url == own
    assert Booking.objects.count() == 1


def test_a_person_of_whom_something_is_not_known_is_asked_for_it(client):
    session, person = SessionFactory(), PersonFactory(organisation=None)
    client.force_login(person)
    organisation = OrganisationFactory()
    client.post(page(session), answers(organisation=organisation.pk, email="somebody.else@example.org"))
    booking = Booking.objects.get()
    assert (booking.email, booking.organisation, booking.status) == (person.email, organisation, "confirmed")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Sam\u202e elpmaxE\x07", "Sam elpmaxE"),
        ("Sam\r\n  Example", "Sam Example"),
        ("محمد عبد الرحمن", "محمد عبد الرحمن"),
        ("می\u200cخواهم 👩\u200d🏫", "می\u200cخواهم 👩\u200d🏫"),
    ],
)
def test_a_name_in_any_alphabet_is_kept_as_it_is_read(client, typed, kept):
    client.post(page(SessionFactory()), answers(name=typed))
    assert Booking.objects.get().name == kept


def test_an_organisation_that_is_not_listed_is_added_with_the_booking(client):
    kind = OrganisationKindFactory()
    given = answers(
        organisation="new", new_organisation_name="Boxing club", new_organisation_kind=kind.pk, new_organisation_area=""
    )
    assert client.post(page(SessionFactory()), given).status_code == 302
    booking = Booking.objects.get()
    assert (booking.organisation.name, booking.organisation.status) == ("Boxing club", "proposed")


def test_find_shows_matches_and_keeps_what_was_typed(client):
    school = OrganisationFactory(name="Oak Park School")
    given = answers(organisation="", organisation_query="oak pa", access="A ramp", find="1")
    response = client.post(page(SessionFactory()), given)
    assert response.status_code == 200
    assert f'value="{school.pk}"' in response.text
    assert "A ramp" in response.text
    assert Booking.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "answer", "said"),
    [
        ("name", "", "Enter your name."),
        ("name", " \u202e \r\n", "Enter your name."),
        ("email", "", "Enter your work email address."),
        ("email", "sam@", "Enter an email address in full, like name@example.org."),
        ("email", '"<sam>"@example.org', "Enter an email address in full, like name@example.org."),
        ("email", "İ@example.org", "Enter an email address in full, like name@example.org."),
        ("email", f"sam@{'x' * 60}.{'y' * 60}.{'z' * 60}.{'a' * 60}.{'b' * 60}.org", "at most 254 characters"),
        ("role", "", "Choose your role."),
        ("role", "999999", "Choose your role from the list."),
        ("access", "x" * 1001, "Ensure this value has at most 1000 characters (it has 1001)."),
    ],
)
def test_a_missing_answer_is_asked_for_beside_its_field_and_the_rest_is_kept(client, field, answer, said):
    given = answers(dietary="No nuts")
    given[field] = answer
    response = client.post(page(SessionFactory()), given)
    assert (response.status_code, Booking.objects.count(), Organisation.objects.count()) == (200, 0, 1)
    assert response.text.count(said) >= 2  # in the summary and beside the field
    assert "No nuts" in response.text
    assert "<title>Error: " in response.text


def test_a_full_session_offers_other_dates_and_keeps_what_was_typed(client):
    session = SessionFactory(capacity=1)
    other = SessionFactory(course=session.course)
    unconfirmed(session, email="kim@example.org")
    given = answers(name="Alex O'Neil", access="A ramp")
    response = client.post(page(session), given)
    assert response.status_code == 409
    assert "Alex O&#39;Neil" in response.text
    assert "A ramp" in response.text
    again = client.post(page(session), {**given, "offered": "1"})
    assert "Choose one of the other dates." in again.text
    taken = client.post(page(session), {**given, "offered": "1", "other_session": other.pk})
    assert taken.url == sent_page(other)
    assert Booking.objects.get(email="sam@example.org").session == other


def test_a_session_of_another_course_cannot_be_slipped_in_as_another_date(client):
    session, elsewhere = SessionFactory(capacity=1), SessionFactory()
    SessionFactory(course=session.course)
    response = client.post(page(session), answers(offered="1", other_session=elsewhere.pk))
    assert response.status_code == 200
    assert Booking.objects.count() == 0


def test_a_full_session_without_other_dates_says_so_kindly(client):
    session = SessionFactory(capacity=1)
    unconfirmed(session, email="kim@example.org")
    assert "There is no other date yet" in client.get(page(session)).text
    response = client.post(page(session), answers())
    assert response.status_code == 409
    assert "There is no other date yet" in response.text


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"status": "cancelled"}, "This session has been cancelled"),
        ({"booking_closes_at": timezone.now() - timedelta(minutes=1)}, "Booking for this session has closed"),
        ({"booking_opens_at": timezone.now() + timedelta(days=1)}, "Booking for this session has not opened yet"),
        ({"starts_at": timezone.now() - timedelta(minutes=1)}, "This session has already started"),
    ],
)
def test_a_session_that_is_not_open_says_why_and_takes_no_booking(client, facts, said):
    session = SessionFactory(**facts)
    other = SessionFactory(course=session.course)
    first_look, response = client.get(page(session)), client.post(page(session), answers())
    assert (first_look.status_code, response.status_code) == (200, 409)
    assert said in first_look.text
    assert said in response.text
    assert reverse("training:booking-create", args=[other.pk]) in response.text
    assert said in client.get(reverse("training:session-detail", args=[session.pk])).text
    assert (Booking.objects.count(), letters().count()) == (0, 0)


def test_a_draft_and_a_session_that_never_was_are_not_found(client):
    draft = SessionFactory(status="draft")
    for session_id in (draft.pk, 999_999):
        assert client.get(reverse("training:session-detail", args=[session_id])).status_code == 404
        assert client.post(reverse("training:booking-create", args=[session_id]), answers()).status_code == 404


def test_a_robot_that_fills_the_hidden_field_is_thanked_and_ignored(client):
    session = SessionFactory()
    response = client.post(page(session), answers(website="https://spam.example"))
    assert response.url == sent_page(session)
    assert (Booking.objects.count(), letters().count()) == (0, 0)


def test_a_flood_from_one_place_is_stopped_with_plain_words_and_a_school_is_not(client, monkeypatch):
    assert UNCONFIRMED_AN_HOUR_FROM_ONE_PLACE >= 100
    monkeypatch.setattr("training.bookings.policies.UNCONFIRMED_AN_HOUR_FROM_ONE_PLACE", 3)
    session = SessionFactory()
    given = answers()
    for number in range(3):
        assert client.post(page(session), {**given, "email": f"sam{number}@example.org"}).status_code == 302
    response = client.post(page(session), {**given, "email": "sam3@example.org"})
    assert response.status_code == 429
    assert "Many places were booked from your network in the last hour." in response.text
    assert Booking.objects.count() == 3
    client.force_login(PersonFactory())
    assert client.post(page(session), {"access": ""}).status_code == 302  # who is signed in is not held up


def test_an_address_with_five_unconfirmed_bookings_is_asked_to_confirm_first(client):
    for _ in range(5):
        unconfirmed(SessionFactory())
    response = client.post(page(SessionFactory()), answers())
    assert response.status_code == 409
    assert "Please confirm the bookings you have made already" in response.text
    assert Booking.objects.count() == 5
