"""Headcounts as they are listed and recorded: one's own, what one used last, and which audiences fit a place."""

from dataclasses import dataclass

from django.db.models import F, Max, Q, Sum

from people.models import Organisation, OrganisationKind, Person, RoleGroup
from people.organisations.school_kinds import ALL_THROUGH
from training.attendance.models import (
    AGES,
    OVER_24,
    PRIMARY_YEARS,
    SECONDARY_YEARS,
    UP_TO_24,
    Audience,
    Headcount,
    HeadcountLine,
    HeadcountQuerySet,
    Topic,
)

# Which sets of audiences fit a place, by its sector. Elsewhere people are asked by their age.
FITTING = {
    "education-early-years": ("primary",),
    "education-primary": ("primary",),
    "education-secondary": ("secondary",),
    "education-further": ("secondary", "ages"),
    "education-special": ("primary", "secondary"),
    "education-other": ("primary", "secondary"),
}
ELSEWHERE = ("ages",)


@dataclass(frozen=True)
class Asked:
    """One number that is asked for: its name in a form, its words, and what it counts."""

    name: str
    label: str
    audience: Audience
    role_group_id: int | None = None


@dataclass(frozen=True)
class AudienceSet:
    """Audiences that are asked for together."""

    slug: str
    title: str
    asked: tuple[Asked, ...]


def audience_sets() -> list[AudienceSet]:
    """All that can be counted, in one query: professionals by the groups of roles there are."""
    groups = RoleGroup.objects.order_by("position", "name").values_list("pk", "name")
    professionals = tuple(
        Asked(f"professionals_{pk}", f"Professionals: {name}", Audience.PROFESSIONALS, pk) for pk, name in groups
    )
    parents = Asked(Audience.PARENTS, Audience.PARENTS.label, Audience.PARENTS)
    return [
        AudienceSet("primary", "Pupils: Nursery to Year 6", _asked(PRIMARY_YEARS)),
        AudienceSet("secondary", "Pupils: Year 7 to Year 13", _asked(SECONDARY_YEARS)),
        AudienceSet("ages", "People by age", _asked(AGES)),
        AudienceSet("adults", "Parents, carers and professionals", (parents, *professionals)),
    ]


def _asked(audiences: tuple[Audience, ...]) -> tuple[Asked, ...]:
    return tuple(Asked(audience.value, str(audience.label), audience) for audience in audiences)


def fitting(kind: OrganisationKind | None) -> tuple[str, ...]:
    """The sets that fit a place of this kind, the nearest first."""
    if kind is None:
        return ELSEWHERE
    if kind.name == ALL_THROUGH.name:
        return ("primary", "secondary")
    return FITTING.get(kind.sector.slug, ELSEWHERE)


def fitting_by_kind() -> dict[str, tuple[str, ...]]:
    """The same for every kind there is, by its name."""
    return {kind.name: fitting(kind) for kind in OrganisationKind.objects.select_related("sector")}


def listed(headcounts: HeadcountQuerySet) -> HeadcountQuerySet:
    """With what a list shows of each, the latest delivery first."""
    ready = headcounts.select_related("organisation__kind", "topic", "local_authority", "recorded_by", "sheet")
    return ready.with_numbers().order_by("-held_on", "-pk")


def own_headcounts(person: Person) -> HeadcountQuerySet:
    """Those that somebody recorded and that stand."""
    return listed(Headcount.objects.filter(recorded_by=person).standing())


def last_places(person: Person, limit: int) -> list[Organisation]:
    """The organisations where somebody recorded headcounts last, the latest first. One query."""
    theirs = Organisation.objects.choosable().filter(headcounts__recorded_by=person)
    latest = theirs.annotate(last_at=Max("headcounts__received_at", filter=Q(headcounts__recorded_by=person)))
    return list(latest.select_related("kind__sector", "local_authority").order_by("-last_at", "-pk")[:limit])


def topics_offered(person: Person | None) -> list[Topic]:
    """The topics to choose from: those that this person used last come first."""
    mine = Max("headcounts__received_at", filter=Q(headcounts__recorded_by=person))
    offered = Topic.objects.filter(is_offered=True).annotate(last_at=mine)
    return list(offered.order_by(F("last_at").desc(nulls_last=True), "position", "name"))


@dataclass(frozen=True)
class Totals:
    """How many people headcounts count, by the two ages that reach tells apart; nobody is counted out."""

    headcounts: int
    up_to_24: int
    over_24: int
    estimated: int

    @property
    def people(self) -> int:
        """Everybody."""
        return self.up_to_24 + self.over_24


def totals(headcounts: HeadcountQuerySet) -> Totals:
    """What these headcounts add up to, withdrawn ones left out. Two queries."""
    standing = headcounts.standing().order_by()
    lines = HeadcountLine.objects.filter(headcount__in=standing.values("pk"))
    sums = lines.aggregate(
        up_to_24=Sum("number", filter=Q(audience__in=UP_TO_24), default=0),
        over_24=Sum("number", filter=Q(audience__in=OVER_24), default=0),
        estimated=Sum("number", filter=Q(headcount__is_estimate=True), default=0),
    )
    return Totals(headcounts=standing.count(), **sums)
