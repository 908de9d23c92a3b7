"""Staff at work in the admin: organisations to confirm and merge, people and their staff roles."""

import html
import re

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from people.accounts.operations import give_staff_role, remove_staff_role, set_up_staff_roles
from people.accounts.policies import StaffRole, has_staff_role
from people.models import Organisation, Person, Role, TrainingLead
from people.organisations.models import OrganisationStatus
from tests.factories import (
    BookingFactory,
    LocalAuthorityFactory,
    OrganisationFactory,
    OrganisationKindFactory,
    PersonFactory,
    RoleFactory,
    staff_member,
)
from tests.people.test_access import outcome, show_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client, wagtail_site):
    set_up_staff_roles()
    person = staff_member(StaffRole.ADMINISTRATOR, name="Ada Administrator")
    client.force_login(person)
    show_second_factor(client, person)
    return person


def rows(response):
    return [organisation.name for organisation in response.context["object_list"]]


def test_the_list_is_searched_and_filtered(client, administrator):
    area = LocalAuthorityFactory(name="Walsall")
    OrganisationFactory(name="Elm School", local_authority=area)
    OrganisationFactory(name="Oak School", postcode="WS1 2AB")
    OrganisationFactory(name="Elm Club", status=OrganisationStatus.PROPOSED)
    assert rows(client.get("/admin/organisations/?q=elm")) == ["Elm Club", "Elm School"]
    assert rows(client.get("/admin/organisations/?q=ws12ab")) == ["Oak School"]
    assert rows(client.get("/admin/organisations/?status=proposed")) == ["Elm Club"]
    assert rows(client.get(f"/admin/organisations/?local_authority={area.pk}")) == ["Elm School"]


def test_the_lists_take_the_same_queries_for_one_row_and_for_thirty(client, administrator):
    OrganisationFactory(), PersonFactory()
    counts = []
    for _ in range(2):
        for address in ("/admin/organisations/", "/admin/users/"):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
        for _ in range(15):
            PersonFactory(), OrganisationFactory()
    assert counts[:2] == counts[2:]


def test_staff_confirm_an_organisation_that_a_person_added(client, administrator):
    proposed = OrganisationFactory(name="Elm Club", status=OrganisationStatus.PROPOSED)
    address = f"/admin/organisations/confirm/{proposed.pk}/"
    assert client.get(address).status_code == 200
    proposed.refresh_from_db()
    assert proposed.status == OrganisationStatus.PROPOSED
    client.post(address)
    proposed.refresh_from_db()
    assert proposed.status == OrganisationStatus.CONFIRMED


def test_staff_merge_one_organisation_into_another(client, administrator):
    twin, kept = OrganisationFactory(name="Elm Club", status=OrganisationStatus.PROPOSED), OrganisationFactory()
    member = PersonFactory(organisation=twin)
    address = f"/admin/organisations/merge/{twin.pk}/"
    assert client.post(address, {}).status_code == 200
    client.post(address, {"into": kept.pk})
    twin.refresh_from_db()
    member.refresh_from_db()
    assert (twin.status, twin.merged_into, member.organisation) == (OrganisationStatus.MERGED, kept, kept)


@pytest.mark.parametrize("into", ["", "999999", "elm", "9" * 40])
def test_a_merge_into_nothing_asks_what_stays(client, administrator, into):
    address = f"/admin/organisations/merge/{OrganisationFactory().pk}/"
    assert "Choose the organisation that stays." in client.post(address, {"into": into}).content.decode()


def test_a_merge_that_cannot_be_done_is_refused_with_its_reason(client, administrator):
    organisation = OrganisationFactory()
    response = client.post(f"/admin/organisations/merge/{organisation.pk}/", {"into": organisation.pk}, follow=True)
    assert "Choose a different organisation to merge into." in response.content.decode()
    organisation.refresh_from_db()
    assert organisation.status == OrganisationStatus.CONFIRMED


def test_staff_mark_an_organisation_as_closed(client, administrator):
    organisation = OrganisationFactory()
    client.post(f"/admin/organisations/close/{organisation.pk}/", {"closed_on": "2026-03-01"})
    organisation.refresh_from_db()
    assert (organisation.status, str(organisation.closed_on)) == (OrganisationStatus.CLOSED, "2026-03-01")


def test_staff_add_an_organisation_that_needs_no_confirming(client, administrator):
    kind = OrganisationKindFactory()
    fields = {"name": "Elm  Trust", "kind": kind.pk, "duty_role": "relevant", "postcode": "b1 1aa"}
    response = client.post("/admin/organisations/new/", fields)
    assert response.status_code == 302, response.context["form"].errors
    organisation = Organisation.objects.get(name="Elm Trust")
    assert (organisation.name, organisation.postcode, organisation.status) == (
        "Elm Trust",
        "B1 1AA",
        OrganisationStatus.CONFIRMED,
    )


