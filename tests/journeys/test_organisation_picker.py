"""A person says where they work: by typing a few letters, without scripts, or by adding what is missing."""

import pytest
from playwright.sync_api import Page, Route, expect

from people.models import Organisation, Person
from people.organisations.models import OrganisationStatus
from tests.factories.people import LocalAuthorityFactory, OrganisationFactory, OrganisationKindFactory, PersonFactory
from tests.visitors import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person() -> Person:
    kind = OrganisationKindFactory(name="Primary school")
    for area in ("Dudley", "Walsall"):
        OrganisationFactory(name="Holy Trinity", kind=kind, local_authority=LocalAuthorityFactory(name=area))
    OrganisationFactory(name="Trinity Academy", kind=kind)
    return PersonFactory(email="sam@example.org", name="Sam Example", role=None, organisation=None)


def area_of(person: Person) -> str:
    person.refresh_from_db()
    return person.organisation.local_authority.name


def test_matches_appear_as_one_types_and_the_area_tells_two_apart(page: Page, person, axe):
    sign_in(page, person, to="/account/profile/")
    expect(page.get_by_role("button", name="Find your organisation")).to_have_count(0)
    expect(page.get_by_label("Name of the organisation")).to_be_hidden()
    page.get_by_label("Your organisation").press_sequentially("holy tri")
    expect(page.get_by_text("2 organisations to choose from.")).to_be_visible()
    axe(page)
    page.get_by_role("radio", name="Holy Trinity").nth(1).check()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_text("Your details are saved.")).to_be_visible()
    assert area_of(person) == "Walsall"


def test_a_choice_stays_when_matches_arrive_after_it(page: Page, person):
    sign_in(page, person, to="/account/profile/")
    page.get_by_label("Your organisation").press_sequentially("holy tri")
    page.get_by_role("radio", name="Holy Trinity").nth(1).check()
    page.get_by_label("Your organisation").press_sequentially(" x")
    expect(page.get_by_text("We found none with that name.")).to_be_visible()
    expect(page.get_by_role("radio", name="Holy Trinity")).to_be_checked()
    page.get_by_label("Your organisation").fill("academy")
    expect(page.get_by_role("radio", name="Trinity Academy")).to_be_visible()
    page.get_by_label("Your name").fill("Sam Example")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_text("Your details are saved.")).to_be_visible()
    assert area_of(person) == "Walsall"


def test_what_is_typed_before_the_scripts_have_arrived_is_looked_up_all_the_same(page: Page, person):
    on_their_way: list[Route] = []
    page.route("**/htmx.min.js", lambda script: on_their_way.append(script))
    sign_in(page, person, to="/account/profile/")
    page.get_by_label("Your organisation").press_sequentially("holy tri")
    for script in on_their_way:
        script.continue_()
    expect(page.get_by_text("2 organisations to choose from.")).to_be_visible()


def test_without_scripts_find_shows_the_matches_and_keeps_what_was_typed(no_javascript: Page, person):
    page = no_javascript
    sign_in(page, person, to="/account/profile/")
    page.get_by_label("Your name").fill("Samira Example")
    page.get_by_label("Your organisation").fill("trinity")
    page.get_by_role("button", name="Find your organisation").click()
    expect(page.get_by_label("Your name")).to_have_value("Samira Example")
    expect(page.get_by_text("3 organisations to choose from.")).to_be_visible()
    page.get_by_role("radio", name="Holy Trinity").first.check()
    page.get_by_role("button", name="Save and continue").click()
    assert area_of(person) == "Dudley"
    assert person.name == "Samira Example"


@pytest.mark.parametrize("kind", ["phone", "no_javascript"])
def test_a_missing_organisation_is_added_for_staff_to_confirm(request, person, kind, axe, fits):
    page: Page = request.getfixturevalue(kind)
    sign_in(page, person, to="/account/profile/")
    page.get_by_label("Your organisation").press_sequentially("elm boxing")
    if kind == "no_javascript":
        page.get_by_role("button", name="Find your organisation").click()
    expect(page.get_by_text("We found none with that name.")).to_be_visible()
    page.get_by_role("radio", name="My organisation is not listed").check()
    expect(page.get_by_label("Name of the organisation")).to_be_visible()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("alert")).to_contain_text("Give the name of the organisation.")
    if kind == "phone":
        axe(page)
        fits(page)
    page.get_by_label("Name of the organisation").fill("Elm Boxing Club")
    page.get_by_label("What kind of organisation is it?").select_option("Primary school")
    page.get_by_label("Which area is it in?").select_option("Walsall")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_text("Your details are saved.")).to_be_visible()
    added = Organisation.objects.get(name="Elm Boxing Club")
    assert (added.status, area_of(person)) == (OrganisationStatus.PROPOSED, "Walsall")
