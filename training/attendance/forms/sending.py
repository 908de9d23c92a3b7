"""Headcounts as a device sends them: JSON that is checked field by field, since anything may be in it."""

import io
import json
import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_date

from documents.photos import PhotoRefused, clean_photo
from people.models import LocalAuthority, Organisation, RoleGroup
from training.attendance.forms.json_values import moment, whole_number
from training.attendance.models import Topic
from training.attendance.operations import Counted, HeadcountRefused, Tally

MOST_AT_ONCE = 200
MOST_LINES = 60
LONGEST_PLACE, LONGEST_NOTES = 200, 1_000
LARGEST = 2**31 - 1
NOT_KEPT = re.compile("[\0\ud800-\udfff]")  # what JSON may hold and no database does: halves of letters among it


class SendingRefused(Exception):
    """What was sent is no list of headcounts; the message says what is wrong with it."""


@dataclass(frozen=True)
class Sent:
    """One headcount as it was sent: its identifier as text, and what it says, or why that cannot be read."""

    uid: str
    told: Tally | None
    refusal: str = ""


def read_sent(body: bytes) -> list[Sent]:
    """Each headcount of what a device sent. Records that it names are looked up in four queries, however many there
    are. Refused as a whole: what is no JSON of the agreed shape, and more than MOST_AT_ONCE."""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SendingRefused("This is not JSON.") from error
    items = given.get("headcounts") if isinstance(given, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise SendingRefused("Send an object with a list of headcounts.")
    if len(items) > MOST_AT_ONCE:
        raise SendingRefused(f"Send at most {MOST_AT_ONCE} headcounts at a time.")
    known = _Known(items)
    return [_read(item, known) for item in items]


class _Known:
    """The records that the headcounts of one sending name."""

    def __init__(self, items: list[dict[str, Any]]) -> None:
        def keys(name: str) -> set[int]:
            return {key for item in items if (key := whole_number(item.get(name))) is not None}

        organisations = Organisation.objects.select_related("merged_into").filter(pk__in=keys("organisation"))
        self.organisations = {each.pk: each.merged_into or each for each in organisations}
        self.areas = LocalAuthority.objects.in_bulk(keys("local_authority"))
        self.topics = Topic.objects.in_bulk(keys("topic"))
        self.role_groups = set(RoleGroup.objects.values_list("pk", flat=True))


def _read(item: dict[str, Any], known: _Known) -> Sent:
    uid = item.get("uid")
    try:
        return Sent(str(uid), _told(item, known))
    except HeadcountRefused as refusal:
        return Sent(str(uid)[:36], None, str(refusal))


def _told(item: dict[str, Any], known: _Known) -> Tally:
    return Tally(
        uid=_uid(item.get("uid")),
        held_on=_date(item.get("held_on")),
        topic=_one_of(known.topics, item.get("topic"), "We do not know this topic any more. Choose another."),
        organisation=_one_of(
            known.organisations, item.get("organisation"), "We do not know this place any more. Choose another."
        )
        if item.get("organisation") is not None
        else None,
        place=_text(item.get("place"), LONGEST_PLACE).strip(),
        local_authority=_one_of(known.areas, item.get("local_authority"), "We do not know this area.")
        if item.get("local_authority") is not None
        else None,
        part_of_day=_text(item.get("part_of_day"), 10),
        is_estimate=item.get("is_estimate") is True,
        notes=_text(item.get("notes"), LONGEST_NOTES).strip(),
        counts=_counts(item.get("lines"), known),
        device_at=moment(item.get("device_at")),
        photo=_photo(item.get("photo")),
    )


def _counts(lines: Any, known: _Known) -> tuple[Counted, ...]:
    if not isinstance(lines, list) or len(lines) > MOST_LINES or not all(isinstance(line, dict) for line in lines):
        raise HeadcountRefused("The numbers of this headcount cannot be read.")
    counts = []
    for line in lines:
        number, group = whole_number(line.get("number"), most=LARGEST), line.get("role_group")
        if number is None or (group is not None and whole_number(group) not in known.role_groups):
            raise HeadcountRefused("The numbers of this headcount cannot be read.")
        counts.append(Counted(_text(line.get("audience"), 14), number, group))
    return tuple(counts)


def _one_of(records: Mapping[int, Any], key: Any, otherwise: str) -> Any:
    found = records.get(whole_number(key) or 0)
    if found is None:
        raise HeadcountRefused(otherwise)
    return found


def _uid(value: Any) -> UUID:
    try:
        return UUID(value) if isinstance(value, str) else UUID("")
    except ValueError as error:
        raise HeadcountRefused("This headcount has no identifier.") from error


def _date(value: Any) -> date:
    try:
        found = parse_date(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None:
        raise HeadcountRefused("Enter the date.")
    return found


def _photo(value: Any) -> bytes:
    """The picture drawn anew, of a file in base64."""
    if value is None:
        return b""
    try:
        return clean_photo(io.BytesIO(b64decode(value if isinstance(value, str) else "-", validate=True)))
    except (PhotoRefused, ValueError) as refusal:
        raise HeadcountRefused(
            "We could not read the photo. Put it right with another photo, or remove it and record it without one."
        ) from refusal


def _text(value: Any, longest: int) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > longest or NOT_KEPT.search(value):
        raise HeadcountRefused("Some text of this headcount is too long or cannot be read.")
    return value
