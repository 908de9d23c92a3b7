"""Spreadsheets that people take away: CSV for machines, XLSX for people; and one to be filled in.

A CSV file keeps one header and one kind of row. What the figures mean goes into columns of its own, the same in every
row, because comment lines break the programs that read CSV and a second file is lost at the first forwarding. An XLSX
workbook has a sheet of its own for it.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import openpyxl
import tablib
from django.db.models import Model
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from wagtail.log_actions import log

Cell = str | int | date | None
Sheet = tuple[list[str], Iterable[list[Any]]]  # headings, and rows
ABOUT = "About these figures"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_XLSX_ROWS = 20_000

FORMULA = re.compile(r"\s*[=+\-@\uff0b\uff0d\uff1d\uff20]|[\t\r\n]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class TooManyRows(Exception):
    """A workbook of this size would take too long to make and to open; the message says what to do instead."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"These are {number:,} rows, and a spreadsheet can have at most {MOST_XLSX_ROWS:,}. "
            "Choose CSV, which has no limit, or a shorter period."
        )


class _Line:
    """Stands in for a file: hands back each line that csv writes."""

    def write(self, line: str) -> str:
        return line


def safe(value: Any) -> Cell:
    """A value that no spreadsheet program takes for a formula.

    Text that begins like one (= + - @ or their wide forms, after any blanks; tab, carriage return, line feed) gets an
    apostrophe in front, as OWASP advises against CSV injection. Control characters, which XLSX cannot hold, go.
    """
    if value is None or isinstance(value, int | date):
        return value
    text = CONTROL.sub("", str(value))
    return f"'{text}" if FORMULA.match(text) else text


def csv_lines(headers: list[str], rows: Iterable[list[Any]], about: dict[str, Cell]) -> Iterator[str]:
    """A CSV file line by line, in UTF-8 and with CRLF (RFC 4180); `about` becomes the last columns of each row."""
    writer = csv.writer(_Line())
    constant = [safe(value) for value in about.values()]
    yield writer.writerow([column_name(name) for name in (*headers, *about)])
    for row in rows:
        yield writer.writerow([*map(safe, row), *constant])


def workbook(
    title: str,
    headers: list[str],
    rows: Iterable[list[Any]],
    about: dict[str, Cell],
    *,
    about_title: str = ABOUT,
    beside: Mapping[str, Sheet] | None = None,
) -> bytes:
    """An XLSX workbook: the rows on the first sheet, `about` on the last. `beside`: sheets between them, by title."""
    explained = (["About", "In this file"], [[name, value] for name, value in about.items()])
    sheets: list[tuple[str, Sheet]] = [(title, (headers, rows)), *(beside or {}).items(), (about_title, explained)]
    book = tablib.Databook([_dataset(name, *sheet) for name, sheet in sheets])
    content: bytes = book.export("xlsx", escape=True, column_width=28)
    return content


def _dataset(title: str, headers: list[str], rows: Iterable[list[Any]]) -> tablib.Dataset:
    cells = ([safe(cell) for cell in row] for row in rows)
    return tablib.Dataset(*cells, headers=[safe(header) for header in headers], title=title)


def log_export(*, action: str, title: str, of: Model, by: Any, rows: int, form: str, **facts: str) -> None:
    """Write down who took a list away, how many rows of it, and as what. `of` is the record whose list it is; where it
    is of many, whoever took it, so that each list they took is found in one place. Nothing in it is about anybody."""
    log(instance=of, action=action, title=title, user=by, data={"rows": rows, "format": form, **facts})


def column_name(words: str) -> str:
    """A heading as a column's name in CSV: "Professionals reached" becomes professionals_reached."""
    return re.sub(r"\W+", "_", words.lower()).strip("_")


def blank_workbook(title: str, headers: list[str], *, choices: tuple[str, list[str]], most_rows: int) -> bytes:
    """An XLSX workbook to be filled in: headings on the first sheet, and on the second the words that the named column
    offers as a list. Nothing but the headings is in the first sheet, so that its rows can be counted when it comes
    back."""
    column, words = choices
    book = openpyxl.Workbook()
    sheet, offered = book.worksheets[0], book.create_sheet(f"{column.capitalize()}s")
    sheet.title, sheet.freeze_panes = title, "A2"
    sheet.append(headers)
    offered.append([column.capitalize()])
    for word in words:
        offered.append([safe(word)])
    for number, each in enumerate(headers, start=1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = 40
        if each == column and words:
            letter = get_column_letter(number)
            from_list = DataValidation(
                "list",
                formula1=f"='{offered.title}'!$A$2:$A${len(words) + 1}",
                allow_blank=True,
                showErrorMessage=False,
            )
            from_list.add(f"{letter}2:{letter}{most_rows + 1}")
            sheet.add_data_validation(from_list)
    offered.cell(1, 1).font, offered.column_dimensions["A"].width = Font(bold=True), 50
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
