"""Recording headcounts, one or a month of them, each once; correcting and withdrawing them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from people.models import LocalAuthority, Organisation, Person
from training.attendance.models import MOST_OF_AN_AUDIENCE, Audience, Headcount, HeadcountLine, PartOfDay, Topic
from training.attendance.operations.claims import Answer
from training.attendance.operations.counting_refusals import (
    AudienceRefused,
    HeadcountRefused,
    HeadcountWithdrawn,
    NobodyCounted,
    NumberRefused,
    OfTheFuture,
    PlaceUnknown,
    RecordedByAnother,
    TooLongAgo,
)
from training.attendance.operations.sheets import keep_sheet
from training.facts import keep_facts

AT_MOST_AGO = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Counted:
    """How many there were of one audience; of professionals, of one group of roles."""

    audience: str
    number: int
    role_group_id: int | None = None


@dataclass(frozen=True)
class Tally:
    """A headcount on its way in. `photo` is a picture as documents.photos made it, or nothing."""

    held_on: date
    topic: Topic
    counts: tuple[Counted, ...]
    organisation: Organisation | None = None
    place: str = ""
    local_authority: LocalAuthority | None = None
    part_of_day: str = ""
    is_estimate: bool = False
    notes: str = ""
    uid: UUID = field(default_factory=uuid4)
    device_at: datetime | None = None
    photo: bytes = b""

    def facts(self) -> dict[str, Any]:
        """What is stored of it beside its numbers; an organisation's area is the one it has now."""
        area = self.organisation.local_authority_id if self.organisation else getattr(self.local_authority, "pk", None)
        return {
            "organisation_id": self.organisation.pk if self.organisation else None,
            "place": "" if self.organisation else self.place,
            "local_authority_id": area,
            "held_on": self.held_on,
            "part_of_day": self.part_of_day,
            "topic_id": self.topic.pk,
            "is_estimate": self.is_estimate,
            "notes": self.notes,
        }


@dataclass(frozen=True)
class Receipt:
    """What became of one headcount: as it is stored now, or the words of a refusal."""

    told: Tally
    answer: Answer
    headcount: Headcount | None = None
    refusal: HeadcountRefused | None = None


@transaction.atomic
def record_headcounts(*, told: Sequence[Tally], by: Person, at: datetime) -> list[Receipt]:
    """Keep headcounts, each once however often it is sent. Returns what became of each, in their order; of one that is
    refused nothing is kept, and the others are.

    One whose `uid` is known changes nothing. In a few statements however many they are, but for photos.
    Refusals of one: OfTheFuture, TooLongAgo, NobodyCounted, NumberRefused, AudienceRefused, PlaceUnknown,
    RecordedByAnother.
    """
    try:
        with transaction.atomic():
            return _take_in(told, by, at)
    except IntegrityError:  # the same was sent twice at one moment: the other is there by now, and found
        return _take_in(told, by, at)


@transaction.atomic
def correct_headcount(*, headcount: Headcount, told: Tally, by: Person, at: datetime) -> Headcount:
    """Say anew what was wrong; what was there before stays in the log. Nothing is written where nothing differs.

    Refusals: those of one that is recorded, and HeadcountWithdrawn.
    """
    kept = _locked(headcount)
    if kept.withdrawn_at:
        raise HeadcountWithdrawn
    refuse_unsound(told, on=kept.received_on)
    facts = told.facts()
    if facts["organisation_id"] and facts["organisation_id"] == kept.organisation_id:
        del facts["local_authority_id"]  # an organisation that moved since does not rewrite history
    before = {name: getattr(kept, name) for name in facts if name != "notes"}
    counted = counts_of(kept)
    changed = keep_facts(kept, facts)
    if counted != set(told.counts):
        kept.lines.all().delete()
        HeadcountLine.objects.bulk_create(_lines(kept, told))
        changed.append("counts")
        before["counts"] = _as_logged(counted)
    if told.photo:
        keep_sheet(headcount=kept, photo=told.photo, at=at)
        changed.append("photo")
    if changed:
        was = {name: _plain(before[name]) for name in changed if name in before}
        log(
            instance=kept,
            action="training.headcount.correct",
            user=by,
            data={"changed": sorted(changed), "before": was},
        )
    return kept


