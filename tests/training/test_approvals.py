"""Line managers agree, or not, by a link."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from people.accounts.operations import name_training_lead
from tests.factories import (
    BookingFactory,
    InterestFactory,
    OrganisationFactory,
    PersonFactory,
    SeriesFactory,
    SessionFactory,
    UndatedSessionFactory,
)
from tests.letters import letters
from tests.training.booking_answers import answers
from training.bookings import operations
from training.bookings.queries.invariants import breaches
from training.models import Approval, Booking, BookingNeeds, BookingStatus, Session

pytestmark = pytest.mark.django_db

MANAGER = "manager@example.org"


@pytest.fixture
def person(client):
    """Signed in, and of an organisation that asks managers first."""
    person = PersonFactory(organisation=OrganisationFactory(asks_for_approval=True))
    client.force_login(person)
    return person


def ask(client, session=None):
    """Book, and open the link that the manager is sent, as somebody without an account."""
    session = session or SessionFactory()
    client.post(reverse("training:booking-create", args=[session.pk]), {"access": "", "manager_email": MANAGER})
    letter = letters().get(to=MANAGER)
    client.logout()
    return urlsplit(re.search(r"https?://\S+/approvals/[\w-]+/", letter.message)[0]).path


def subjects(to):
    return [email.subject.partition(":")[0] for email in letters().filter(to=to)]


def test_a_manager_agrees_and_the_person_has_a_confirmation(client, person):
    link = ask(client)
    booking = Booking.objects.get()
    assert booking.status == BookingStatus.AWAITING_APPROVAL
    assert "We have asked your manager" in client.get(reverse("training:booking-detail", args=[booking.key])).text
    assert person.name in client.get(link).text
    booking.refresh_from_db()
    assert booking.status == BookingStatus.AWAITING_APPROVAL  # opening the link changed nothing
    for _ in range(2):
        assert "you have agreed" in client.post(link, {"answer": "agree"}, follow=True).text
    booking.refresh_from_db()
    assert (booking.status, Session.objects.get().places_held) == (BookingStatus.CONFIRMED, 1)
    assert subjects(person.email) == ["We have asked your manager", "Your place is confirmed"]
    assert client.post(link, {"answer": "decline"}).status_code == 409
    booking.refresh_from_db()
    assert booking.status == BookingStatus.CONFIRMED


def test_a_manager_says_no_and_the_place_is_free_for_the_next(client, person):
    session = SessionFactory(capacity=1)
    link = ask(client, session)
    BookingNeeds.objects.create(booking=Booking.objects.get(), access="A ramp")
    other = PersonFactory()
    waiting = operations.wait(
        session_id=session.pk, email=other.email, name=other.name, role=other.role,
        organisation=other.organisation, by=other, at=timezone.now(),
    )  # fmt: skip
    for _ in range(2):
        assert "you have said no" in client.post(link, {"answer": "decline"}, follow=True).text
    waiting.refresh_from_db()
    booking = Booking.objects.exclude(pk=waiting.pk).get()
    assert (booking.status, waiting.status) == (BookingStatus.CANCELLED, BookingStatus.OFFERED)
    assert BookingNeeds.objects.count() == 0
    assert subjects(person.email)[-1] == "Your place was not approved"
    assert client.post(link, {"answer": "agree"}).status_code == 409


def test_the_manager_is_reminded_once_after_two_working_days_and_the_place_lapses_after_five(client, person):
    ask(client, SessionFactory(starts_at=timezone.now() + timedelta(days=40)))
    asked_at = Approval.objects.get().asked_at
    assert operations.remind_managers(at=asked_at + timedelta(hours=10)) == 0
    assert operations.remind_managers(at=asked_at + timedelta(days=6)) == 1
    assert operations.remind_managers(at=asked_at + timedelta(days=6)) == 0
    assert subjects(MANAGER) == [f"{person.name} asks to attend training", f"{person.name} is waiting for your answer"]
    asked, reminded = letters().filter(to=MANAGER)
    heading = f"{person.name} is waiting for your answer\n"
    assert reminded.message.startswith(heading)
    assert asked.message.partition("\n\n")[2] == reminded.message.partition("\n\n")[2]
    assert operations.release_lapsed(at=asked_at + timedelta(days=20)) == 1
    assert subjects(person.email)[-1] == "Your place was released"


def test_an_answer_that_comes_too_late_is_met_kindly(client, person):
    link = ask(client)
    operations.cancel(booking=Booking.objects.get(), by=None, at=timezone.now())
    response = client.post(link, {"answer": "agree"})
    assert (response.status_code, Booking.objects.get().status) == (409, BookingStatus.CANCELLED)
    for text in (client.get(link).text, response.text):
        assert "There is nothing to answer any more" in text
        assert f"{person.name} has given the place back" in text


def test_a_manager_is_told_rightly_why_there_is_nothing_to_answer(client, person):
    link, lead = ask(client), PersonFactory()
    name_training_lead(person=lead, organisation=person.organisation, by=None, at=timezone.now())
    operations.cancel(booking=Booking.objects.get(), by=lead, at=timezone.now())
    assert f"The place has been given back for {person.name}" in client.get(link).text
    Session.objects.update(status="cancelled")
    assert "The session will not take place" in client.get(link).text
    Booking.objects.update(status=BookingStatus.LAPSED)
    Session.objects.update(status="scheduled")
    assert f"{person.name} can book again" in client.get(link).text


def test_no_is_asked_once_more_and_asking_changes_nothing(client, person):
    link = ask(client)
    first = BeautifulSoup(client.get(link).text, "html.parser")
    assert [button["value"] for button in first.select("main button")] == ["agree"]
    [way] = [a for a in first.select("main a") if a.text == "Say no"]
    second = BeautifulSoup(client.get(link + way["href"]).text, "html.parser")
    assert second.h1.text == f"Say no to {person.name}?"
    assert [button["value"] for button in second.select("main button")] == ["decline"]
    assert [a["href"] for a in second.select("main a")] == [link]
    assert Booking.objects.get().status == BookingStatus.AWAITING_APPROVAL
    assert Approval.objects.get().decided_at is None
    assert second.select_one("main form")["action"] == link


def test_a_manager_sees_who_asks_for_what_and_how_long_it_lasts(client, person):
    starts_at = timezone.now() + timedelta(days=9)
    session = SessionFactory(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=90))
    page = BeautifulSoup(client.get(ask(client, session)).text, "html.parser")
    facts = {dt.text: " ".join(dt.find_next("dd").text.split()) for dt in page.select("main dt")}
    assert facts == {
        "Who asks": f"{person.name}, {person.role}",
        "Course": f"{session.course.title}What it is about, and who it is for",
        "How long": "1 hour 30 minutes",
    }
    about = page.select_one("dl a")["href"]
    assert client.get(about).status_code == 200


def test_the_link_to_a_managers_answer_does_not_let_them_into_a_closed_cohort(client, person):
    series = SeriesFactory(is_closed=True, organisation=person.organisation)
    session = SessionFactory(series=series, course=series.course)
    address = reverse("training:booking-create", args=[session.pk])
    client.post(address, {"access": "", "manager_email": MANAGER, "cohort": series.key})
    client.logout()
    page = client.get(reverse("training:approval-decide", args=[Approval.objects.get().key])).text
    assert f"{person.name} asks to attend training" in page
    assert series.key not in page


def test_a_link_that_was_tampered_with_and_an_answer_that_is_none_change_nothing(client, person):
    link = ask(client)
    assert client.get(link[:-2] + "/").status_code == 404
    assert client.post(link, {"answer": "perhaps"}).status_code == 200
    assert Booking.objects.get().status == BookingStatus.AWAITING_APPROVAL
    assert "no-store" in client.get(link).headers["Cache-Control"]


@pytest.mark.parametrize(
    ("manager", "said"), [("", "Enter your line manager"), ("boss@", "Enter an email address in full")]
)
def test_the_manager_is_asked_for_beside_the_field(client, person, manager, said):
    page = reverse("training:booking-create", args=[SessionFactory().pk])
    assert "Your line manager&#39;s email address" in client.get(page).text
    response = client.post(page, {"access": "", "manager_email": manager})
    assert said in response.text.replace("&#39;", "'")
    assert Booking.objects.count() == 0


def test_nobody_is_their_own_manager_and_a_stranger_is_asked_once_the_organisation_is_known(client, person):
    page = reverse("training:booking-create", args=[SessionFactory().pk])
    response = client.post(page, {"access": "", "manager_email": person.email})
    assert (response.status_code, Booking.objects.count()) == (409, 0)
    client.logout()
    given = {"name": "Sam", "email": "sam@example.org", "role": person.role_id, "organisation": person.organisation_id}
    asked = client.post(page, given)
    assert asked.status_code == 409
    assert 'name="manager_email"' in asked.text
    assert "One more step: your line manager" in asked.text
    assert ("There is a problem" in asked.text, "govuk-error" in asked.text, "<title>Error" in asked.text) == (
        False,
    ) * 3
    assert "Enter your line manager" in client.post(page, {**given, "manager_email": ""}).text.replace("&#39;", "'")
    assert client.post(page, {**given, "manager_email": MANAGER}).status_code == 302
    booking = Booking.objects.get()
    address = reverse("training:booking-confirm", args=[booking.key])
    before = client.get(address).text
    assert ("we ask your line manager to agree" in before, "it is yours" in before) == (True, False)
    after = client.post(address, follow=True).text
    assert ("We have written to your manager" in after, "with all you need" in after) == (True, False)
    booking.refresh_from_db()
    assert booking.status == BookingStatus.AWAITING_APPROVAL
    assert subjects(MANAGER) == ["Sam asks to attend training"]


def test_a_booking_that_a_manager_did_not_approve_says_so_at_its_head(client, person):
    client.post(ask(client), {"answer": "decline"})
    shown = client.get(reverse("training:booking-detail", args=[Booking.objects.get().key])).text
    assert ("Your place was not approved this time</h1>" in shown, "Book this date again" in shown) == (True, False)


def test_a_stranger_who_waits_is_asked_for_the_manager_in_the_form_of_the_line(client, person):
    session = SessionFactory(capacity=1)
    BookingFactory(session=session)
    client.logout()
    page = reverse("training:booking-create", args=[session.pk])
    asked = client.post(page, answers(organisation=person.organisation_id, wait="1"))
    assert "One more step: your line manager" in asked.text
    assert ("Join the waiting list" in asked.text, "Book my place" in asked.text) == (True, False)


def confirmed(person):
    booking = BookingFactory(session=SessionFactory(), person=person)
    address = reverse("training:booking-swap", args=[booking.key])
    given = {"name": "Kim Example", "email": "kim@example.org", "role": person.role_id}
    return booking, address, given


def test_a_place_that_its_holder_passes_on_waits_for_the_colleagues_manager(client, person):
    _, address, given = confirmed(person)
    assert "Your colleague&#39;s line manager&#39;s email address" in client.get(address).text
    page = client.post(address, given | {"manager_email": MANAGER}, follow=True).text
    assert "Your colleague has your place once their manager agrees." in page
    new = Booking.objects.get(email="kim@example.org")
    assert (new.status, Session.objects.get().places_held) == (BookingStatus.AWAITING_APPROVAL, 1)
    assert timezone.now() < new.hold_ends_at <= new.session.starts_at
    letter = letters().get(to=MANAGER)
    link = urlsplit(re.search(r"https?://\S+/approvals/[\w-]+/", letter.message)[0]).path
    client.post(link, {"answer": "agree"})
    new.refresh_from_db()
    assert (new.status, subjects("kim@example.org")[-1]) == (BookingStatus.CONFIRMED, "Your place is confirmed")
    assert list(breaches(at=timezone.now())) == []


@pytest.mark.parametrize("manager", ["", "kim@example.org", "its holder"])
def test_neither_of_the_two_is_the_manager_who_agrees_to_a_place_that_is_passed_on(client, person, manager):
    booking, address, given = confirmed(person)
    sent = given | {"manager_email": booking.email if manager == "its holder" else manager}
    assert "line manager" in client.post(address, sent).text.partition("Please check these")[2]
    booking.refresh_from_db()
    assert (booking.status, Booking.objects.count(), Approval.objects.count()) == (BookingStatus.CONFIRMED, 1, 0)


def test_a_training_lead_passes_a_place_on_without_asking_a_manager(person):
    booking, _, _ = confirmed(person)
    lead = PersonFactory()
    new = operations.swap(
        booking=booking, name="Kim", email="kim@example.org", role=person.role, by=lead, at=timezone.now()
    )
    assert (new.status, Approval.objects.count()) == (BookingStatus.CONFIRMED, 0)


def test_a_lead_who_accepts_for_a_colleague_names_the_manager_where_nobody_was_named(client, person):
    name_training_lead(person=person, organisation=person.organisation, by=None, at=timezone.now())
    undated = UndatedSessionFactory()
    colleague = PersonFactory(organisation=person.organisation, name="Ama Example")
    InterestFactory(undated=undated, person=colleague, email=colleague.email, organisation=person.organisation)
    starts_at = timezone.now() + timedelta(days=30)
    facts = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2), "mode": "online", "capacity": 5}
    operations.set_date(undated=undated, **facts, by=None, at=timezone.now())
    booking = Booking.objects.get()
    address = reverse("training:colleague-accept", args=[booking.pk])
    assert "Their line manager&#39;s email address" in client.get(address).text
    for wrong in ("", "manager", colleague.email):
        assert client.post(address, {"manager_email": wrong}).status_code in (200, 409)
    booking.refresh_from_db()
    assert booking.status == BookingStatus.OFFERED
    page = client.post(address, {"manager_email": MANAGER}, follow=True).text
    assert "Ama Example has the place once their manager agrees." in page
    booking.refresh_from_db()
    assert (booking.status, subjects(MANAGER)) != (BookingStatus.OFFERED, [])
