"""Loads the lists: areas, professions, sectors, kinds of organisation, themes and competencies.

Rows are found by name or code before they are made, since an import may have made some of them first.
"""

from datetime import datetime

from cms.starter import areas, frameworks, roles, sectors
from people.models import LocalAuthority, OrganisationKind, Role, RoleGroup, Sector
from training.models import Competency, Framework, Theme


def load_areas(at: datetime) -> str:
    """The local authorities with their census figures."""
    for area in areas.AREAS:
        LocalAuthority.objects.get_or_create(ons_code=area.ons_code, defaults=area._asdict())
    return f"{len(areas.AREAS)} local authorities, with Census 2021 figures from the Office for National Statistics"


def load_roles(at: datetime) -> str:
    """Professions under their headings."""
    for position, (heading, names) in enumerate(roles.ROLES.items()):
        group, _ = RoleGroup.objects.get_or_create(name=heading, defaults={"position": position})
        for name in names:
            Role.objects.get_or_create(name=name, defaults={"group": group})
    return f"{sum(map(len, roles.ROLES.values()))} professions in {len(roles.ROLES)} groups"


def load_sectors(at: datetime) -> str:
    """Sectors, and the kinds of organisation in each."""
    for position, (slug, name) in enumerate(sectors.SECTORS):
        Sector.objects.get_or_create(slug=slug, defaults={"name": name, "position": position})
    by_slug = {sector.slug: sector for sector in Sector.objects.all()}
    for kind in sectors.KINDS:
        OrganisationKind.objects.get_or_create(
            name=kind.name, defaults={"sector": by_slug[kind.sector], "duty_role": kind.duty_role}
        )
    return f"{len(sectors.SECTORS)} sectors and {len(sectors.KINDS)} kinds of organisation"


def load_frameworks(at: datetime) -> str:
    """The themes of courses, and the competencies they map to."""
    for slug, name in frameworks.THEMES:
        Theme.objects.get_or_create(slug=slug, defaults={"name": name})
    for title, competencies in frameworks.COMPETENCIES.items():
        framework, _ = Framework.objects.get_or_create(name=title)
        for code, name in competencies:
            Competency.objects.get_or_create(framework=framework, code=code, defaults={"name": name})
    number = sum(map(len, frameworks.COMPETENCIES.values()))
    return f"{len(frameworks.THEMES)} themes and {number} competencies of {len(frameworks.COMPETENCIES)} frameworks"
