"""What demo sessions stand on: organisations, roles, venues and facilitators, found or made up, and demo courses."""

from dataclasses import dataclass
from random import Random

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from people.accounts.policies import StaffRole
from people.models import DutyRole, LocalAuthority, Organisation, OrganisationKind, Person, Role, RoleGroup, Sector
from training.models import Course, Venue

AREAS = ("Northfold", "Southmere", "Eastwick", "Westbourne", "Midham")
SECTORS = {  # sector: (kind of organisation, its role under the Duty, what people there do)
    "Policing": ("Demo police station", DutyRole.SPECIFIED, ("Demo police officer", "Demo custody sergeant")),
    "Education": ("Demo school", DutyRole.RELEVANT, ("Demo teacher", "Demo safeguarding lead")),
    "Health": ("Demo hospital", DutyRole.SPECIFIED, ("Demo nurse", "Demo paramedic")),
    "Councils": ("Demo council service", DutyRole.SPECIFIED, ("Demo social worker", "Demo housing officer")),
    "Charities": ("Demo charity", DutyRole.OTHER, ("Demo youth worker",)),
}
COURSE_MINUTES = (120, 180, 60, 240, 90, 120)


@dataclass(frozen=True)
class Workplace:
    """An organisation as attendance freezes it, with the roles that people there have."""

    organisation_id: int
    sector_id: int
    authority_id: int | None
    role_ids: tuple[int, ...]


@dataclass(frozen=True)
class Groundwork:
    """What demo people and sessions are drawn from. The lists are never empty."""

    workplaces: list[Workplace]
    courses: list[Course]
    waiting_course: Course
    venue_ids: list[int]
    facilitator_ids: list[int]


def find_or_make(random: Random) -> Groundwork:
    """What the site already has, plainly synthetic records in place of what it has none of, and demo courses."""
    if not Role.objects.exists():
        _make_roles()
    if not Organisation.objects.choosable().exists():
        _make_organisations()
    return Groundwork(
        workplaces=_workplaces(random),
        courses=[_course(number, minutes) for number, minutes in enumerate(COURSE_MINUTES, start=1)],
        waiting_course=_waiting_course(),
        venue_ids=list(Venue.objects.order_by("pk").values_list("pk", flat=True)) or _make_venues(),
        facilitator_ids=_facilitators(),
    )


def _workplaces(random: Random) -> list[Workplace]:
    """Every organisation a person could name, in an order that chance chose: the first will have the most people."""
    roles = list(Role.objects.order_by("pk").values_list("pk", "group__name"))
    rows = (
        Organisation.objects.choosable()
        .order_by("pk")
        .values_list("pk", "kind__sector_id", "local_authority_id", "kind__sector__name")
    )
    fitting: dict[str, tuple[int, ...]] = {}
    workplaces = []
    for pk, sector_id, authority_id, sector in rows:
        if sector not in fitting:
            # "Police" and "Policing", "Education: primary" and "Education": groups and sectors share their beginnings.
            same = tuple(role for role, group in roles if group[:5].lower() == sector[:5].lower())
            fitting[sector] = same or tuple(role for role, _ in roles)
        workplaces.append(Workplace(pk, sector_id, authority_id, fitting[sector]))
    random.shuffle(workplaces)
    return workplaces


def _make_roles() -> None:
    for position, (sector, (_kind, _duty, names)) in enumerate(SECTORS.items()):
        group, _ = RoleGroup.objects.get_or_create(name=sector, defaults={"position": position})
        for name in names:
            Role.objects.get_or_create(name=name, defaults={"group": group})


def _make_organisations() -> None:
    areas = list(LocalAuthority.objects.order_by("pk")) or _make_areas()
    for position, (name, (kind_name, duty_role, _roles)) in enumerate(SECTORS.items()):
        sector, _ = Sector.objects.get_or_create(slug=name.lower(), defaults={"name": name, "position": position})
        kind, _ = OrganisationKind.objects.get_or_create(
            name=kind_name, defaults={"sector": sector, "duty_role": duty_role}
        )
        for area in areas:
            for number in range(1, 4):
                Organisation.objects.create(
                    name=f"{kind_name} {number}, {area.name}", kind=kind, duty_role=duty_role, local_authority=area
                )


def _make_areas() -> list[LocalAuthority]:
    return [
        LocalAuthority.objects.create(
            name=name, ons_code=f"X9900000{number}", residents=300_000, under_16=60_000, aged_16_to_24=35_000
        )
        for number, name in enumerate(AREAS)
    ]


def _course(number: int, minutes: int) -> Course:
    """A course of demo data alone, never one of the site's own: it awards no certificates, because the sweep that
    issues what is owed would make a document and an email for each of a million made-up attendances."""
    course, _ = Course.objects.get_or_create(
        code=f"DEMO-{number}",
        defaults={
            "title": f"Demo course {number}",
            "audience": "Nobody real: this course is made up",
            "duration_minutes": minutes,
            "cpd_hours": minutes / 60,
            "delivery_modes": ["in_person", "online"],
            "certificate_minutes": minutes * 3 // 4,
            "awards_certificate": False,
            "is_active": False,
        },
    )
    return course


def _waiting_course() -> Course:
    """One that does award certificates, to whoever has answered its evaluation: and nobody made up ever does."""
    course = _course(len(COURSE_MINUTES) + 1, 120)
    course.awards_certificate = course.certificate_waits_for_evaluation = True
    course.save()
    return course


def _make_venues() -> list[int]:
    areas = list(LocalAuthority.objects.order_by("pk")) or _make_areas()
    return [Venue.objects.create(name=f"Demo hall, {area.name}", local_authority=area).pk for area in areas]


def _facilitators() -> list[int]:
    """Those there are, or four made-up ones. Nobody can sign in as these: no post reaches their addresses."""
    group, _ = Group.objects.get_or_create(name=StaffRole.FACILITATOR.value)
    found = list(group.user_set.order_by("pk").values_list("pk", flat=True))
    if found:
        return found
    for number in range(1, 5):
        person = Person.objects.create(
            email=f"demo-facilitator-{number}@demo.invalid",
            name=f"Demo Facilitator {number}",
            is_staff=True,
            password=make_password(None),
        )
        person.groups.add(group)
        found.append(person.pk)
    return found
