"""Adding, confirming, merging and closing organisations."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import models, transaction
from wagtail.log_actions import log

from people.accounts.models import Person
from people.organisations.models import LocalAuthority, Organisation, OrganisationKind, OrganisationStatus, Sector
from people.organisations.queries import plain
from people.organisations.school_kinds import KindOfSchool

# What must follow, in the same transaction, once staff say which organisation one is: itself when confirmed, another
# when merged, before what points at it is moved. Attendance puts its own in when the app starts: people do not know it.
on_settled: list[Callable[[Organisation, Organisation], object]] = []


class CannotChangeOrganisation(Exception):
    """The organisation's record does not stand where this step starts from."""


@transaction.atomic
def propose_organisation(
    *, name: str, kind: OrganisationKind, local_authority: LocalAuthority | None, by: Person | None, at: datetime
) -> Organisation:
    """Add an organisation that a person did not find, for staff to confirm or merge.

    The same name, kind and area proposed again gives the one that already waits.
    """
    name = " ".join(name.split())
    waiting = Organisation.objects.filter(
        status=OrganisationStatus.PROPOSED,
        kind=kind,
        local_authority=local_authority,
        searchable__startswith=plain(name),
    )
    for organisation in waiting:
        if plain(organisation.name) == plain(name):
            return organisation
    organisation = Organisation.objects.create(
        name=name,
        kind=kind,
        duty_role=kind.duty_role,
        local_authority=local_authority,
        status=OrganisationStatus.PROPOSED,
        created_at=at,
    )
    log(instance=organisation, action="people.organisation.propose", user=by)
    return organisation


@transaction.atomic
def add_organisation(
    *,
    name: str,
    kind: OrganisationKind,
    duty_role: str = "",
    local_authority: LocalAuthority | None,
    postcode: str = "",
    urn: int | None = None,
    asks_for_approval: bool = False,
    by: Person | None,
    at: datetime,
) -> Organisation:
    """Add an organisation that needs no confirming. Without a role under the Duty it has that of its kind."""
    organisation = Organisation.objects.create(
        name=" ".join(name.split()),
        kind=kind,
        duty_role=duty_role or kind.duty_role,
        local_authority=local_authority,
        postcode=postcode.upper(),
        urn=urn,
        asks_for_approval=asks_for_approval,
        created_at=at,
    )
    log(instance=organisation, action="people.organisation.add", user=by)
    return organisation


@transaction.atomic
def confirm_organisation(*, organisation: Organisation, by: Person | None, at: datetime) -> Organisation:
    """Accept a proposed organisation, so that everyone can choose it. Confirming twice changes nothing."""
    organisation = _locked(organisation)
    if organisation.status == OrganisationStatus.CONFIRMED:
        return organisation
    if organisation.status != OrganisationStatus.PROPOSED:
        raise CannotChangeOrganisation(f"{organisation.name} is closed or merged, so it cannot be confirmed.")
    for follow in on_settled:
        follow(organisation, organisation)
    organisation.status = OrganisationStatus.CONFIRMED
    organisation.save(update_fields=["status"])
    log(instance=organisation, action="people.organisation.confirm", user=by)
    return organisation


@transaction.atomic
def close_organisation(*, organisation: Organisation, closed_on: date, by: Person | None, at: datetime) -> Organisation:
    """Mark that it no longer exists: kept for the record, offered to nobody."""
    organisation = _locked(organisation)
    if organisation.status == OrganisationStatus.MERGED:
        raise CannotChangeOrganisation(f"{organisation.name} is merged into another, so it cannot be closed.")
    organisation.status = OrganisationStatus.CLOSED
    organisation.closed_on = closed_on
    organisation.save(update_fields=["status", "closed_on"])
    log(instance=organisation, action="people.organisation.close", user=by)
    return organisation


@transaction.atomic
def merge_organisation(
    *, organisation: Organisation, into: Organisation, by: Person | None, at: datetime
) -> Organisation:
    """Make everything that points at `organisation` point at `into`; the merged row stays and names its successor.

    Whatever app a record lives in, it is found through the model's own relations, so no layer above is named here.
    Refuses to merge an organisation into itself, or with one that is merged already.
    """
    if organisation.pk == into.pk:
        raise CannotChangeOrganisation("Choose a different organisation to merge into.")
    first, second = sorted((organisation.pk, into.pk))
    rows = {
        row.pk: row for row in Organisation.objects.select_for_update().filter(pk__in=(first, second)).order_by("pk")
    }
    organisation, into = rows[organisation.pk], rows[into.pk]
    if OrganisationStatus.MERGED in (organisation.status, into.status):
        raise CannotChangeOrganisation("One of these is merged into another already.")
    for follow in on_settled:
        follow(organisation, into)
    moved = {}
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            moved[f"{relation.related_model._meta.label}.{relation.field.name}"] = _repoint(
                relation, organisation, into
            )
    organisation.status = OrganisationStatus.MERGED
    organisation.merged_into = into
    organisation.save(update_fields=["status", "merged_into"])
    counts = {label: count for label, count in moved.items() if count}
    log(instance=organisation, action="people.organisation.merge", user=by, data={"into": into.pk, "moved": counts})
    return organisation


@transaction.atomic
def make_kind(*, kind: KindOfSchool, by: Person | None, at: datetime) -> OrganisationKind:
    """The kind of this name, and its sector, made where they are missing; what staff have changed is left alone."""
    known = OrganisationKind.objects.filter(name=kind.name).first()
    if known is not None:
        return known
    sector, _ = Sector.objects.get_or_create(slug=kind.sector_slug, defaults={"name": kind.sector_name})
    made = OrganisationKind.objects.create(name=kind.name, sector=sector, duty_role=kind.duty_role)
    log(instance=made, action="wagtail.create", user=by)
    return made


def _repoint(relation: models.ManyToOneRel, organisation: Organisation, into: Organisation) -> int:
    """Move one relation's rows; one that `into` already has (the same person leads both, say) is let go first."""
    field = relation.field.name
    rows = relation.related_model._base_manager.all()
    for together in _unique_with(relation):
        for values in rows.filter(**{field: into}).values(*together):
            rows.filter(**{field: organisation}, **values).delete()
    return rows.filter(**{field: organisation}).update(**{field: into})


def _unique_with(relation: models.ManyToOneRel) -> list[list[str]]:
    """For each rule of uniqueness that this field takes part in, the other fields of the rule."""
    field, options = relation.field, relation.related_model._meta
    rules = [list(together) for together in options.unique_together]
    rules += [list(rule.fields) for rule in options.constraints if isinstance(rule, models.UniqueConstraint)]
    return [[name for name in rule if name != field.name] for rule in rules if field.name in rule]


def _locked(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update().get(pk=organisation.pk)
