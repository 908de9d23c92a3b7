"""Community contacts: people counted in headcounts. They have no names, so they are shown beside the people whom reach
counts, and never added to them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from reach.scopes import Scope
from training.attendance.queries import listed, totals
from training.models import Headcount

DEFINITION = (
    "People counted in headcounts of assemblies, lessons and workshops that nobody registers for: children, young "
    "people, parents and carers, and professionals. Whoever is met twice is counted twice, and nobody here is added to "
    "professionals reached."
)
UP_TO_24 = "Community contacts aged 24 and under"
OVER_24 = "Community contacts over 24"
AGES = "Pupils count as 24 and under; parents, carers and professionals as over 24."
FACTS_KNOWN = {"area"}  # what a headcount says of itself that reach can be narrowed by


@dataclass(frozen=True)
class Contacts:
    """The two figures of a scope, the headcounts that they are made of, and how many of the people are estimated."""

    up_to_24: int
    over_24: int
    headcounts: int
    estimated: int
    definition = DEFINITION
    ages = AGES


def are_told(scope: Scope) -> bool:
    """Whether contacts can be counted for this scope: nobody in a headcount has a role, a sector or a course."""
    return set(scope.facts) <= FACTS_KNOWN


def contacts(scope: Scope) -> Contacts | None:
    """The figures of a scope, in two queries; None where they cannot be told."""
    if not are_told(scope):
        return None
    found = totals(_of(scope))
    return Contacts(found.up_to_24, found.over_24, found.headcounts, found.estimated)


def contact_rows(scope: Scope) -> QuerySet[Any]:
    """The headcounts behind the figures, the latest first: their numbers add up to the figures."""
    return listed(_of(scope))


def _of(scope: Scope) -> Any:
    days = (scope.period.starts_on, scope.period.ends_on)
    found = Headcount.objects.standing().filter(held_on__range=days)
    for key in scope.facts.values():
        found = found.filter(local_authority=key) if key is not None else found.filter(local_authority=None)
    return found
