"""Reads the DfE's table of schools ("Get Information about Schools"), in its official layout or as an extract."""

import codecs
import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import _csv

# What is read, and what its column is called in the download (130 columns) and in an extract. Nothing else is looked
# at: the name of the head teacher, which is in the download, never leaves the reader of the file.
COLUMNS = {
    "urn": ("URN",),
    "la_code": ("LA (code)",),
    "name": ("EstablishmentName",),
    "phase": ("PhaseOfEducation (name)", "education_phase"),
    "type": ("TypeOfEstablishment (name)", "establishment_type"),
    "group": ("EstablishmentTypeGroup (name)", "establishment_type_group"),
    "status": ("EstablishmentStatus (name)", "establishment_status"),
    "closed_on": ("CloseDate",),
    "postcode": ("Postcode",),
}
NEEDED = ("urn", "la_code", "name", "phase")
UNREADABLE = re.compile("[�\x00-\x08\x0e-\x1f\x7f]")  # what a decoder could not read, and control characters
START_OF_FILE = 65_536


class NotTheSchoolsTable(Exception):
    """The file cannot be the table of schools; the message says why in one sentence."""


class RowRefused(Exception):
    """One row cannot be used; the message says why."""


@dataclass(frozen=True, kw_only=True)
class SchoolRow:
    """One school as the table has it."""

    line: int
    urn: int
    la_code: str
    name: str
    phase: str
    type: str
    group: str
    status: str
    closed_on: date | None
    postcode: str


@dataclass(frozen=True)
class RefusedRow:
    """A row that cannot be used: the line it starts on, counted from 1, and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class SchoolsTable:
    """An open table: how many lines its file has, and its rows."""

    lines: int
    rows: Iterator[SchoolRow | RefusedRow]


@contextmanager
def open_schools_table(path: Path) -> Iterator[SchoolsTable]:
    """Open the file as UTF-8 or else Windows-1252, and find the columns by name. Refuses with NotTheSchoolsTable."""
    try:
        encoding, lines = _look_through(path)
        with path.open(encoding=encoding, errors="replace", newline="") as text:
            reader = csv.reader(text)
            columns = _find_columns(path, next(reader, []))
            yield SchoolsTable(lines, _read_rows(path, reader, columns))
    except OSError as error:
        raise NotTheSchoolsTable(f"{path} cannot be read: {(error.strerror or 'unknown reason').lower()}.") from error


def _look_through(path: Path) -> tuple[str, int]:
    """The encoding of a file of text, and the number of its lines."""
    lines, encoding, decoder = 0, "utf-8-sig", codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        start = file.read(START_OF_FILE)
        if not start.strip():
            raise NotTheSchoolsTable(f"{path} is empty.")
        if b"\0" in start or start.startswith((b"%PDF", b"PK\x03\x04")):
            raise NotTheSchoolsTable(f"{path} is not a table in text (CSV); download the CSV file from the DfE.")
        chunk = start
        while chunk:
            lines += chunk.count(b"\n")
            if encoding == "utf-8-sig":
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    encoding = "cp1252"
            chunk = file.read(1_048_576)
    return encoding, lines


def _plain(heading: str) -> str:
    return re.sub(r"[^a-z0-9]", "", heading.lower())


def _find_columns(path: Path, headings: list[str]) -> dict[str, int]:
    """Where each column stands; those that are not needed may be missing."""
    places = {_plain(heading): place for place, heading in reversed(list(enumerate(headings)))}
    columns: dict[str, int] = {}
    for name, titles in COLUMNS.items():
        for title in titles:
            if _plain(title) in places:
                columns.setdefault(name, places[_plain(title)])
    missing = [COLUMNS[name][0] for name in NEEDED if name not in columns]
    if missing:
        raise NotTheSchoolsTable(f"{path} is not the table of schools: it has no column {', '.join(missing)}.")
    return columns


def _read_rows(path: Path, reader: "_csv.Reader", columns: dict[str, int]) -> Iterator[SchoolRow | RefusedRow]:
    """The rows in order; blank lines are passed over."""
    line = reader.line_num + 1
    try:
        for cells in reader:
            if any(cells):
                try:
                    yield _read_row(line, cells, columns)
                except RowRefused as refusal:
                    yield RefusedRow(line, str(refusal))
            line = reader.line_num + 1
    except csv.Error as error:
        raise NotTheSchoolsTable(f"{path} stops being a table at line {line}.") from error


def _read_row(line: int, cells: list[str], columns: dict[str, int]) -> SchoolRow:
    if len(cells) <= max(columns[name] for name in NEEDED):
        raise RowRefused("it has too few columns")
    values = {name: cells[place].strip() for name, place in columns.items() if place < len(cells)}
    for name, value in values.items():
        if UNREADABLE.search(value):
            raise RowRefused(f"the {COLUMNS[name][0]} has letters that cannot be read")
    return SchoolRow(
        line=line,
        urn=_read_urn(values["urn"]),
        la_code=values["la_code"],
        name=_read_name(values["name"]),
        phase=values["phase"],
        type=values.get("type", ""),
        group=values.get("group", ""),
        status=values.get("status", "") or "Open",
        closed_on=_read_day(values.get("closed_on", "")),
        postcode=_read_postcode(values.get("postcode", "")),
    )


def _read_urn(text: str) -> int:
    if not text:
        raise RowRefused("it has no URN")
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) == 0:
        raise RowRefused("its URN is not a number")
    return int(text)


def _read_name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise RowRefused("it has no name")
    if len(name) > 200:
        raise RowRefused("its name is longer than 200 letters")
    return name


def _read_postcode(text: str) -> str:
    if len(text) > 8:
        raise RowRefused("its postcode is too long")
    return text.upper()


def _read_day(text: str) -> date | None:
    """A date as the DfE writes it, dd-mm-yyyy (or with slashes, as a spreadsheet leaves it)."""
    if not text:
        return None
    try:
        return datetime.strptime(text.replace("/", "-"), "%d-%m-%Y").date()
    except ValueError:
        raise RowRefused("its CloseDate is not a date (dd-mm-yyyy)") from None
