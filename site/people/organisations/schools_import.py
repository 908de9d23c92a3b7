"""Brings the organisations that are schools up to date with the DfE's table, by URN."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import ModelLogEntry

from people.accounts.models import Person
from people.organisations.models import LocalAuthority, Organisation, OrganisationStatus
from people.organisations.operations import make_kind
from people.organisations.school_kinds import KindOfSchool, kind_of_school
from people.organisations.schools_table import RefusedRow, RowRefused, SchoolRow

NOT_YET_OPEN = "proposed to open"
STATUSES = {
    "open": OrganisationStatus.CONFIRMED,
    "open, but proposed to close": OrganisationStatus.CONFIRMED,
    "closed": OrganisationStatus.CLOSED,
}
WRITTEN = ["name", "postcode", "status", "closed_on", "kind", "local_authority"]
AT_ONCE = 1000


class NoAreasKnown(Exception):
    """Nothing says which local authorities are ours, so every row would be outside the region."""


@dataclass
class ImportSummary:
    """What an import did, or in a dry run would do."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    closed: int = 0
    outside: int = 0
    not_yet_open: int = 0
    refused: list[RefusedRow] = field(default_factory=list)


@dataclass
class _Plan:
    """Organisations to write, each with the kind it will have."""

    create: list[tuple[Organisation, KindOfSchool]] = field(default_factory=list)
    change: list[tuple[Organisation, KindOfSchool]] = field(default_factory=list)


@transaction.atomic
def import_schools(
    *, rows: Iterable[SchoolRow | RefusedRow], dry_run: bool = False, by: Person | None, at: datetime
) -> ImportSummary:
    """Create and change organisations until they agree with the rows; what agrees already is not written at all.

    The DfE decides name, kind, area, postcode and whether a school is open; closed schools are kept and marked. Rows
    of authorities that are not ours are counted and left out; a broken row is refused alone. Refuses altogether, with
    NoAreasKnown, when no local authority has a DfE code.
    """
    areas = {area.dfe_code: area for area in LocalAuthority.objects.exclude(dfe_code=None)}
    if not areas:
        raise NoAreasKnown(
            "No local authority with a DfE code is known yet: load the starter content first (manage.py load_starter), "
            "or add the authorities in the admin."
        )
    summary, plan = ImportSummary(), _Plan()
    known = {
        organisation.urn: organisation
        for organisation in Organisation.objects.filter(urn__isnull=False).select_related("kind", "local_authority")
    }
    seen: dict[int, int] = {}
    for row in rows:
        try:
            if isinstance(row, RefusedRow):
                raise RowRefused(row.reason)
            _place(row, areas, known, seen, plan, summary)
        except RowRefused as refusal:
            summary.refused.append(RefusedRow(row.line, str(refusal)))
    if not dry_run:
        _write(plan, by, at)
    return summary


def _place(
    row: SchoolRow,
    areas: dict[str | None, LocalAuthority],
    known: dict[int | None, Organisation],
    seen: dict[int, int],
    plan: _Plan,
    summary: ImportSummary,
) -> None:
    """Decide what one row asks for, and count it."""
    if row.urn in seen:
        raise RowRefused(f"its URN is also on line {seen[row.urn]}")
    seen[row.urn] = row.line
    if row.la_code not in areas:
        summary.outside += 1
        return
    kind = kind_of_school(row)
    if row.status.lower() == NOT_YET_OPEN:
        summary.not_yet_open += 1
        return
    status = STATUSES.get(row.status.lower())
    if status is None:
        raise RowRefused("its status is not one we know")
    summary.closed += status == OrganisationStatus.CLOSED
    organisation = known.get(row.urn)
    if organisation is None:
        organisation = Organisation(urn=row.urn)
        _fill(organisation, row, status, areas[row.la_code])
        plan.create.append((organisation, kind))
        summary.created += 1
    elif _fill(organisation, row, status, areas[row.la_code]) | (organisation.kind.name != kind.name):
        plan.change.append((organisation, kind))
        summary.changed += 1
    else:
        summary.unchanged += 1


def _fill(organisation: Organisation, row: SchoolRow, status: OrganisationStatus, area: LocalAuthority) -> bool:
    """Take over what the DfE says; gives whether anything differed. A merged record stays merged."""
    wanted: dict[str, object] = {"name": row.name, "local_authority_id": area.pk}
    if row.postcode:  # an extract may leave it out
        wanted["postcode"] = row.postcode
    if organisation.status != OrganisationStatus.MERGED:
        closed_on = row.closed_on if status == OrganisationStatus.CLOSED else None
        wanted |= {"status": status.value, "closed_on": closed_on}
    differs = {name: value for name, value in wanted.items() if getattr(organisation, name) != value}
    for name, value in differs.items():
        setattr(organisation, name, value)
    return bool(differs)


def _write(plan: _Plan, by: Person | None, at: datetime) -> None:
    kinds = {kind: make_kind(kind=kind, by=by, at=at) for kind in {kind for _, kind in plan.create + plan.change}}
    for organisation, kind in plan.create + plan.change:
        organisation.kind = kinds[kind]
    for organisation, kind in plan.create:
        organisation.duty_role = kinds[kind].duty_role
        organisation.created_at = at
    created = [organisation for organisation, _ in plan.create]
    changed = [organisation for organisation, _ in plan.change]
    Organisation.objects.bulk_create(created, batch_size=AT_ONCE)
    if changed:
        Organisation.objects.bulk_update(changed, WRITTEN, batch_size=AT_ONCE)
    _record(created + changed, by, at)


def _record(organisations: list[Organisation], by: Person | None, at: datetime) -> None:
    """An audit entry for each organisation written, as `wagtail.log_actions.log` makes it, thousands at once."""
    content_type = ContentType.objects.get_for_model(Organisation)
    entries = (
        ModelLogEntry(
            content_type=content_type,
            object_id=str(organisation.pk),
            label=organisation.name[:200],
            action="people.schools.import",
            timestamp=at,
            user=by,
            data={},
        )
        for organisation in organisations
    )
    ModelLogEntry.objects.bulk_create(entries, batch_size=AT_ONCE)
