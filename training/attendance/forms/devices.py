"""What a device sends, read with care: a browser's own checks are no promise."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django import forms

from people.accounts.forms import AddressField, NameField
from people.models import Organisation, Person, Role
from training.attendance.forms.json_values import moment, whole_number
from training.attendance.models import PART_OF_SESSION
from training.attendance.operations import (
    Told,
    ToldMark,
    ToldScan,
    ToldSteppingOut,
    ToldWalkIn,
    organisation_called,
)
from training.attendance.queries.arriving import code_in
from training.bookings.operations import Colleague

LONGEST_SCAN = 500  # characters of what a camera or a hand scanner reads
MOST_CLAIMS = 1_000
T = TypeVar("T")


class Unreadable(Exception):
    """What was sent cannot be read at all. The text is fit to show."""


@dataclass(frozen=True)
class Queue:
    """All that was sent, in its order: what could be read, and of the rest why not, by its id as it was sent."""

    told: list[Told]
    refused: dict[str, str]


class WalkInFields(forms.Form):
    """Who somebody is, as a device tells it."""

    name = NameField(max_length=150, error_messages={"required": "Their name is missing"})
    email = AddressField(
        error_messages=dict.fromkeys(["required", "invalid"], "Their email address is missing or not right")
    )
    role = forms.ModelChoiceField(
        Role.objects.filter(is_offered=True),
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Their role is missing"),
    )
    organisation = forms.CharField(max_length=200, error_messages={"required": "Their organisation is missing"})


def read_queue(body: bytes, *, by: Person, at: datetime) -> Queue:
    """What a request holds, received at that moment. The device's clock is put right by the moment at which it says it
    sent them. Refuses with Unreadable what is no queue; a claim in it that cannot be read is refused alone."""
    try:
        sent = json.loads(body)
        sent_at, claims = _moment(sent["sent_at"]), list(sent["claims"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise Unreadable("This could not be read. Nothing was kept; it can be sent again.") from error
    if len(claims) > MOST_CLAIMS:
        raise Unreadable(f"At most {MOST_CLAIMS} can be sent at a time. Nothing was kept; send them in parts.")
    queue = Queue([], {})
    for claim in claims:
        uid = str(claim.get("uid", "")) if isinstance(claim, dict) else ""
        try:
            queue.told.append(_told(claim, at - sent_at, by, at))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            queue.refused[uid] = str(error) if isinstance(error, _Wrong) else "This could not be read"
    return queue


class _Wrong(ValueError):
    """One claim cannot be taken; the text says why."""


def _told(claim: Mapping[str, Any], ahead: timedelta, by: Person, at: datetime) -> Told:
    json.dumps(claim, ensure_ascii=False).encode()  # refuses halves of letters, as \ud800, which no database keeps
    device_at = _moment(claim["device_at"])
    when = (UUID(claim["uid"]), device_at, min(device_at + ahead, at))
    return READ[claim["kind"]](claim, when, by, at)


When = tuple[UUID, datetime, datetime]


def _mark(claim: Mapping[str, Any], when: When, by: Person, at: datetime) -> Told:
    return ToldMark(*when, _key(claim["booking"]), *_status(claim), _key(claim.get("saw") or 0))


def _scan(claim: Mapping[str, Any], when: When, by: Person, at: datetime) -> Told:
    return ToldScan(*when, code_in(str(claim["code"])[:LONGEST_SCAN]))


def _walk_in(claim: Mapping[str, Any], when: When, by: Person, at: datetime) -> Told:
    fields = WalkInFields({name: str(claim.get(name, "")) for name in ("name", "email", "role", "organisation")})
    if not fields.is_valid():
        raise _Wrong(". ".join(str(errors[0]) for errors in fields.errors.values()))
    told = fields.cleaned_data

    def organisation() -> Organisation:
        return organisation_called(told["organisation"], by=by, at=at)

    said = _status(claim) if "status" in claim else (None, None)
    return ToldWalkIn(*when, Colleague(told["name"], told["email"], told["role"]), organisation, *said)


def _out(claim: Mapping[str, Any], when: When, by: Person, at: datetime) -> Told:
    return ToldSteppingOut(*when, _key(claim["booking"]), claim["kind"] == "came_back")


READ: dict[str, Callable[[Mapping[str, Any], When, Person, datetime], Told]] = {
    "mark": _mark,
    "scan": _scan,
    "walk_in": _walk_in,
    "stepped_out": _out,
    "came_back": _out,
}


def _status(claim: Mapping[str, Any]) -> tuple[str, int | None]:
    """The status, and the minutes where they are asked for."""
    status = str(claim["status"])
    minutes = claim.get("minutes") if status in PART_OF_SESSION else None
    return status, None if minutes is None else _key(minutes)


def _key(value: Any) -> int:
    return _needed(whole_number(value))


def _moment(value: Any) -> datetime:
    return _needed(moment(value))


def _needed(value: T | None) -> T:
    if value is None:
        raise ValueError("Missing, or no such thing")
    return value