def test_staff_change_an_organisation(client, administrator):
    organisation = OrganisationFactory(name="Elm")
    fields = {"name": "Elm School", "kind": organisation.kind_id, "duty_role": "other", "postcode": ""}
    response = client.post(f"/admin/organisations/edit/{organisation.pk}/", fields)
    assert response.status_code == 302, response.context["form"].errors
    organisation.refresh_from_db()
    assert (organisation.name, organisation.duty_role) == ("Elm School", "other")


def test_the_chooser_finds_an_organisation_by_a_few_letters(client, administrator):
    OrganisationFactory(name="Elm School"), OrganisationFactory(name="Oak School")
    html = client.get("/admin/organisation_chooser/results/?q=elm").content.decode()
    assert ("Elm School" in html, "Oak School" in html) == (True, False)


def test_an_administrator_adds_a_person_with_staff_roles(client, administrator):
    fields = {"name": "Grace", "email": "Grace@Example.org", "staff_roles": ["Facilitators", "Analysts"]}
    response = client.post("/admin/users/new/", fields)
    assert response.status_code == 302, response.context["form"].errors
    person = Person.objects.get(email="grace@example.org")
    assert (person.is_staff, person.is_superuser, person.has_usable_password()) == (True, False, False)
    assert set(person.groups.values_list("name", flat=True)) == {"Facilitators", "Analysts"}


def test_an_address_that_has_an_account_is_not_added_again(client, administrator):
    PersonFactory(email="grace@example.org")
    response = client.post("/admin/users/new/", {"name": "Grace", "email": "GRACE@example.org"})
    assert list(response.context["form"].errors) == ["email"]


def test_an_administrator_takes_a_staff_role_away(client, administrator):
    person = staff_member(StaffRole.ANALYST, name="Grace", email="grace@example.org", role=None, organisation=None)
    fields = {"name": "Grace", "email": "grace@example.org", "is_active": "on"}
    response = client.post(f"/admin/users/edit/{person.pk}/", fields)
    assert response.status_code == 302, response.context["form"].errors
    person.refresh_from_db()
    assert (person.is_staff, person.groups.count(), person.is_active) == (False, 0, True)


def test_administrators_do_not_take_away_their_own_role_by_mistake(client, administrator):
    fields = {"name": "Ada", "email": administrator.email}
    client.post(f"/admin/users/edit/{administrator.pk}/", fields)
    administrator.refresh_from_db()
    assert (administrator.name, administrator.is_active, administrator.is_staff) == ("Ada", True, True)
    assert list(administrator.groups.values_list("name", flat=True)) == ["Administrators"]


@pytest.mark.parametrize("action", ["assign_role", "set_active_state", "delete"])
def test_people_are_changed_one_by_one_so_that_nobody_gives_a_role_to_themselves(client, administrator, action):
    other, role = PersonFactory(), Group.objects.get(name=StaffRole.PROGRAMME_MANAGER)
    address = f"/admin/bulk/people/person/{action}/?id={administrator.pk}&id={other.pk}&next=/admin/users/"
    response = client.post(address, {"role": role.pk, "mark_as_active": "False"})
    assert outcome(response) in (403, "/admin/")
    other.refresh_from_db()
    assert other.is_active
    assert not Group.objects.filter(name=StaffRole.PROGRAMME_MANAGER, user__in=[administrator, other]).exists()


def test_staff_change_no_address_on_their_page_of_preferences(client, administrator):
    page = client.get("/admin/account/")
    assert page.status_code == 200
    assert "name_email" not in page.text
    given = {"name_email-email": "other@example.org", "name_email-first_name": "A", "name_email-last_name": "B"}
    given |= {"locale-preferred_language": "en", "locale-current_time_zone": "Europe/London"}
    given |= {"theme-theme": "dark", "theme-contrast": "system", "theme-density": "default"}
    assert client.post("/admin/account/", given).status_code == 302
    before, administrator = administrator.email, Person.objects.get(pk=administrator.pk)
    assert (administrator.email, administrator.wagtail_userprofile.theme) == (before, "dark")


def test_staff_name_a_training_lead(client, administrator):
    person, organisation = PersonFactory(), OrganisationFactory()
    client.post("/admin/training-leads/new/", {"person": person.pk, "organisation": organisation.pk})
    assert list(TrainingLead.objects.values_list("person", "organisation")) == [(person.pk, organisation.pk)]
    address = f"/admin/training-leads/delete/{TrainingLead.objects.get().pk}/"
    assert address in client.get("/admin/training-leads/").text
    client.post(address)
    assert not TrainingLead.objects.exists()
    entries = ModelLogEntry.objects.filter(object_id=str(person.pk)).order_by("pk")
    assert [(entry.action, entry.user, entry.label, entry.data) for entry in entries] == [
        (action, administrator, f"Person {person.pk}", {"organisation": str(organisation.pk)})
        for action in ("people.lead.name", "people.lead.release")
    ]


