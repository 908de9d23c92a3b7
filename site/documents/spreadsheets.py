"""Reading spreadsheets that people upload. A file is hostile until it is shown not to be: nothing in it is run."""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from typing import IO

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

MOST_BYTES = 2_000_000
MOST_UNPACKED_BYTES = 50_000_000
MOST_COLUMNS = 40
UNREADABLE = "We could not read this file as a spreadsheet. Save it as .xlsx or .csv, and try again."


class Refused(Exception):
    """A file that is not read, with a message fit to show beside the field where another can be chosen."""


@dataclass(frozen=True)
class Table:
    """The first sheet of a spreadsheet as text: the headings of its columns, then its rows, each as wide as these, and
    the number that each row has in the spreadsheet."""

    headings: list[str]
    rows: list[list[str]]
    numbers: list[int] = field(default_factory=list)


def read_spreadsheet(file: IO[bytes], *, most_rows: int, most_columns: int = MOST_COLUMNS) -> Table:
    """The first sheet of an .xlsx or .csv file, without its empty rows. Text is read as UTF-8, else as Windows-1252.

    Refused: a file of more than two megabytes or of more rows than asked for, one that is no spreadsheet or of the old
    .xls kind, one without rows, and one with a formula, whose result only a spreadsheet program could know.
    """
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused("This file is too big: it can have at most 2 megabytes. Keep only the list, and try again.")
    if content.startswith(b"PK"):
        rows = _rows_of_workbook(content, most_rows, most_columns)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("This is the old kind of Excel file. Save it as .xlsx or .csv, and choose it again.")
    else:
        rows = _rows_of_text(content, most_rows, most_columns)
    numbers = [number for number, row in enumerate(rows, start=1) if any(row)]
    rows = [row for row in rows if any(row)]
    if len(rows) < 2:
        raise Refused("This spreadsheet has no rows below its headings. Check that the list is on the first sheet.")
    headings, *others = rows
    width = len(headings)
    return Table(headings, [(row + [""] * width)[:width] for row in others], numbers[1:])


def _too_many(most_rows: int) -> Refused:
    return Refused(f"This spreadsheet has more than {most_rows} rows. Split it into several, and send them one by one.")


def _rows_of_workbook(content: bytes, most_rows: int, most_columns: int) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED_BYTES:
                raise Refused("This file is too big when it is unpacked. Keep only the list, and try again.")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        rows = []
        for cells in sheet.iter_rows(max_col=most_columns):
            rows.append([_text(cell) for cell in cells])
            if len(rows) > most_rows + 1:
                raise _too_many(most_rows)
    except Refused:
        raise
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, OSError, SyntaxError) as error:
        raise Refused(UNREADABLE) from error
    return rows


def _text(cell: object) -> str:
    value = getattr(cell, "value", None)
    if getattr(cell, "data_type", "") == "f":
        raise _formula(getattr(cell, "coordinate", ""))
    return "" if value is None else " ".join(str(value).split())


def _formula(where: str) -> Refused:
    return Refused(f"Cell {where} holds a formula. Replace it with the plain words, and choose the file again.")


def _rows_of_text(content: bytes, most_rows: int, most_columns: int) -> list[list[str]]:
    if b"\0" in content or content.startswith(b"%PDF"):
        raise Refused(UNREADABLE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    between = max(",;\t", key=first.count)
    rows = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=between), start=1):
            if number > most_rows + 1:
                raise _too_many(most_rows)
            rows.append([_plain(cell, number, column) for column, cell in enumerate(cells[:most_columns])])
    except csv.Error as error:
        raise Refused(UNREADABLE) from error
    return rows


def _plain(cell: str, row: int, column: int) -> str:
    if cell.startswith("="):
        letter = openpyxl.utils.get_column_letter(column + 1)
        raise _formula(f"{letter}{row}")
    return " ".join(cell.split())
