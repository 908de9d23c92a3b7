"""Counts attendance that met its rule: in total, by group, and as the rows that a figure is made of."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Max, Min, QuerySet, Value, When

from reach.breakdowns import FACTS, TIMES, Fact
from reach.measures import MEASURES
from reach.periods import Period, PeriodKind, split
from reach.scopes import Scope
from training.models import Attendance

Figures = dict[str, int]
COUNTS = {measure.slug: measure.count for measure in MEASURES}


@dataclass(frozen=True)
class Group:
    """One line of a table: what it is, its figures by measure, and the scope that leads to just its rows."""

    label: str
    note: str
    figures: Figures
    scope: Scope
    is_known: bool = True


def counted(scope: Scope) -> QuerySet[Attendance]:
    """The attendance that a scope is about: what met its rule, on local days of the period."""
    facts = {FACTS[slug].field: key for slug, key in scope.facts.items()}
    known = {name: key for name, key in facts.items() if key is not None}
    missing = {f"{name}__isnull": True for name, key in facts.items() if key is None}
    days = (scope.period.starts_on, scope.period.ends_on)
    return Attendance.objects.counted().filter(attended_on__range=days, **known, **missing)


def totals(scope: Scope) -> Figures:
    """Each measure over the whole scope. One query."""
    return counted(scope).aggregate(**COUNTS)


def groups(scope: Scope, by: str) -> list[Group]:
    """Each measure for each group, in two queries at most. By time: every period in order, empty ones too. By a fact:
    the largest first, what is not known last. A person counted in two groups counts in each, so that groups may add up
    to more than the total; attendances always add up to it."""
    return _by_time(scope, TIMES[by]) if by in TIMES else _by_fact(scope, FACTS[by])


def _by_fact(scope: Scope, fact: Fact) -> list[Group]:
    found = list(counted(scope).order_by().values_list(fact.field).annotate(**COUNTS))
    labels = fact.labels(key for key, *_ in found if key is not None)
    made = []
    for key, *figures in found:
        label, note = labels[key] if key is not None else (fact.when_null, "")
        named = dict(zip(COUNTS, figures, strict=True))
        made.append(Group(label, note, named, scope.narrowed(fact.slug, key), is_known=key is not None))
    first = MEASURES[0].slug
    return sorted(made, key=lambda group: (not group.is_known, -group.figures[first], group.label, group.note))


def _by_time(scope: Scope, kind: PeriodKind) -> list[Group]:
    periods = split(scope.period, kind)
    which = Case(
        *(When(attended_on__lte=period.ends_on, then=Value(place)) for place, period in enumerate(periods)),
        output_field=IntegerField(),
    )
    found = counted(scope).order_by().annotate(which=which).values_list("which").annotate(**COUNTS)
    figures = {place: dict(zip(COUNTS, counts, strict=True)) for place, *counts in found}
    none = dict.fromkeys(COUNTS, 0)
    return [_time_group(scope, period, figures.get(place, none)) for place, period in enumerate(periods)]


def _time_group(scope: Scope, period: Period, figures: Figures) -> Group:
    """A period that reaches beyond the scope counts only in part, and says so."""
    part = period.part_within(scope.period)
    note = f"only {part.span}" if part is not period else "" if period.name == period.span else period.span
    return Group(period.name, note, figures, scope.during(part))


# What a row tells about an attendance: no name and no address.
ROW_FIELDS = (
    "person_id",
    "attended_on",
    "course__title",
    "minutes",
    "role__name",
    "organisation__name",
    "sector__name",
    "local_authority__name",
)


def attendance_rows(scope: Scope) -> QuerySet[Attendance, dict[str, Any]]:
    """One row for each attendance, newest first: as many as the measure Attendances says."""
    return counted(scope).order_by("-attended_on", "-pk").values(*ROW_FIELDS)


def attendance_rows_by_person(scope: Scope) -> QuerySet[Attendance, dict[str, Any]]:
    """The same rows with each person's together, oldest first, so that a reader can fold them without holding all."""
    return counted(scope).order_by("person_id", "attended_on", "pk").values(*ROW_FIELDS)


def person_rows(scope: Scope) -> QuerySet[Any, Any]:
    """One row for each person: as many as the measure Professionals reached says. Who came most often is first."""
    return (
        counted(scope)
        .values("person_id")
        .annotate(attendances=Count("pk"), first_on=Min("attended_on"), last_on=Max("attended_on"))
        .order_by("-attendances", "-last_on", "person_id")
    )
