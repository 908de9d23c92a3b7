"""Who may open what: one table of persona and address, for pages of people and for the admin."""

from datetime import date, timedelta

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory
from django.utils import timezone

from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from people.models import Person
from tests.factories import HeadcountFactory, OrganisationFactory, PersonFactory, SessionFactory, staff_member
from tests.factories.training import WebinarImportFactory
from training.models import Evidence

pytestmark = pytest.mark.django_db

LOGIN, FACTOR = "to sign in", "to the second factor"
ORGANISATION = "/admin/organisations/"

PERSONAS = {
    "visitor": None,
    "person": (),
    "facilitator": (StaffRole.FACILITATOR,),
    "manager": (StaffRole.PROGRAMME_MANAGER,),
    "editor": (StaffRole.EDITOR,),
    "analyst": (StaffRole.ANALYST,),
    "administrator": (StaffRole.ADMINISTRATOR,),
}
TABLE = {
    # address: visitor, person, facilitator, manager, editor, analyst, administrator
    "/account/login/": (200, "/account/", "/account/", "/account/", "/account/", "/account/", "/account/"),
    "/account/": (LOGIN, 200, 200, 200, 200, 200, 200),
    "/account/profile/": (LOGIN, 200, 200, 200, 200, 200, 200),
    "/account/2fa/": (LOGIN, 200, 200, 200, 200, 200, 200),
    "/account/passkeys/": (LOGIN, 200, 200, 200, 200, 200, 200),
    "/headcounts/": (LOGIN, 403, 200, 200, 403, 403, 200),
    "/headcounts/new/": (LOGIN, 403, 200, 200, 403, 403, 200),
    "/headcounts/places/": (LOGIN, 403, 200, 200, 403, 403, 200),
    "/headcounts/upload/": (LOGIN, 403, 200, 200, 403, 403, 200),
    "/headcounts/template/": (LOGIN, 403, 200, 200, 403, 403, 200),
    "/headcounts/{headcount}/change/": (LOGIN, 403, 403, 200, 403, 403, 200),
    "/headcounts/{headcount}/withdraw/": (LOGIN, 403, 403, 200, 403, 403, 200),
    "/headcounts/{headcount}/sheet/": (LOGIN, 403, 403, 404, 403, 403, 404),
    "/admin/training/headcount/": (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
    "/admin/training/headcount/inspect/{headcount}/": (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
    "/admin/training/headcount/new/": (LOGIN, 403, 403, "/admin/", "/admin/", "/admin/", "/admin/"),
    "/admin/training/topic/": (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
    "/admin/training/topic/new/": (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
    "/admin/headcounts/export/": (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
    "/cpd/": (LOGIN, 200, 200, 200, 200, 200, 200),
    "/cpd/evidence/add/": (LOGIN, 200, 200, 200, 200, 200, 200),
    "/cpd/cpd-record.json": (LOGIN, 200, 200, 200, 200, 200, 200),
    "/cpd/cpd-record.csv": (LOGIN, 200, 200, 200, 200, 200, 200),
    "/cpd/cpd-record.zip": (LOGIN, 200, 200, 200, 200, 200, 200),
    "/cpd/cpd-record.pdf": (LOGIN, 200, 200, 200, 200, 200, 200),
    "/cpd/evidence/{evidence}/change/": (LOGIN, 404, 404, 404, 404, 404, 404),
    "/cpd/evidence/{evidence}/file/": (LOGIN, 404, 404, 404, 404, 404, 404),
    "/colleagues/refreshers/": (LOGIN, 403, 403, 403, 403, 403, 403),
    "/colleagues/refreshers/refreshers.csv": (LOGIN, 403, 403, 403, 403, 403, 403),
    "/admin/training/expiring-certificate/": (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
    "/admin/training/expiring-certificate/?export=csv": (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
    "/organisations/search/?q=elm": (200, 200, 200, 200, 200, 200, 200),
    "/sessions/{session}/webinar-log/": (LOGIN, 403, 403, 200, 403, 403, 200),
    "/sessions/{session}/webinar-log/{log}/": (LOGIN, 403, 403, 200, 403, 403, 200),
    "/sessions/today/": (LOGIN, 403, 200, 200, 403, 403, 200),
    "/sessions/near/": (LOGIN, 403, 200, 200, 403, 403, 200),
    "/sessions/disagreements/": (LOGIN, 403, 200, 200, 403, 403, 200),
    "/sessions/{session}/register/": (LOGIN, 403, 403, 200, 403, 403, 200),
    "/sessions/{session}/register/close/": (LOGIN, 403, 403, 200, 403, 403, 200),
    "/sessions/{session}/register/reopen/": (405, 405, 405, 405, 405, 405, 405),
    "/sessions/{session}/register/snapshot/": (401, 403, 403, 200, 403, 403, 200),
    "/sessions/{session}/register/claims/": (405, 405, 405, 405, 405, 405, 405),
    "/sessions/{session}/disagreements/": (LOGIN, 403, 403, 200, 403, 403, 200),
    "/sessions/{session}/walk-ins/add/": (LOGIN, 403, 403, 200, 403, 403, 200),
    "/sessions/{session}/signed-list/": (LOGIN, 403, 403, 200, 403, 403, 200),
    "/admin/training/attendance-to-decide/": (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
    "/admin/": (LOGIN, 403, 403, 200, 200, 200, 200),
    "/admin/organisations/": (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
    "/admin/organisations/new/": (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
    "/admin/organisations/confirm/{organisation}/": (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
    "/admin/organisations/merge/{organisation}/": (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
    "/admin/organisations/close/{organisation}/": (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
    "/admin/sectors/": (LOGIN, 403, 403, "/admin/", "/admin/", "/admin/", 200),
    "/admin/local-authorities/": (LOGIN, 403, 403, "/admin/", "/admin/", "/admin/", 200),
    "/admin/organisation-kinds/": (LOGIN, 403, 403, "/admin/", "/admin/", "/admin/", 200),
    "/admin/roles/": (LOGIN, 403, 403, "/admin/", "/admin/", "/admin/", 200),
    "/admin/role-groups/": (LOGIN, 403, 403, "/admin/", "/admin/", "/admin/", 200),
    "/admin/training-leads/": (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
    "/admin/users/": (LOGIN, 403, 403, "/admin/", "/admin/", "/admin/", 200),
    "/admin/users/new/": (LOGIN, 403, 403, "/admin/", "/admin/", "/admin/", 200),
    "/admin/users/edit/{person}/": (LOGIN, 403, 403, "/admin/", "/admin/", "/admin/", 200),
    "/admin/groups/": (LOGIN, 403, 403, "/admin/", "/admin/", "/admin/", "/admin/"),
}
CELLS = [
    pytest.param(path, roles, answer, id=f"{name} {path}")
    for path, answers in TABLE.items()
    for (name, roles), answer in zip(PERSONAS.items(), answers, strict=True)
]


def show_second_factor(client, person):
    """The session as it stands once an authenticator app's code was right."""
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, person, "mfa", type="totp", id=1)
    request.session.save()


def outcome(response):
    if response.status_code != 302:
        return response.status_code
    path = response.url.partition("?")[0]
    return {"/account/login/": LOGIN, "/account/second-factor/": FACTOR}.get(path, path)


@pytest.fixture
def places():
    person, organisation = PersonFactory(name="Somebody Else"), OrganisationFactory(name="Elm")
    session = SessionFactory(starts_at=timezone.now() - timedelta(hours=1))  # of somebody else than any of them
    evidence = Evidence.objects.create(
        person=person, title="A book", kind="reading", done_on=date(2026, 2, 3), minutes=60, added_at=timezone.now()
    )
    there = {
        "organisation": organisation,
        "person": person,
        "session": session,
        "log": WebinarImportFactory(session=session),
        "headcount": HeadcountFactory(organisation=organisation, recorded_by=person),
        "evidence": evidence,
    }
    return {name: each.pk for name, each in there.items()}


@pytest.mark.parametrize(("path", "roles", "answer"), CELLS)
def test_each_persona_gets_what_the_table_says(client, wagtail_site, places, path, roles, answer):
    set_up_staff_roles()
    if roles is not None:
        person = staff_member(*roles) if roles else PersonFactory()
        client.force_login(person)
        show_second_factor(client, person)
    assert outcome(client.get(path.format(**places))) == answer


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/", FACTOR),
        ("/admin/", FACTOR),
        ("/admin/users/", FACTOR),
        ("/sessions/today/", FACTOR),
        ("/sessions/1/register/", FACTOR),
        ("/sessions/1/webinar-log/", FACTOR),
        ("/reach/", FACTOR),
        ("/reach/rows/", FACTOR),
        ("/bookings/", FACTOR),
        ("/a-page-that-does-not-exist/", FACTOR),
        ("/account/", 200),
        ("/account/second-factor/", 200),
        ("/account/2fa/app/add/", 200),
        ("/account/passkeys/add/", 200),
        ("/account/logout/", 200),
        ("/theme/colours.css", 200),
    ],
)
def test_staff_without_a_second_factor_are_led_to_it_from_every_page_but_their_account(
    client, wagtail_site, path, answer
):
    set_up_staff_roles()
    client.force_login(staff_member(StaffRole.ADMINISTRATOR))
    assert outcome(client.get(path)) == answer


def test_nothing_is_done_for_staff_who_have_not_shown_a_second_factor(client, wagtail_site):
    set_up_staff_roles()
    client.force_login(staff_member(StaffRole.ADMINISTRATOR))
    client.post("/admin/users/new/", {"name": "Intruder", "email": "intruder@example.org"})
    assert not Person.objects.filter(email="intruder@example.org").exists()


def test_a_second_factor_shown_by_somebody_else_in_the_same_browser_does_not_count(client, wagtail_site):
    first, second = staff_member(StaffRole.ANALYST), staff_member(StaffRole.ANALYST)
    client.force_login(first)
    show_second_factor(client, first)
    session = SessionStore(client.session.session_key)
    records = {key: value for key, value in session.items() if key.startswith("account_authentication")}
    client.force_login(second)
    session = client.session
    session.update(records)
    session.save()
    assert outcome(client.get("/reach/")) == FACTOR


def test_a_superuser_without_a_second_factor_is_led_to_it(client, wagtail_site):
    client.force_login(PersonFactory(is_superuser=True, is_staff=False))
    assert outcome(client.get("/")) == FACTOR


def test_a_staff_group_without_being_staff_opens_no_admin_with_one_factor(client, wagtail_site):
    set_up_staff_roles()
    person = staff_member(StaffRole.ADMINISTRATOR)
    Person.objects.filter(pk=person.pk).update(is_staff=False)
    client.force_login(person)
    assert outcome(client.get("/admin/")) == FACTOR


@pytest.mark.parametrize("path", ["/account/", "/account/2fa/app/add/", "/account/passkeys/", "/bookings/", "/"])
def test_what_is_shown_to_one_person_is_kept_by_no_cache(client, wagtail_site, path):
    client.force_login(PersonFactory())
    assert "no-store" in client.get(path).headers["Cache-Control"]


def test_a_file_says_itself_how_long_it_is_kept_whoever_asks(client, wagtail_site):
    client.force_login(PersonFactory())
    assert "immutable" in client.get("/theme/colours.css").headers["Cache-Control"]


def test_a_visitor_without_a_session_is_not_looked_at(client, wagtail_site, settings):
    response = client.get("/organisations/search/?q=elm")
    assert settings.SESSION_COOKIE_NAME not in response.cookies


def test_setting_up_the_roles_twice_changes_nothing():
    set_up_staff_roles()
    before = {group.name: set(group.permissions.values_list("pk", flat=True)) for group in Group.objects.all()}
    set_up_staff_roles()
    assert {g.name: set(g.permissions.values_list("pk", flat=True)) for g in Group.objects.all()} == before
    assert {role.value for role in StaffRole} <= set(before)
    assert before["Facilitators"] == set()
