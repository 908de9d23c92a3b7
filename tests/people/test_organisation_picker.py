"""The picker: finding one of thousands, adding a missing one, with and without JavaScript."""

import pytest
from django import forms
from django.urls import reverse

from people.models import Organisation
from people.organisations.forms import OrganisationPickerMixin
from people.organisations.models import OrganisationStatus
from people.organisations.queries import search_organisations
from tests.factories.people import LocalAuthorityFactory, OrganisationFactory, OrganisationKindFactory

pytestmark = pytest.mark.django_db


class AskingForm(OrganisationPickerMixin, forms.Form):
    name = forms.CharField()


class OptionalForm(OrganisationPickerMixin, forms.Form):
    organisation_required = False


def names(text, **kwargs):
    return [organisation.name for organisation in search_organisations(text=text, **kwargs)]


def test_every_word_is_looked_for_anywhere_in_the_name():
    OrganisationFactory(name="Holy Trinity Primary School")
    OrganisationFactory(name="Trinity Academy")
    assert names("trin prim") == ["Holy Trinity Primary School"]


def test_names_that_start_with_the_text_come_first():
    OrganisationFactory(name="All Saints Trinity School")
    OrganisationFactory(name="Trinity Academy")
    assert names("trinity") == ["Trinity Academy", "All Saints Trinity School"]


@pytest.mark.parametrize("text", ["b12 9qa", "B129QA", "103456", "st marys", "ST. MARY’S"])
def test_postcode_urn_and_a_name_without_its_marks_are_found(text):
    OrganisationFactory(name="St. Mary's School", postcode="B12 9QA", urn=103456)
    OrganisationFactory(name="Another School", postcode="B13 1AA", urn=103457)
    assert names(text) == ["St. Mary's School"]


def test_signs_that_the_database_uses_for_patterns_are_only_signs():
    OrganisationFactory(name="Example School")
    assert names("%%") == []
    assert names("__") == []


def test_one_letter_finds_nothing():
    OrganisationFactory(name="Example School")
    assert names("e") == []


def test_only_organisations_one_may_choose_are_found():
    kept = OrganisationFactory(name="Elm School")
    OrganisationFactory(name="Elm Proposed", status=OrganisationStatus.PROPOSED)
    OrganisationFactory(name="Elm Closed", status=OrganisationStatus.CLOSED)
    OrganisationFactory(name="Elm Merged", status=OrganisationStatus.MERGED, merged_into=kept)
    assert names("elm") == ["Elm School"]


def test_twenty_of_thirty_matches_are_shown_with_one_query(django_assert_num_queries):
    for number in range(30):
        OrganisationFactory(name=f"Elm School {number:02}")
    with django_assert_num_queries(1):
        found = search_organisations(text="elm")
        told_apart = [(o.kind.name, o.local_authority.name) for o in found]
    assert len(told_apart) == 20


def test_the_fragment_shows_kind_and_authority_beside_each_of_the_same_name(client):
    for area in ("Walsall", "Dudley"):
        OrganisationFactory(name="Holy Trinity", local_authority=LocalAuthorityFactory(name=area))
    html = client.get(reverse("people:organisation-search"), {"q": "holy"}).content.decode()
    assert html.count(">Holy Trinity</label>") == 2
    assert html.count("Secondary school, Walsall") == 1
    assert html.count("Secondary school, Dudley") == 1
    assert html.count("My organisation is not listed") == 1
    assert "<html" not in html


def test_the_search_is_refused_kindly_when_asked_too_often(client, monkeypatch):
    monkeypatch.setattr("people.organisations.views.SEARCHES_A_MINUTE", 2)
    address = reverse("people:organisation-search")
    assert [client.get(address, {"q": "elm"}).status_code for _ in range(3)] == [200, 200, 429]


def test_a_very_long_text_is_cut_and_answered(client):
    response = client.get(reverse("people:organisation-search"), {"q": "elm " * 5000})
    assert response.status_code == 200


def test_a_nul_which_no_database_takes_is_left_out_of_the_search(client):
    OrganisationFactory(name="Elm School")
    assert "Elm School" in client.get(reverse("people:organisation-search"), {"q": "el\0m"}).text
    form = AskingForm({"organisation_query": "el\0m", "find": ""})
    assert [str(organisation) for organisation in form.organisation_choices()] == ["Elm School"]


def test_text_from_the_address_is_not_written_into_the_fragment(client):
    html = client.get(reverse("people:organisation-search"), {"q": "<script>alert(1)"}).content.decode()
    assert "alert" not in html


def test_pressing_find_checks_nothing_and_shows_matches():
    organisation = OrganisationFactory(name="Elm School")
    form = AskingForm({"organisation_query": "elm", "find": "1"})
    assert form.wants_search()
    assert not form.is_valid()
    assert form.errors == {}
    assert form.organisation_choices() == [organisation]


