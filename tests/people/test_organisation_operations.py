"""Confirming, closing and merging organisations."""

from datetime import date

import pytest
from wagtail.models import ModelLogEntry

from people.models import Organisation, TrainingLead
from people.organisations.models import OrganisationStatus
from people.organisations.operations import (
    CannotChangeOrganisation,
    close_organisation,
    confirm_organisation,
    merge_organisation,
    propose_organisation,
)
from tests.factories.people import LocalAuthorityFactory, OrganisationFactory, OrganisationKindFactory, PersonFactory
from tests.factories.training import BookingFactory

pytestmark = pytest.mark.django_db


def actions(organisation):
    entries = ModelLogEntry.objects.for_instance(organisation).order_by("pk")
    return list(entries.values_list("action", "user_id"))


def test_a_proposed_organisation_is_confirmed_once(noon):
    person = PersonFactory()
    proposed = propose_organisation(
        name="Elm Club", kind=OrganisationKindFactory(), local_authority=LocalAuthorityFactory(), by=person, at=noon
    )
    for _ in range(2):
        confirmed = confirm_organisation(organisation=proposed, by=person, at=noon)
    assert confirmed.status == OrganisationStatus.CONFIRMED
    assert actions(confirmed) == [
        ("people.organisation.propose", person.pk),
        ("people.organisation.confirm", person.pk),
    ]


def test_a_closed_organisation_is_not_confirmed(noon):
    closed = OrganisationFactory(status=OrganisationStatus.CLOSED)
    with pytest.raises(CannotChangeOrganisation):
        confirm_organisation(organisation=closed, by=None, at=noon)


def test_closing_keeps_the_day_and_everything_that_points_there(noon):
    organisation = OrganisationFactory()
    person = PersonFactory(organisation=organisation)
    close_organisation(organisation=organisation, closed_on=date(2026, 3, 1), by=None, at=noon)
    person.refresh_from_db()
    assert (person.organisation.status, person.organisation.closed_on) == (OrganisationStatus.CLOSED, date(2026, 3, 1))


def test_merging_moves_everything_that_points_there_whatever_app_it_is_in(noon):
    twin, kept, elsewhere = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()
    person = PersonFactory(organisation=twin)
    other = PersonFactory(organisation=elsewhere)
    booking = BookingFactory(organisation=twin)
    earlier = OrganisationFactory(status=OrganisationStatus.MERGED, merged_into=twin)
    merged = merge_organisation(organisation=twin, into=kept, by=person, at=noon)
    for row in (person, other, booking, earlier):
        row.refresh_from_db()
    assert (person.organisation, other.organisation, booking.organisation) == (kept, elsewhere, kept)
    assert earlier.merged_into == kept
    assert (merged.status, merged.merged_into) == (OrganisationStatus.MERGED, kept)
    assert actions(merged) == [("people.organisation.merge", person.pk)]


def test_a_lead_of_both_leads_the_one_that_is_kept_once(noon):
    twin, kept = OrganisationFactory(), OrganisationFactory()
    both, one = PersonFactory(), PersonFactory()
    for person, organisation in ((both, twin), (both, kept), (one, twin)):
        TrainingLead.objects.create(person=person, organisation=organisation)
    merge_organisation(organisation=twin, into=kept, by=None, at=noon)
    assert set(TrainingLead.objects.values_list("person", "organisation")) == {(both.pk, kept.pk), (one.pk, kept.pk)}
    assert TrainingLead.objects.count() == 2


def test_an_organisation_is_not_merged_into_itself_nor_twice(noon):
    twin, kept, third = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()
    with pytest.raises(CannotChangeOrganisation):
        merge_organisation(organisation=kept, into=kept, by=None, at=noon)
    merge_organisation(organisation=twin, into=kept, by=None, at=noon)
    for organisation, into in ((twin, third), (third, twin)):
        with pytest.raises(CannotChangeOrganisation):
            merge_organisation(organisation=organisation, into=into, by=None, at=noon)
    assert Organisation.objects.get(pk=third.pk).status == OrganisationStatus.CONFIRMED
