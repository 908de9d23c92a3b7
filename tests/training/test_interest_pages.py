"""Pages of sessions without a date: asking to be told, what is answered, and taking it back by the link."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.accounts.policies import StaffRole
from tests.factories import (
    InterestFactory,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
    RoleGroupFactory,
    SessionFactory,
    UndatedSessionFactory,
    VenueFactory,
    staff_member,
)
from tests.letters import letters
from tests.people.test_access import show_second_factor
from tests.training.booking_answers import answers
from training.bookings import operations, policies
from training.models import Booking, BookingStatus, Interest

pytestmark = pytest.mark.django_db


def page(undated):
    return reverse("training:undated-detail", args=[undated.pk])


def sent(undated):
    return reverse("training:undated-sent", args=[undated.pk])


def by_key(interest):
    return reverse("training:interest-detail", args=[interest.key])


def sets_date(undated, **facts):
    starts_at = timezone.now() + timedelta(days=20)
    facts = {"mode": "in_person", "venue": VenueFactory(), "capacity": 2, **facts}
    return operations.set_date(
        undated=undated, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **facts, by=None,
        at=timezone.now(),
    ).session  # fmt: skip


@pytest.fixture
def undated():
    return UndatedSessionFactory(about_when="in spring, after school", local_authority__name="Northtown")


def test_the_page_says_what_is_known_and_how_it_works(client, undated):
    html = client.get(page(undated)).text
    for said in (
        undated.course.title,
        "in spring, after school",
        "Northtown",
        "Whoever asked first is offered a place first",
    ):
        assert said in html


def test_a_stranger_asks_and_takes_it_back_by_the_link_in_the_email(client, undated):
    response = client.post(page(undated), answers(), follow=True)
    assert response.redirect_chain == [(sent(undated), 302)]
    assert "We have sent an email to sam@example.org." in response.text
    interest = Interest.objects.get()
    assert (interest.email, interest.name, interest.undated) == ("sam@example.org", "Sam Example", undated)
    [letter] = letters()
    assert by_key(interest) in letter.message
    response = client.get(by_key(interest))
    assert "You are number 1 of those who asked" in response.text
    interest.refresh_from_db()
    assert interest.withdrawn_at is None  # opening the page changed nothing
    for _ in range(2):
        gone = client.post(by_key(interest), follow=True)
    assert "We will not write to you about this session" in gone.text
    interest.refresh_from_db()
    assert interest.withdrawn_at is not None
    assert letters().count() == 1


def test_the_answer_does_not_say_whether_the_address_had_asked_already(client, undated):
    first = client.post(page(undated), answers(), follow=True)
    again = client.post(page(undated), answers(name="A Stranger"), follow=True)
    assert (first.text, first.redirect_chain) == (again.text, again.redirect_chain)
    assert Interest.objects.get().name == "Sam Example"


def test_an_address_that_asks_again_later_is_sent_its_link_again(client, undated):
    data = answers()
    interest = InterestFactory(
        undated=undated,
        person=None,
        email="sam@example.org",
        name="Sam",
        role=RoleFactory(),
        organisation=OrganisationFactory(),
    )
    for _ in range(3):
        client.post(page(undated), data)
    [letter] = letters()
    assert (letter.to, by_key(interest) in letter.message) == (["sam@example.org"], True)


def test_a_person_of_whom_all_is_known_presses_one_button(client, undated):
    person = PersonFactory()
    client.force_login(person)
    html = client.get(page(undated)).text
    assert 'name="email"' not in html
    assert f"We write to {person.email}" in html
    response = client.post(page(undated), {}, follow=True)
    interest = Interest.objects.get()
    assert (interest.person, response.redirect_chain) == (person, [(by_key(interest), 302)])
    assert client.get(page(undated)).url == by_key(interest)


def test_a_person_of_whom_something_is_missing_is_asked_for_that(client, undated):
    person = PersonFactory(role=None)
    client.force_login(person)
    assert 'name="role"' in client.get(page(undated)).text
    role = RoleFactory()
    client.post(page(undated), {"name": person.name, "role": role.pk, "organisation": person.organisation_id})
    person.refresh_from_db()
    assert (Interest.objects.get().role, person.role) == (role, role)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Enter your name."),
        ({"email": "sam"}, "Enter an email address in full, like name@example.org."),
        ({"role": "0"}, "Choose your role from the list."),
        ({"organisation": "99999"}, "That organisation is no longer in our list. Please find it again."),
        ({"organisation": ""}, "Tell us your organisation: type part of its name, then choose it."),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field_and_kept(client, undated, wrong, said):
    response = client.post(page(undated), {**answers(), **wrong})
    assert said in response.text
    assert "govuk-error-summary" in response.text
    assert (Interest.objects.count(), letters().count()) == (0, 0)


def test_a_robot_is_answered_as_anyone_and_noted_nowhere(client, undated):
    assert client.post(page(undated), answers(website="http://spam.example")).url == sent(undated)
    assert (Interest.objects.count(), letters().count()) == (0, 0)


def test_too_many_from_one_place_are_asked_to_come_back(client, undated, monkeypatch):
    monkeypatch.setattr(policies, "UNCONFIRMED_AN_HOUR_FROM_ONE_PLACE", 1)
    assert client.post(page(undated), answers()).status_code == 302
    late = client.post(page(undated), answers(email="other@example.org"))
    assert late.status_code == 429
    assert "Many people asked from your network in the last hour." in late.text
    assert Interest.objects.count() == 1


def test_once_the_date_is_set_the_page_leads_to_the_session(client, undated):
    session = sets_date(undated)
    for response, status in ((client.get(page(undated)), 200), (client.post(page(undated), answers()), 409)):
        assert response.status_code == status
        assert reverse("training:session-detail", args=[session.pk]) in response.text
        assert "The date of this session is set" in response.text
    assert Interest.objects.count() == 0


def test_what_is_no_longer_planned_says_so_with_other_dates(client, undated):
    undated.withdrawn_at = timezone.now()
    undated.save()
    other = SessionFactory(course=undated.course)
    for response, status in ((client.get(page(undated)), 200), (client.post(page(undated), answers()), 409)):
        assert response.status_code == status
        assert "This session is no longer planned" in response.text
        assert reverse("training:booking-create", args=[other.pk]) in response.text
    assert Interest.objects.count() == 0


def test_what_is_not_announced_is_there_for_those_who_plan_it_alone(client, undated):
    undated.is_announced = False
    undated.save()
    assert [client.get(page(undated)).status_code, client.post(page(undated), answers()).status_code] == [404, 404]
    client.force_login(PersonFactory())
    assert client.get(page(undated)).status_code == 404
    manager = staff_member(StaffRole.PROGRAMME_MANAGER)
    client.force_login(manager)
    show_second_factor(client, manager)
    assert "You cannot ask about this session at the moment" in client.get(page(undated)).text


@pytest.mark.parametrize("key", ["nobody-has-this-key", "x" * 200])
def test_a_link_that_was_tampered_with_leads_nowhere(client, key):
    InterestFactory()
    address = reverse("training:interest-detail", args=[key])
    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]
    assert Interest.objects.get().withdrawn_at is None


def test_the_page_behind_the_link_is_kept_by_no_cache_and_named_to_no_other_site(client):
    headers = client.get(by_key(InterestFactory())).headers
    assert ("no-store" in headers["Cache-Control"], headers["Referrer-Policy"], headers["X-Robots-Tag"]) == (
        True,
        "same-origin",
        "noindex",
    )


def test_the_link_leads_to_the_place_in_line_once_there_is_one(client, undated):
    interest = InterestFactory(undated=undated)
    sets_date(undated)
    booking = Booking.objects.get()
    for response in (client.get(by_key(interest)), client.post(by_key(interest))):
        assert response.url == reverse("training:booking-detail", args=[booking.key])
    booking.refresh_from_db()
    assert booking.status == BookingStatus.OFFERED
    client.force_login(interest.person)
    assert client.get(page(undated)).url == by_key(interest)


def test_the_link_says_why_there_is_no_place_for_whom_the_rules_keep_out(client, undated):
    interest = InterestFactory(undated=undated)
    sets_date(undated, role_groups=[RoleGroupFactory(name="Policing")])
    html = client.get(by_key(interest)).text
    assert "We could not offer you a place in it" in html
    assert "This session is for people whose role is in Policing." in html


def test_the_link_says_that_it_is_no_longer_planned(client, undated):
    interest = InterestFactory(undated=undated)
    undated.withdrawn_at = timezone.now()
    undated.save()
    assert "This session is no longer planned" in client.get(by_key(interest)).text


def test_your_bookings_list_what_you_asked_to_be_told_of_with_your_place_in_the_order(client, undated):
    person = PersonFactory()
    early = timezone.now() - timedelta(days=1)
    InterestFactory(undated=undated, asked_at=early)
    InterestFactory(undated=undated, asked_at=early, withdrawn_at=timezone.now())
    mine = InterestFactory(
        undated=undated, person=None, email=person.email, name="S", role=person.role, organisation=person.organisation
    )
    gone = InterestFactory(person=person, undated__about_when="never", undated__withdrawn_at=timezone.now())
    client.force_login(person)
    html = client.get(reverse("training:booking-list")).text
    assert "You asked to be told of the date" in html
    assert "You are number 2 of those who asked" in html
    assert by_key(mine) in html
    assert by_key(gone) not in html


def test_your_bookings_ask_no_more_questions_for_many_wishes_than_for_one(client):
    person = PersonFactory()
    client.force_login(person)
    asked = []
    for more in (1, 1, 28):
        for _ in range(more):
            InterestFactory(person=person)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("training:booking-list")).status_code == 200
        asked.append(len(queries))
    assert asked[1] == asked[2]


def test_who_accepts_names_their_manager_where_the_organisation_asks_for_that(client, undated):
    careful = OrganisationFactory(asks_for_approval=True)
    InterestFactory(
        undated=undated, person=None, email="sam@example.org", name="Sam", role=RoleFactory(), organisation=careful
    )
    sets_date(undated)
    booking = Booking.objects.get()
    address = reverse("training:booking-confirm", args=[booking.key])
    assert 'name="manager_email"' in client.get(address).text
    assert "Enter your line manager" in client.post(address, {"manager_email": ""}).text
    own = client.post(address, {"manager_email": "sam@example.org"})
    assert (own.status_code, "manager's email address" in own.text.replace("&#39;", "'")) == (409, True)
    assert client.post(address, {"manager_email": "boss@example.org"}).status_code == 302
    booking.refresh_from_db()
    assert (booking.status, booking.approval.manager_email) == (BookingStatus.AWAITING_APPROVAL, "boss@example.org")
    assert letters().filter(to="boss@example.org").count() == 1