@pytest.mark.parametrize(
    ("path", "get"),
    [
        ("roles", lambda person: person.role),
        ("role-groups", lambda person: person.role.group),
        ("sectors", lambda person: person.organisation.kind.sector),
        ("organisation-kinds", lambda person: person.organisation.kind),
        ("local-authorities", lambda person: person.organisation.local_authority),
    ],
)
def test_what_is_in_use_stays_in_its_list_and_the_page_says_so(client, administrator, path, get):
    row = get(PersonFactory())
    response = client.post(f"/admin/{path}/delete/{row.pk}/", follow=True)
    assert f"{row} is in use, so it stays." in html.unescape(response.text)
    row.refresh_from_db()


def test_what_is_not_in_use_is_taken_off_its_list(client, administrator):
    role = RoleFactory(name="Lamplighter")
    client.post(f"/admin/roles/delete/{role.pk}/")
    assert not Role.objects.filter(name="Lamplighter").exists()


def test_a_person_with_a_record_is_not_deleted_even_by_a_superuser(client, wagtail_site):
    superuser, person = PersonFactory(is_superuser=True, is_staff=True), BookingFactory(person=PersonFactory()).person
    client.force_login(superuser)
    show_second_factor(client, superuser)
    response = client.post(f"/admin/users/delete/{person.pk}/", follow=True)
    assert f"{person} is in use, so it stays." in html.unescape(response.text)
    person.refresh_from_db()


PEOPLE_TO_CHOOSE = ["", "results/", "chosen/{pk}/", "chosen-multiple/?id={pk}"]


@pytest.mark.parametrize("address", PEOPLE_TO_CHOOSE)
@pytest.mark.parametrize("role", [StaffRole.EDITOR, StaffRole.APPROVER])
def test_staff_who_work_on_pages_cannot_look_people_up(client, wagtail_site, role, address):
    set_up_staff_roles()
    somebody = PersonFactory(name="Nadia Nurse", email="nadia@example.org")
    viewer = staff_member(role)
    client.force_login(viewer)
    show_second_factor(client, viewer)
    response = client.get("/admin/person_chooser/" + address.format(pk=somebody.pk), follow=True)
    assert "Nadia" not in response.text
    assert "nadia@" not in response.text


@pytest.mark.parametrize("address", PEOPLE_TO_CHOOSE)
def test_a_programme_manager_looks_people_up(client, wagtail_site, address):
    set_up_staff_roles()
    somebody = PersonFactory(name="Nadia Nurse")
    viewer = staff_member(StaffRole.PROGRAMME_MANAGER)
    client.force_login(viewer)
    show_second_factor(client, viewer)
    assert "Nadia" in client.get("/admin/person_chooser/" + address.format(pk=somebody.pk)).text


def test_a_role_given_twice_is_held_once_and_leaves_with_the_last_one(noon):
    person = PersonFactory()
    for role in (StaffRole.ANALYST, StaffRole.ANALYST, StaffRole.FACILITATOR):
        give_staff_role(person=person, role=role, by=None, at=noon)
    assert (person.is_staff, person.groups.count()) == (True, 2)
    remove_staff_role(person=person, role=StaffRole.ANALYST, by=None, at=noon)
    assert (person.is_staff, has_staff_role(person, StaffRole.FACILITATOR)) == (True, True)
    remove_staff_role(person=person, role=StaffRole.FACILITATOR, by=None, at=noon)
    assert (person.is_staff, has_staff_role(person, StaffRole.FACILITATOR)) == (False, False)


def test_the_admin_opens_with_ones_work_and_what_waits(client, administrator):
    OrganisationFactory(name="Elm Club", status=OrganisationStatus.PROPOSED)
    page = client.get("/admin/").content.decode().partition('id="your-work"')[2].partition("</section>")[0]
    texts = ["Sessions to come", "Add a session", "Organisations people added", "Surveys", "Results of surveys"]
    texts += ["Name, logo and colours", "Helplines", "Today’s sessions", "Headcounts", "Reach"]
    assert re.findall(r"<strong>([^<]*)</strong>", page) == texts
    assert "1 to confirm or merge" in page
    for address in re.findall(r'href="(/admin/[^"]*)"', page):
        assert client.get(html.unescape(address), follow=True).status_code == 200


@pytest.mark.parametrize(
    ("role", "lists"),
    [(StaffRole.EDITOR, ["surveys/survey", "pages"]), (StaffRole.APPROVER, ["surveys/survey", "surveys/results"])],
)
def test_who_writes_or_approves_is_led_to_no_list_they_may_not_open(client, wagtail_site, role, lists):
    set_up_staff_roles()
    person = staff_member(role)
    client.force_login(person)
    show_second_factor(client, person)
    page = client.get("/admin/").content.decode().partition('id="your-work"')[2].partition("</section>")[0]
    assert re.findall(r'href="/admin/([^"]*)/"', page) == lists
    assert {client.get(f"/admin/{each}/", follow=True).request["PATH_INFO"] for each in lists}.isdisjoint({"/admin/"})
