"""A person's own pages: account and profile."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from wagtail.models import ModelLogEntry

from people.accounts.context import staff_menu
from people.accounts.policies import StaffRole
from people.models import Organisation, TrainingLead
from tests.factories.people import OrganisationFactory, PersonFactory, RoleFactory, staff_member
from tests.people.test_access import show_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = PersonFactory(name="Sam Example")
    client.force_login(person)
    return person


def text(response):
    return " ".join(response.content.decode().split())


def test_the_account_shows_ones_own_things_and_nobody_elses(client, person):
    other = PersonFactory(name="Zora Else", organisation=OrganisationFactory(name="Zora's School"))
    TrainingLead.objects.create(person=other, organisation=other.organisation)
    Authenticator.objects.create(user=other, type=Authenticator.Type.WEBAUTHN, data={})
    page = text(client.get("/account/"))
    for own in ("Hello, Sam Example", person.email, person.role.name, person.organisation.name, "None yet"):
        assert own in page
    for theirs in ("Zora", other.email, "Training lead for"):
        assert theirs not in page


def test_a_training_lead_sees_for_whom(client, person):
    TrainingLead.objects.create(person=person, organisation=OrganisationFactory(name="Elm Trust"))
    page = text(client.get("/account/"))
    assert page.count("Elm Trust") == 1


@pytest.mark.parametrize(
    ("role", "links"),
    [
        (StaffRole.FACILITATOR, ["Today’s sessions", "Headcounts"]),
        (StaffRole.PROGRAMME_MANAGER, ["Today’s sessions", "Headcounts", "Reach"]),
        (StaffRole.ANALYST, ["Reach"]),
    ],
)
def test_staff_see_the_links_of_their_role(client, role, links):
    person = staff_member(role)
    client.force_login(person)
    show_second_factor(client, person)
    page = client.get("/account/").content.decode().partition("<main")[2]
    assert [link for link in ("Today’s sessions", "Headcounts", "Reach") if f">{link}</a>" in page] == links


def test_the_menu_of_every_page_leads_staff_to_their_work(client):
    person = staff_member(StaffRole.PROGRAMME_MANAGER)
    client.force_login(person)
    show_second_factor(client, person)
    menu = client.get("/verify/").content.decode().partition('class="account-menu__list"')[2].partition("</ul>")[0]
    assert re.findall(r'href="([^"]*)">([^<]*)<', menu)[:4] == [
        ("/sessions/today/", "Today’s sessions"),
        ("/headcounts/", "Headcounts"),
        ("/reach/", "Reach"),
        ("/account/", "Your account"),
    ]


def test_the_menu_asks_nothing_for_who_is_not_staff(rf, person, django_assert_num_queries):
    request = rf.get("/")
    request.user = person
    with django_assert_num_queries(0):
        assert list(staff_menu(request)["staff_menu"]) == []


def test_others_see_no_staff_links(client, person):
    page = client.get("/account/").content.decode()
    assert [words for words in ("Your work", "Today’s sessions", "Administration") if words in page] == []


def test_the_profile_is_changed_and_the_change_is_recorded_without_its_content(client, person):
    role, organisation = RoleFactory(name="Nurse"), OrganisationFactory(name="Elm Hospital")
    response = client.post(
        "/account/profile/", {"name": " Samira  Example ", "role": role.pk, "organisation": organisation.pk}
    )
    assert response.url == "/account/"
    person.refresh_from_db()
    assert (person.name, person.role, person.organisation) == ("Samira Example", role, organisation)
    entry = ModelLogEntry.objects.get(action="people.person.profile")
    assert (entry.user, entry.data) == (person, {})


def test_a_profile_without_a_name_is_refused_and_changes_nothing(client, person):
    response = client.post("/account/profile/", {"name": " "})
    assert text(response).count("Enter your name.") == 2  # in the summary and beside the box
    person.refresh_from_db()
    assert (person.name, person.organisation is None) == ("Sam Example", False)


def test_looking_for_an_organisation_saves_nothing(client, person):
    OrganisationFactory(name="Elm Trust")
    response = client.post("/account/profile/", {"name": "Other", "organisation_query": "elm", "find": "1"})
    assert response.status_code == 200
    assert "Elm Trust" in text(response)
    person.refresh_from_db()
    assert person.name == "Sam Example"


def test_adding_a_missing_organisation_is_in_the_persons_name(client, person):
    kind = person.organisation.kind
    client.post(
        "/account/profile/",
        {"name": "Sam", "organisation": "new", "new_organisation_name": "Elm Club", "new_organisation_kind": kind.pk},
    )
    person.refresh_from_db()
    added = Organisation.objects.get(name="Elm Club")
    assert person.organisation == added
    assert ModelLogEntry.objects.for_instance(added).get().user == person


def test_the_profile_leads_on_to_a_page_of_ours_only(client, person):
    for target, goes_to in (
        ("/bookings/", "/bookings/"),
        ("https://evil.example/", "/account/"),
        ("//evil", "/account/"),
        ("nowhere", "nowhere"),  # beside this page: never taken for the name of an address, which would not be found
    ):
        response = client.post("/account/profile/", {"name": "Sam", "next": target})
        assert response.url == goes_to


def test_a_role_no_longer_offered_stays_for_who_has_it_and_is_offered_to_nobody_else(client):
    old = RoleFactory(name="Lamplighter", is_offered=False)
    for holds, count in ((old, 1), (RoleFactory(name="Nurse"), 0)):
        client.force_login(PersonFactory(role=holds))
        assert text(client.get("/account/profile/")).count("Lamplighter") == count


def test_staff_are_signed_in_for_a_working_day_and_others_for_two_weeks(client, deliver_mail):
    ages = []
    for person in (PersonFactory(), staff_member(StaffRole.ANALYST)):
        client.logout()
        client.post(reverse("account_login"), {"email": person.email})
        code = deliver_mail()[-1].subject.split()[0]
        client.post(reverse("account_confirm_login_code"), {"code": code})
        assert client.session["_auth_user_id"] == str(person.pk)
        ages.append(client.session.get_expiry_age() // 3600)
    assert ages == [14 * 24, 10]
