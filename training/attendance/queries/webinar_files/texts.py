"""The rows of a file that somebody uploaded. It is hostile until it is shown not to be: nothing in it is run."""

import csv
import io
import unicodedata

from training.attendance.queries.webinar_files.refusals import WHAT_IS_EXPECTED, LogRefused

MOST_BYTES = 2_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_LETTERS = 200  # of one cell: no name, address or moment is longer
SEPARATORS = "\t,;"
ZIPPED, OLD_EXCEL, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
TOO_BIG = "This file is too big: a report can have at most 2 megabytes. Check that it is the attendance report."
TOO_LONG = f"This file has more than {MOST_ROWS:,} rows, more than a report of one webinar would."
NO_TEXT = f"We could not read this file as text. {WHAT_IS_EXPECTED}"
NO_EXCEL = "This is an Excel file. Choose the report as it was downloaded: its name ends in .csv."


def rows_of(content: bytes) -> list[list[str]]:
    """The rows of a report, each cell in one line without control characters.

    Read as UTF-16 or UTF-8 where the file's first bytes say so, else as UTF-16 where every second byte is empty, else
    as UTF-8 or Windows-1252. Cells are parted by tabs, commas or semicolons, whichever parts most lines.
    Refused: more than two megabytes, more than 20,000 rows, workbooks, PDFs, and what is no text.
    """
    if len(content) > MOST_BYTES:
        raise LogRefused(TOO_BIG)
    if content.startswith((ZIPPED, OLD_EXCEL)):
        raise LogRefused(NO_EXCEL)
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text or content.startswith(PDF):
        raise LogRefused(NO_TEXT)
    if text.count("\n") > MOST_ROWS:
        raise LogRefused(TOO_LONG)
    return [[plain(cell) for cell in row[:MOST_COLUMNS]] for row in _cells(text)]


def plain(cell: str) -> str:
    """A cell in one line: what cannot be seen is dropped, and ="words", which guards text in a spreadsheet, opened."""
    if cell.startswith('="') and cell.endswith('"'):
        cell = cell[2:-1]
    seen = "".join(" " if letter.isspace() else letter for letter in cell if _is_seen(letter))
    return " ".join(seen.split())[:MOST_LETTERS]


def _is_seen(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _decoded(content: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if content.startswith(mark):
            return _strictly(content, encoding)
    start = content[:400]
    if len(start) > 1 and start[1::2].count(0) * 4 > len(start):
        return _strictly(content, "utf-16-le")
    if len(start) > 1 and start[::2].count(0) * 4 > len(start):
        return _strictly(content, "utf-16-be")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise LogRefused(NO_TEXT) from error


def _cells(text: str) -> list[list[str]]:
    lines = text.split("\n")
    between = max(SEPARATORS, key=lambda separator: sum(line.count(separator) > 1 for line in lines))
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=between))
    except csv.Error:
        rows = []
    if not rows or any("\n" in cell for row in rows for cell in row):  # a quotation mark that is part of a name
        return [[cell.strip().strip('"') for cell in line.split(between)] for line in lines]
    return rows
