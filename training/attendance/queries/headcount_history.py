"""What a headcount said before it was corrected, from the log, in words for staff."""

from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.models import ModelLogEntry

from documents.dates import day
from people.models import LocalAuthority, Organisation, RoleGroup
from training.attendance.models import Audience, Headcount, PartOfDay, Topic

NAMES = {
    "organisation_id": ("Place", Organisation),
    "place": ("Place", None),
    "local_authority_id": ("Area", LocalAuthority),
    "held_on": ("Date", None),
    "part_of_day": ("Part of the day", None),
    "topic_id": ("Topic", Topic),
    "is_estimate": ("Estimated", None),
}


def corrections(headcount: Headcount) -> Iterable[tuple[str, str]]:
    """Each correction, the latest first: when and by whom, and what was so before."""
    entries = ModelLogEntry.objects.for_instance(headcount).filter(action="training.headcount.correct")
    groups = dict(RoleGroup.objects.values_list("pk", "name"))
    for entry in entries.select_related("user").order_by("-timestamp", "-pk"):
        before = entry.data.get("before", {})
        in_order = [
            name for name in (*NAMES, "counts") if name in before
        ]  # databases keep no order of an object's names
        said = [words for name in in_order if (words := _said(name, before[name], groups))]
        others = [name for name in entry.data.get("changed", []) if name not in before]
        also = f"Also changed: {', '.join(others)}" if others else ""
        yield f"Corrected on {day(entry.timestamp)} by {entry.user}", ". ".join(["Before: " + "; ".join(said), also])


def _said(name: str, value: Any, groups: Mapping[int, str]) -> str:
    if name == "counts":
        return ", ".join(f"{_audience(key, groups)}: {number}" for key, number in sorted(value.items(), key=_place))
    label, model = NAMES.get(name, (name, None))
    if value in (None, ""):
        return ""
    if model is not None:
        return f"{label}: {model._default_manager.filter(pk=value).first() or value}"
    if name == "part_of_day":
        return f"{label}: {PartOfDay(value).label}"
    if name == "is_estimate":
        return f"{label}: {'yes' if value else 'no'}"
    return f"{label}: {value}"


def _place(count: tuple[str, int]) -> tuple[int, str]:
    """Where an audience stands among them all."""
    audience = count[0].partition("-")[0]
    return (Audience.values.index(audience) if audience in Audience.values else len(Audience.values)), count[0]


def _audience(key: str, groups: Mapping[int, str]) -> str:
    audience, _, group = key.partition("-")
    return f"Professionals: {groups.get(int(group), group)}" if group else str(Audience(audience).label)
