"""One page of the rows behind a figure, as the page shows them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property

from reach.queries import attendance_rows, counted, person_rows
from reach.references import References
from reach.scopes import Scope

ROWS_A_PAGE = 50
LATEST = ("role__name", "organisation__name", "sector__name", "local_authority__name")


@dataclass(frozen=True)
class PersonRow:
    """One person counted in a figure; the facts are those at their latest attendance in the period."""

    reference: str
    attendances: int
    first_on: date
    last_on: date
    role: str | None
    organisation: str | None
    sector: str | None
    area: str | None


@dataclass(frozen=True)
class AttendanceRow:
    """One attendance counted in a figure."""

    reference: str
    attended_on: date
    course: str
    minutes: int
    role: str | None
    organisation: str | None
    sector: str | None
    area: str | None


class _Counted(Paginator):
    """A paginator that is told the number: the figure itself, so that the pages can only hold what it says."""

    def __init__(self, rows: Any, number: int) -> None:
        self._number = number
        super().__init__(rows, ROWS_A_PAGE)

    @cached_property
    def count(self) -> int:
        return self._number


def attendances_on_page(scope: Scope, number: int, page_number: str | None) -> tuple[Page, list[AttendanceRow]]:
    """The page, and its attendances, newest first. One query."""
    page = _Counted(attendance_rows(scope), number).get_page(page_number)
    references = References(scope)
    rows = [tuple(row.values()) for row in page]
    return page, [AttendanceRow(references.of(person), *facts) for person, *facts in rows]


def people_on_page(scope: Scope, number: int, page_number: str | None) -> tuple[Page, list[PersonRow]]:
    """The page, and its people, who came most often first. Two queries."""
    page = _Counted(person_rows(scope), number).get_page(page_number)
    people = list(page)
    theirs = counted(scope).filter(person__in=[row["person_id"] for row in people])
    in_order = theirs.order_by("attended_on", "pk").values_list("person_id", *LATEST)
    latest = {person: facts for person, *facts in in_order}  # a later one takes the place of an earlier
    references = References(scope)
    return page, [
        PersonRow(
            references.of(row["person_id"]),
            row["attendances"],
            row["first_on"],
            row["last_on"],
            *latest[row["person_id"]],
        )
        for row in people
    ]
