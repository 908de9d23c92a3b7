"""A workbook to be filled in, whose second sheet explains each column and whose third lists what it offers."""

import io
from dataclasses import dataclass

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from documents.exports import safe

NARROW, WIDE = 14, 34
EXPLAINED, OFFERED = "How to fill it in", "Choices"


@dataclass(frozen=True)
class Column:
    """A column: its heading, what belongs in it, and the words that it offers."""

    heading: str
    about: str
    choices: tuple[str, ...] = ()
    is_wide: bool = False


def explained_workbook(title: str, columns: list[Column], *, most_rows: int) -> bytes:
    """An XLSX workbook with headings alone on its first sheet, so that its rows can be counted when it comes back. What
    a column offers can be picked from a list, and anything else be typed: what reads it says what is wrong."""
    book = openpyxl.Workbook()
    sheet, explained, offered = book.worksheets[0], book.create_sheet(EXPLAINED), book.create_sheet(OFFERED)
    sheet.title, sheet.freeze_panes = title, "A2"
    sheet.append([safe(column.heading) for column in columns])
    explained.append(["Column", "What to write"])
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        sheet.cell(1, number).font = Font(bold=True)
        sheet.cell(1, number).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[letter].width = WIDE if column.is_wide else NARROW
        explained.append([safe(column.heading), safe(column.about)])
    _offer([column for column in columns if column.choices], columns, sheet, offered, most_rows)
    explained.column_dimensions["A"].width, explained.column_dimensions["B"].width = WIDE, 3 * WIDE
    for cell in (explained.cell(1, 1), explained.cell(1, 2)):
        cell.font = Font(bold=True)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _offer(choosing: list[Column], columns: list[Column], sheet: Worksheet, offered: Worksheet, most_rows: int) -> None:
    """List what each column offers, and let its cells be picked from that list."""
    for place, column in enumerate(choosing, start=1):
        letter = get_column_letter(place)
        offered.column_dimensions[letter].width = WIDE
        for row, word in enumerate((column.heading, *column.choices), start=1):
            offered.cell(row, place, safe(word))
        offered.cell(1, place).font = Font(bold=True)
        last = len(column.choices) + 1
        from_list = DataValidation(
            "list", formula1=f"='{OFFERED}'!${letter}$2:${letter}${last}", allow_blank=True, showErrorMessage=False
        )
        filled_in = get_column_letter(columns.index(column) + 1)
        from_list.add(f"{filled_in}2:{filled_in}{most_rows + 1}")
        sheet.add_data_validation(from_list)
