"""The tables in a report. It may have several, with titles, and a summary above them."""

import re
from dataclasses import dataclass, field

from training.attendance.queries.webinar_files.durations import seconds_of
from training.attendance.queries.webinar_files.moments import written

LEAST_COLUMNS = 3
ADDRESS = re.compile(r"[^@\s<>,;]{1,120}@[^@\s<>,;]{1,120}\.[^@\s<>,;.]{2,20}")
MEETING_NUMBER = re.compile(r"\d{3}[ -]?\d{3,4}[ -]?\d{3,5}")
NOTHING = {"", "-", "--", "n/a", "none"}


@dataclass
class Table:
    """A table with the line above it, the words of its first row, and its other rows, each as wide as that one."""

    title: str
    headings: list[str]
    rows: list[list[str]] = field(default_factory=list)

    def column(self, number: int) -> list[str]:
        """What a column holds, without the cells that hold nothing."""
        return [row[number] for row in self.rows if row[number].lower() not in NOTHING]

    def is_about_the_meeting(self) -> bool:
        """Whether it is the one row on the meeting itself that some reports begin with: it holds the meeting's
        number."""
        return len(self.rows) == 1 and any(MEETING_NUMBER.fullmatch(cell) for cell in self.rows[0])


def tables_of(rows: list[list[str]]) -> list[Table]:
    """The tables of a report. An empty line ends one, and so does a line of one cell, which is the title of the next; a
    line of nothing but words that follows figures begins another."""
    found: list[Table] = []
    title, open_table = "", False
    for row in rows:
        filled = [cell for cell in row if cell]
        if len(filled) < 2:
            title, open_table = (filled[0] if filled else title), False
        elif open_table and not (len(filled) >= LEAST_COLUMNS and _are_headings(row, found[-1])):
            found[-1].rows.append(_as_wide(row, len(found[-1].headings)))
        elif len(filled) >= LEAST_COLUMNS:
            open_table = True
            found.append(_begun(title, row))
    tables = [table for table in found if table.rows]
    others = [table for table in tables if not table.is_about_the_meeting()]
    return others or tables


def is_address(text: str) -> bool:
    """Whether a cell holds an email address, or what a directory calls its guests by."""
    return ADDRESS.fullmatch(text) is not None


def _begun(title: str, row: list[str]) -> Table:
    if any(_is_figure(cell) for cell in row):  # a report whose headings were taken off
        return Table(title, [""] * len(row), [row])
    return Table(title, row)


def _are_headings(row: list[str], table: Table) -> bool:
    has_figures = any(_is_figure(cell) for cell in (table.rows or [[]])[0])
    return has_figures and not any(_is_figure(cell) or any(map(str.isdigit, cell)) for cell in row)


def _is_figure(cell: str) -> bool:
    return is_address(cell) or written(cell) is not None or seconds_of(cell) is not None


def _as_wide(row: list[str], width: int) -> list[str]:
    return (row + [""] * width)[:width]
