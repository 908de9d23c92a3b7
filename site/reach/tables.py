"""The tables that reach hands out: a report's lines, and the rows behind a figure, each with what it means."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils import timezone

from documents.exports import Cell
from reach.contacts import AGES, DEFINITION, OVER_24, UP_TO_24, contact_rows
from reach.measures import BY_SLUG, PROFESSIONALS
from reach.queries import Group, attendance_rows, attendance_rows_by_person
from reach.references import References
from reach.report import Report, narrowing
from reach.scopes import Scope

CHUNK = 5_000
ATTENDANCE_HEADERS = [
    "Person",
    "Date",
    "Course",
    "Minutes",
    "Role",
    "Organisation",
    "Sector",
    "Local authority",
]
PERSON_HEADERS = [
    "Person",
    "Attendances",
    "First attended",
    "Last attended",
    "Latest role",
    "Latest organisation",
    "Latest sector",
    "Latest local authority",
]


@dataclass(frozen=True)
class Table:
    """Headers, rows that are read once, and what they mean; `name` is the file's, without its ending."""

    name: str
    title: str
    headers: list[str]
    rows: Iterable[list[Any]]
    about: dict[str, Cell]


def report_table(report: Report) -> Table:
    """A report's lines."""
    beside = ["From", "To"] if report.is_over_time else ["Note"]
    headers = [report.by_name, *beside, *(measure.name for measure in report.measures)]
    rows = [[group.label, *_beside(report, group), *group.figures.values()] for group in report.groups]
    about = _about(report.scope, report.narrowed_by)
    for measure in report.measures:
        about[f"{measure.name} in total"] = report.totals[measure.slug]
        about[f"{measure.name} means"] = measure.definition
    about["Reading the lines"] = " ".join(report.notes())
    return Table(_file_name("reach", report.scope, f"by-{report.by}"), "Reach", headers, rows, about)


def row_table(scope: Scope, measure_slug: str) -> Table:
    """The rows behind a measure, without names. They are read from the database as they are asked for."""
    measure = BY_SLUG[measure_slug]
    by_person = measure is PROFESSIONALS
    about = _about(scope, list(scope.in_words()))
    about["Each row is"] = f"one {measure.row} counted in {measure.name.lower()}"
    about[f"{measure.name} means"] = measure.definition
    return Table(
        _file_name("reach-rows", scope, measure.slug),
        measure.name,
        PERSON_HEADERS if by_person else ATTENDANCE_HEADERS,
        _people(scope) if by_person else _attendances(scope),
        about,
    )


def contact_table(scope: Scope) -> Table:
    """The headcounts behind community contacts."""
    about = _about(scope, list(scope.in_words()))
    about["Each row is"] = "one headcount counted in community contacts"
    about["Community contacts means"] = f"{DEFINITION} {AGES}"
    rows = (
        [row.held_on, row.where(), row.local_authority and row.local_authority.name, row.topic.name,
         row.up_to_24 or 0, row.over_24 or 0, "Estimated" if row.is_estimate else "Counted"]
        for row in contact_rows(scope).iterator(CHUNK)
    )  # fmt: skip
    name = _file_name("reach-rows", scope, "community-contacts")
    headers = ["Date", "Place", "Local authority", "Topic", UP_TO_24, OVER_24, "Counted or estimated"]
    return Table(name, "Community contacts", headers, rows, about)


def _attendances(scope: Scope) -> Iterator[list[Any]]:
    references = References(scope)
    for row in attendance_rows(scope).iterator(CHUNK):
        person, *rest = row.values()
        yield [references.of(person), *rest]


def _people(scope: Scope) -> Iterator[list[Any]]:
    """Each person once. Which role and organisation they had is taken from their latest attendance in the period."""
    references = References(scope)
    rows = attendance_rows_by_person(scope).iterator(CHUNK)
    for person, theirs in groupby(rows, key=lambda row: row["person_id"]):
        number, first_on = 0, None
        for row in theirs:
            number, first_on = number + 1, first_on or row["attended_on"]
        facts = [row[name] for name in ("role__name", "organisation__name", "sector__name", "local_authority__name")]
        yield [references.of(person), number, first_on, row["attended_on"], *facts]


def _beside(report: Report, group: Group) -> list[str]:
    """What tells a line from another of the same name: the days it covers, or an organisation's kind and area."""
    days = group.scope.period
    return [days.starts_on.isoformat(), days.ends_on.isoformat()] if report.is_over_time else [group.note]


def _about(scope: Scope, narrowed_by: list[tuple[str, str, str]]) -> dict[str, Cell]:
    return {
        "Period": scope.period.title,
        "Period from": scope.period.starts_on.isoformat(),
        "Period to": scope.period.ends_on.isoformat(),
        "Narrowed by": narrowing(narrowed_by),
        "Made at": timezone.localtime().isoformat(timespec="seconds"),
    }


def _file_name(start: str, scope: Scope, end: str) -> str:
    period = scope.period
    days = period.code if period.code != "dates" else f"{period.starts_on}-to-{period.ends_on}"
    return f"{start}-{days}-{end}{'-narrowed' if scope.facts else ''}"
