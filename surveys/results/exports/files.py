"""Results as files: CSV for machines, XLSX with words for people, SPSS with codes and labels."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.http import HttpResponse

from documents.exports import MOST_XLSX_ROWS, XLSX, Cell, TooManyRows, csv_lines, workbook
from surveys.results.disclosure.words import explained
from surveys.results.exports import spss
from surveys.results.exports.answers import Answers
from surveys.results.exports.codebook import Entry
from surveys.results.exports.variables import MISSING_LABELS, Variable
from surveys.results.queries.shown import Question

TABLE_HEADERS = ["Question", "Part or group", "People asked", "Answer", "People", "Number", "Percent", "Average place"]
TEXT_HEADERS = ["Question", "What was written", "May be quoted"]
CODEBOOK_HEADERS = ["Column", "Question", "Code", "Meaning", "Asked in versions"]
NOT_SHOWN, FEW = -2, -1  # in files of SPSS, in place of a number
SAV = "application/x-spss-sav"
CSV = "text/csv; charset=utf-8"


class Format(TextChoices):
    """What a file is for."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "Excel (XLSX)"
    SPSS = "sav", "SPSS (SAV)"


@dataclass(frozen=True)
class File:
    """A file to be sent."""

    name: str
    content: bytes
    content_type: str

    def as_download(self) -> HttpResponse:
        """The file as it is sent, to be kept by nobody on the way."""
        headers = {"Content-Disposition": f'attachment; filename="{self.name}"', "Cache-Control": "no-store"}
        return HttpResponse(self.content, content_type=self.content_type, headers=headers)


def table_file(name: str, title: str, questions: list[Question], entries: list[Entry], form: Format) -> File:
    """Tables as they are shown, one line for each answer, with what the numbers mean in the file itself."""
    rows = [row for question in questions for row in _table_rows(question)]
    about: dict[str, Cell] = {"Survey": title, "About small numbers": explained()}
    if form is Format.CSV:
        return _csv(name, TABLE_HEADERS, rows, about)
    if form is Format.XLSX:
        return _workbook(name, "Results", TABLE_HEADERS, rows, about, entries)
    return File(f"{name}.sav", _tables_sav(title, rows), SAV)


def answer_file(name: str, title: str, answers: Answers, entries: list[Entry], form: Format) -> File:
    """Single answers, a line for each person. Refused: TooManyRows, for a workbook of more rows than it can have."""
    headers = [*answers.beside, *(variable.name for variable in answers.variables)]
    rows: list[list[Cell]] = [
        [*row.beside, *(variable.words(row.version, row.answers) for variable in answers.variables)]
        for row in answers.rows
    ]
    if form is Format.CSV:
        return _csv(name, headers, rows, {})
    if form is Format.XLSX:
        if len(rows) > MOST_XLSX_ROWS:
            raise TooManyRows(len(rows))
        return _workbook(name, "Answers", headers, rows, {"Survey": title}, entries)
    return File(f"{name}.sav", _answers_sav(title, answers), SAV)


def text_file(name: str, texts: list[tuple[str, str, str]]) -> File:
    """What people wrote, and nothing of what else they answered."""
    return _csv(name, TEXT_HEADERS, [list(row) for row in texts], {})


def codebook_file(name: str, title: str, entries: list[Entry]) -> File:
    """What each column means, as a workbook."""
    content = workbook("Codebook", CODEBOOK_HEADERS, _codebook_rows(entries), {"Survey": title}, about_title="About")
    return File(f"{name}.xlsx", content, XLSX)


def _table_rows(question: Question) -> Iterator[list[Cell]]:
    for part in question.parts:
        if not part.rows:
            yield [question.title, part.label, "not shown", "", "not shown", None, None, ""]
        for row in part.rows:
            yield [question.title, part.label, part.base, row.label, row.text, row.number, row.percent, row.average]


def _codebook_rows(entries: list[Entry]) -> list[list[Cell]]:
    return [
        [entry.name, entry.label, code, meaning, entry.versions]
        for entry in entries
        for code, meaning in (entry.values or [(None, "A number")])
    ]


def _csv(name: str, headers: list[str], rows: list[list[Cell]], about: dict[str, Cell]) -> File:
    lines = "".join(csv_lines(headers, rows, about))
    return File(f"{name}.csv", f"\ufeff{lines}".encode(), CSV)  # the mark tells spreadsheet programs that it is UTF-8


def _workbook(
    name: str, sheet: str, headers: list[str], rows: list[list[Cell]], about: dict[str, Cell], entries: list[Entry]
) -> File:
    """A workbook with its codebook."""
    beside = {"Codebook": (CODEBOOK_HEADERS, _codebook_rows(entries))}
    return File(f"{name}.xlsx", workbook(sheet, headers, rows, about, about_title="About", beside=beside), XLSX)


def _tables_sav(title: str, rows: list[list[Cell]]) -> bytes:
    """Tables with a line for each answer; what is not a number is missing, by a code that says why."""
    texts = [("question", "Question", 0), ("part", "Part or group", 1), ("asked", "People asked", 2)]
    columns = [_text_column(name, label, [str(row[at] or "") for row in rows]) for name, label, at in texts]
    columns.append(_text_column("answer", "Answer", [str(row[3] or "") for row in rows]))
    few = {FEW: "Fewer than 5", NOT_SHOWN: "Not shown"}
    for name, label, at in (("number", "People, to the nearest 5", 5), ("percent", "Percent of those asked", 6)):
        cells = [float(cell) if isinstance(cell := row[at], int) else float(_why(row)) for row in rows]
        columns.append(spss.Column(name, label, cells, measure="scale", values=few, missing=(NOT_SHOWN, FEW)))
    return spss.sav(columns, title=title)


def _why(row: list[Cell]) -> int:
    return FEW if str(row[4]).startswith("fewer") else NOT_SHOWN


def _text_column(name: str, label: str, cells: list[str]) -> spss.Column:
    return spss.Column(name, label, cells, is_text=True)


def _answers_sav(title: str, answers: Answers) -> bytes:
    """Single answers as codes; what stands in place of an answer is missing, by a code that says which it is."""
    beside = [
        _text_column(name, name.capitalize(), [row.beside[at] for row in answers.rows])
        for at, name in enumerate(answers.beside)
    ]
    return spss.sav([*beside, *(_coded(variable, answers) for variable in answers.variables)], title=title)


def _coded(variable: Variable, answers: Answers) -> spss.Column:
    missing = variable.missing
    labels = {**variable.values, **{code: MISSING_LABELS[sign] for sign, code in missing.items()}}
    return spss.Column(
        variable.name,
        variable.label,
        [float(variable.code(row.version, row.answers)) for row in answers.rows],
        measure=variable.measure,
        values=labels,
        missing=(min(missing.values()), max(missing.values())),
    )
