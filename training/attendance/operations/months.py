"""A month of headcounts at once: what they would change, and all of them or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from people.models import Person
from people.organisations.queries import plain
from training.attendance.models import Headcount
from training.attendance.operations.counting import Tally, correct_headcount, counts_of, record_headcounts

# What identifiers of rows are derived from: a number of our own, never to be changed, or files come in twice.
ROWS = UUID("5e0a5a4e-9a0f-4a3b-8e57-3f8f1c1f6a28")


class Change(Enum):
    """What a row would do."""

    NEW = "new"
    CORRECTS = "corrects"
    SAME = "same"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Planned:
    """One row: what it says, what it would do, how many are counted there now, and whether it looks like one that was
    recorded in another way."""

    told: Tally
    change: Change
    before: int = 0
    looks_double: bool = False

    def people(self) -> int:
        """How many the row counts."""
        return sum(each.number for each in self.told.counts)


def identified(told: Sequence[Tally], *, by: Person) -> list[Tally]:
    """The same headcounts, each with the identifier of its delivery: who recorded it, the day and part of it, the place
    and the topic, and the how-many-th such it is. So a file that is sent again finds what it made before, and one whose
    numbers were mended corrects it."""
    seen: dict[tuple[object, ...], int] = {}
    found = []
    for each in told:
        facts = each.facts()
        where = facts["organisation_id"] or f"{plain(facts['place'])}/{facts['local_authority_id']}"
        key = (by.pk, each.held_on.isoformat(), each.part_of_day, where, each.topic.pk)
        seen[key] = seen.get(key, 0) + 1
        found.append(replace(each, uid=uuid5(ROWS, "|".join(map(str, (*key, seen[key]))))))
    return found


def plan_month(*, told: Sequence[Tally], by: Person) -> list[Planned]:
    """What each row would change, in three queries for a month as for a day."""
    uids = [each.uid for each in told]
    stored = {kept.uid: kept for kept in Headcount.objects.filter(uid__in=uids).prefetch_related("lines")}
    others = _recorded_otherwise(told, by, uids)
    return [_planned(each, stored.get(each.uid), others) for each in told]


def fingerprint(plan: Sequence[Planned]) -> str:
    """Stands for all that a plan says, so that agreeing to one is not agreeing to another."""
    said = [(each.told.facts(), sorted(map(str, each.told.counts)), each.change, each.before) for each in plan]
    return sha256(repr(said).encode()).hexdigest()


@transaction.atomic
def keep_month(*, told: Sequence[Tally], by: Person, at: datetime) -> None:
    """Record the rows that are new and correct those that differ; one that was withdrawn stays so. All or nothing: the
    first refusal is raised and nothing is kept. Refusals: those of one headcount."""
    for receipt in record_headcounts(told=told, by=by, at=at):
        if receipt.refusal:
            raise receipt.refusal
    stored = Headcount.objects.filter(uid__in=[each.uid for each in told]).prefetch_related("lines")
    by_uid = {each.uid: each for each in told}
    for kept in stored.order_by("pk"):
        if _change(by_uid[kept.uid], kept) == Change.CORRECTS:
            correct_headcount(headcount=kept, told=by_uid[kept.uid], by=by, at=at)


def _planned(told: Tally, kept: Headcount | None, others: set[tuple[object, ...]]) -> Planned:
    change = _change(told, kept)
    before = sum(line.number for line in kept.lines.all()) if kept else 0
    return Planned(told, change, before, change == Change.NEW and _delivery(told.facts()) in others)


def _change(told: Tally, kept: Headcount | None) -> Change:
    if kept is None:
        return Change.NEW
    if kept.withdrawn_at:
        return Change.WITHDRAWN
    facts = {name: value for name, value in told.facts().items() if name != "local_authority_id"}
    is_same = all(getattr(kept, name) == value for name, value in facts.items())
    return Change.SAME if is_same and counts_of(kept) == set(told.counts) else Change.CORRECTS


def _recorded_otherwise(told: Sequence[Tally], by: Person, uids: list[UUID]) -> set[tuple[object, ...]]:
    """The deliveries that this person recorded on those days in another way, as on a phone."""
    days = {each.held_on for each in told}
    theirs = Headcount.objects.standing().filter(recorded_by=by, held_on__in=days).exclude(uid__in=uids)
    return {_delivery(facts) for facts in theirs.values("held_on", "organisation_id", "place", "topic_id")}


def _delivery(facts: Mapping[str, Any]) -> tuple[object, ...]:
    where = facts["organisation_id"] or plain(str(facts["place"]))
    return facts["held_on"], where, facts["topic_id"]