@transaction.atomic
def withdraw_headcount(*, headcount: Headcount, by: Person, at: datetime) -> Headcount:
    """Count it no more: it was a mistake, or recorded twice. It stays for the record; a second time changes nothing."""
    kept = _locked(headcount)
    if kept.withdrawn_at is None:
        kept.withdrawn_at, kept.withdrawn_by = at, by
        kept.save(update_fields=["withdrawn_at", "withdrawn_by"])
        log(instance=kept, action="training.headcount.withdraw", user=by)
    return kept


def refuse_unsound(told: Tally, *, on: date) -> None:
    """Refuse what cannot have been, seen from the day on which it is recorded."""
    if told.held_on > on:
        raise OfTheFuture
    if told.held_on < on - AT_MOST_AGO:
        raise TooLongAgo
    if told.organisation is None and not (told.place.strip() and told.local_authority):
        raise PlaceUnknown
    if not told.counts:
        raise NobodyCounted
    if any(not 1 <= each.number <= MOST_OF_AN_AUDIENCE for each in told.counts):
        raise NumberRefused
    keys = [(each.audience, each.role_group_id) for each in told.counts]
    if len(keys) != len(set(keys)) or any(not _is_known(*key) for key in keys):
        raise AudienceRefused
    if told.part_of_day and told.part_of_day not in PartOfDay.values:
        raise HeadcountRefused("Choose morning, afternoon or evening.")


def counts_of(headcount: Headcount) -> set[Counted]:
    """The numbers that are stored."""
    return {Counted(line.audience, line.number, line.role_group_id) for line in headcount.lines.all()}


def _is_known(audience: str, role_group_id: int | None) -> bool:
    return audience in Audience.values and (audience == Audience.PROFESSIONALS) == (role_group_id is not None)


def _take_in(told: Sequence[Tally], by: Person, at: datetime) -> list[Receipt]:
    known = {kept.uid: kept for kept in Headcount.objects.filter(uid__in=[each.uid for each in told])}
    receipts, new, on = [], [], timezone.localdate(at)
    for each in told:
        try:
            if each.uid in known:
                receipts.append(_known(each, known[each.uid], by))
                continue
            refuse_unsound(each, on=on)
        except HeadcountRefused as refusal:
            receipts.append(Receipt(each, Answer.REFUSED, refusal=refusal))
            continue
        headcount = _made(each, by, at, on)
        known[each.uid] = headcount
        new.append((headcount, each))
        receipts.append(Receipt(each, Answer.KEPT, headcount))
    _save(new, by, at)
    return receipts


def _known(told: Tally, headcount: Headcount, by: Person) -> Receipt:
    if headcount.recorded_by_id != by.pk:
        raise RecordedByAnother
    return Receipt(told, Answer.SAYS_NOTHING_NEW, headcount)


def _made(told: Tally, by: Person, at: datetime, on: date) -> Headcount:
    device_at = told.device_at or at
    return Headcount(
        uid=told.uid, recorded_by=by, device_at=device_at, received_at=at, received_on=on, **told.facts()
    )  # fmt: skip


def _save(new: Sequence[tuple[Headcount, Tally]], by: Person, at: datetime) -> None:
    Headcount.objects.bulk_create(headcount for headcount, _ in new)
    HeadcountLine.objects.bulk_create(line for headcount, told in new for line in _lines(headcount, told))
    for headcount, told in new:
        if told.photo:
            keep_sheet(headcount=headcount, photo=told.photo, at=at)
    if len(new) == 1:
        log(instance=new[0][0], action="training.headcount.record", user=by)
    elif new:
        data = {"headcounts": [headcount.pk for headcount, _ in new]}
        log(instance=by, action="training.headcount.receive", user=by, data=data)


def _lines(headcount: Headcount, told: Tally) -> list[HeadcountLine]:
    return [
        HeadcountLine(headcount=headcount, audience=c.audience, role_group_id=c.role_group_id, number=c.number)
        for c in told.counts
    ]


def _locked(headcount: Headcount) -> Headcount:
    return Headcount.objects.select_for_update(no_key=True).get(pk=headcount.pk)


def _as_logged(counts: set[Counted]) -> dict[str, int]:
    return {
        each.audience if each.role_group_id is None else f"{each.audience}-{each.role_group_id}": each.number
        for each in sorted(counts, key=lambda each: (each.audience, each.role_group_id or 0))
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
