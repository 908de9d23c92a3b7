"""Signing in by an emailed code: one door for all, nothing given away, few tries."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from documents.outbox import send_due
from people.accounts.operations import save_person
from people.accounts.policies import StaffRole
from people.accounts.tasks import forget_ended_visits
from people.models import Person
from tests.factories.people import PersonFactory, staff_member
from tests.visitors import current_code, has_authenticator_app

pytestmark = pytest.mark.django_db
ENTER = "/account/login/code/confirm/"


def code():
    send_due()
    return re.search(r"^([A-Z0-9-]{6,}) is your code", mail.outbox[-1].subject).group(1)


def ask(client, email, **extra):
    return client.post(reverse("account_login"), {"email": email, **extra})


def signed_in_as(client):
    return Person.objects.filter(pk=client.session.get("_auth_user_id")).first()


@pytest.mark.parametrize("email", ["", "sam", '"<sam>"@example.org', "İ@example.org", f"{'x' * 250}@example.org"])
def test_what_no_mail_can_be_sent_to_is_asked_for_again(client, email):
    response = ask(client, email)
    assert response.status_code == 200
    assert "govuk-error-summary" in response.text


def test_a_person_signs_in_with_the_code_that_was_sent(client):
    person = PersonFactory(email="sam@example.org")
    assert ask(client, "Sam@Example.org ").url == ENTER
    response = client.post(ENTER, {"code": code().lower().replace("-", " ")})
    assert (response.status_code, response.url) == (302, "/account/")
    assert signed_in_as(client) == person
    assert mail.outbox[-1].to == ["sam@example.org"]


def test_an_address_without_an_account_gets_one_when_its_code_is_right(client):
    ask(client, "new@example.org")
    assert Person.objects.count() == 0
    response = client.post(ENTER, {"code": code()})
    person = Person.objects.get()
    assert (person.email, person.has_usable_password(), signed_in_as(client)) == ("new@example.org", False, person)
    assert response.url == "/account/profile/?next=%2Faccount%2F"
    assert EmailAddress.objects.get(user=person).verified


def test_a_page_of_ours_that_one_was_going_to_comes_next_and_no_other(client):
    PersonFactory(email="sam@example.org")
    ask(client, "sam@example.org", next="/bookings/")
    assert client.post(ENTER + "?next=/bookings/", {"code": code()}).url == "/bookings/"
    client.logout()
    ask(client, "sam@example.org")
    assert client.post(ENTER + "?next=https://evil.example/", {"code": code()}).url == "/account/"


def test_who_has_a_new_address_signs_in_with_it_and_the_old_one_is_free_for_somebody_else(client):
    person = PersonFactory(email="old@example.org")
    ask(client, "old@example.org")
    client.post(ENTER, {"code": code()})
    client.logout()
    save_person(person=Person(pk=person.pk, name="Sam", email="new@example.org"), staff_roles=[], by=None, at=now())
    for address, whose in (("new@example.org", True), ("old@example.org", False)):
        ask(client, address)
        client.post(ENTER, {"code": code()})
        assert (signed_in_as(client).email, signed_in_as(client) == person) == (address, whose)
        client.logout()


def test_nothing_tells_an_address_with_an_account_from_one_without(client):
    PersonFactory(email="known@example.org")
    seen = []
    for email in ("known@example.org", "other@example.org"):
        response = ask(client, email)
        page = client.get(ENTER)
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode()).replace(email, "")
        send_due()
        body = mail.outbox[-1].body.replace(mail.outbox[-1].subject.split()[0], "")
        seen.append((response.status_code, response.url, page.status_code, text, body))
        client.logout()
    assert seen[0] == seen[1]


def test_three_wrong_codes_and_the_right_one_no_longer_works(client):
    PersonFactory(email="sam@example.org")
    ask(client, "sam@example.org")
    right = code()
    assert [client.post(ENTER, {"code": "WRONG"}).status_code for _ in range(3)] == [200, 200, 302]
    assert client.post(ENTER, {"code": right}).url == "/account/login/"
    assert signed_in_as(client) is None


def test_codes_for_one_address_are_limited_even_from_many_places(client):
    answers = [
        client.post(reverse("account_login"), {"email": "sam@example.org"}, REMOTE_ADDR=f"10.0.0.{place}").status_code
        for place in range(5)
    ]
    assert answers == [302, 302, 302, 200, 200]
    send_due()
    assert len(mail.outbox) == 3


def test_codes_asked_for_from_one_place_are_limited_even_for_many_addresses(client, noon):
    with time_machine.travel(noon, tick=False):
        answers = [ask(client, f"person{number}@example.org").status_code for number in range(62)]
    assert answers == [302] * 60 + [200] * 2


def test_a_code_is_no_use_after_a_quarter_of_an_hour(client):
    PersonFactory(email="sam@example.org")
    ask(client, "sam@example.org")
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 15 * 60 + 1
    session.save()
    assert client.post(ENTER, {"code": code()}).url == "/account/login/"
    assert signed_in_as(client) is None


def test_another_code_may_be_asked_for_twice_and_replaces_the_first(client):
    PersonFactory(email="sam@example.org")
    ask(client, "sam@example.org")
    first = code()
    for _ in range(3):
        client.post(ENTER, {"action": "resend"})
    send_due()
    assert len(mail.outbox) == 3
    client.post(ENTER, {"code": first})
    assert signed_in_as(client) is None
    client.post(ENTER, {"code": code()})
    assert signed_in_as(client) is not None


def test_a_closed_account_is_not_signed_in_to(client):
    PersonFactory(email="sam@example.org", is_active=False)
    ask(client, "sam@example.org")
    assert client.post(ENTER, {"code": code()}).url == "/account/inactive/"
    assert signed_in_as(client) is None


def test_the_session_changes_its_key_on_signing_in(client):
    PersonFactory(email="sam@example.org")
    ask(client, "sam@example.org")
    before = client.session.session_key
    client.post(ENTER, {"code": code()})
    assert client.session.session_key != before


def test_a_password_lets_nobody_in(client):
    person = PersonFactory(email="sam@example.org", is_staff=True, is_superuser=True)
    person.set_password("correct horse battery staple")
    person.save()
    assert not client.login(username="sam@example.org", password="correct horse battery staple")
    assert not client.login(email="sam@example.org", password="correct horse battery staple")


@pytest.mark.parametrize(
    "path",
    [
        "/account/password/reset/",
        "/account/password/change/",
        "/account/password/set/",
        "/account/signup/",
        "/account/email/",
        "/account/reauthenticate/",
        "/account/confirm-email/",
        "/admin/password_reset/",
    ],
)
def test_pages_of_passwords_and_of_other_ways_in_do_not_exist(client, wagtail_site, path):
    assert client.get(path).status_code == 404


def test_the_admins_own_sign_in_page_leads_to_ours(client):
    assert client.get("/admin/login/?next=/admin/pages/").url == "/account/login/?next=/admin/pages/"


def test_signing_out_asks_first_and_ends_the_session(client):
    client.force_login(PersonFactory())
    assert client.get(reverse("account_logout")).status_code == 200
    assert signed_in_as(client) is not None
    client.post(reverse("account_logout"))
    assert signed_in_as(client) is None


def test_after_five_wrong_codes_of_the_app_even_the_right_one_must_wait(client):
    person = has_authenticator_app(staff_member(StaffRole.ANALYST, email="ana@example.org"))
    ask(client, "ana@example.org")
    assert client.post(ENTER, {"code": code()}).url == "/account/2fa/authenticate/"
    for _ in range(5):
        assert client.post("/account/2fa/authenticate/", {"code": "wrong"}).status_code == 200
    response = client.post("/account/2fa/authenticate/", {"code": current_code(person)})
    assert "That was several tries in a short time." in response.content.decode()
    assert signed_in_as(client) is None


def test_visits_that_are_over_are_forgotten_and_others_go_on(client, noon):
    with time_machine.travel(noon - timedelta(days=15)):
        ask(Client(), "typed@example.org")
    with time_machine.travel(noon):
        client.force_login(PersonFactory())
        ask(Client(), "now@example.org")
        forget_ended_visits()
        assert signed_in_as(client) is not None
        kept = str([session.get_decoded() for session in Session.objects.all()])
    assert ("typed@example.org" in kept, "now@example.org" in kept) == (False, True)