def test_the_organisation_marked_in_the_list_is_taken(noon):
    organisation = OrganisationFactory(name="Elm School")
    form = AskingForm({"name": "Sam", "organisation_query": "elm", "organisation": organisation.pk})
    assert form.is_valid()
    assert form.chosen_organisation(by=None, at=noon) == organisation


def test_a_name_typed_exactly_is_taken_when_only_one_has_it(noon):
    organisation = OrganisationFactory(name="St. Mary's School")
    OrganisationFactory(name="St. Mary's School House")
    form = AskingForm({"name": "Sam", "organisation_query": " st marys school "})
    assert form.is_valid()
    assert form.chosen_organisation(by=None, at=noon) == organisation


def test_a_name_that_two_have_must_be_chosen_from_the_list():
    twins = [OrganisationFactory(name="Holy Trinity"), OrganisationFactory(name="Holy Trinity")]
    form = AskingForm({"name": "Sam", "organisation_query": "Holy Trinity"})
    assert form.errors == {
        "organisation_query": ["Please choose your organisation from the list, or say it is not listed."]
    }
    assert form.organisation_choices() == twins


def test_nothing_typed_asks_for_the_organisation():
    form = AskingForm({"name": "Sam"})
    assert form.errors == {"organisation_query": ["Tell us your organisation: type part of its name, then choose it."]}


def test_a_form_may_leave_it_empty(noon):
    form = OptionalForm({"organisation_query": ""})
    assert form.is_valid()
    assert form.chosen_organisation(by=None, at=noon) is None


@pytest.mark.parametrize("value", ["999999", "-1", "abc", "²", "9" * 40])
def test_a_key_that_is_not_in_the_list_is_refused(value):
    form = AskingForm({"name": "Sam", "organisation": value})
    assert form.errors == {"organisation_query": ["That organisation is no longer in our list. Please find it again."]}


def test_a_closed_organisation_cannot_be_chosen_by_its_key():
    closed = OrganisationFactory(status=OrganisationStatus.CLOSED)
    form = AskingForm({"name": "Sam", "organisation": closed.pk})
    assert not form.is_valid()


def test_a_persons_own_organisation_is_offered_even_while_it_awaits_staff(noon):
    own = OrganisationFactory(name="Elm Club", status=OrganisationStatus.PROPOSED)
    shown = AskingForm(initial={"organisation": own})
    assert (shown.organisation_choices(), shown.chosen_value()) == ([own], str(own.pk))
    form = AskingForm({"name": "Sam", "organisation": own.pk}, initial={"organisation": own})
    assert form.is_valid()
    assert form.chosen_organisation(by=None, at=noon) == own


def new_one(kind, area=None, **extra):
    return {
        "name": "Sam",
        "organisation_query": "elm",
        "organisation": "new",
        "new_organisation_name": "Elm  Boxing Club",
        "new_organisation_kind": kind.pk,
        "new_organisation_area": area.pk if area else "",
        **extra,
    }


def test_a_missing_organisation_is_added_for_staff_to_confirm(noon):
    kind, area = OrganisationKindFactory(), LocalAuthorityFactory()
    form = AskingForm(new_one(kind, area))
    assert form.is_valid(), form.errors
    organisation = form.chosen_organisation(by=None, at=noon)
    assert (organisation.name, organisation.kind, organisation.local_authority, organisation.duty_role) == (
        "Elm Boxing Club",
        kind,
        area,
        kind.duty_role,
    )
    assert organisation.status == OrganisationStatus.PROPOSED
    assert organisation.created_at == noon
    assert names("elm") == []


def test_the_same_organisation_proposed_twice_is_one(noon):
    data = new_one(OrganisationKindFactory(), LocalAuthorityFactory())
    made = []
    for name in ("Elm Boxing Club", "ELM boxing club"):
        form = AskingForm(data | {"new_organisation_name": name})
        assert form.is_valid()
        made.append(form.chosen_organisation(by=None, at=noon))
    assert made[0] == made[1]
    assert Organisation.objects.count() == 1


def test_a_new_organisation_needs_a_name_and_a_kind():
    form = AskingForm({"name": "Sam", "organisation": "new"})
    assert form.errors == {
        "new_organisation_name": ["Give the name of the organisation."],
        "new_organisation_kind": ["Choose what kind of organisation it is."],
    }


def test_a_new_one_with_the_name_and_area_of_a_known_one_is_offered_that_first(noon):
    known = OrganisationFactory(name="Elm Boxing Club")
    data = new_one(OrganisationKindFactory(name="Sports club"), known.local_authority)
    form = AskingForm(data)
    assert list(form.errors) == ["organisation"]
    assert form.organisation_choices()[0] == known
    again = AskingForm(data | {"new_organisation_offered": "on"})
    assert again.is_valid()
    assert again.chosen_organisation(by=None, at=noon) != known


def test_the_same_name_in_another_area_is_simply_new():
    OrganisationFactory(name="Elm Boxing Club")
    form = AskingForm(new_one(OrganisationKindFactory(name="Sports club"), LocalAuthorityFactory()))
    assert form.is_valid()
