"""A translation as a spreadsheet for a translator, and what one says that comes back."""

from collections.abc import Iterator
from dataclasses import dataclass

from documents.exports import FORMULA, Cell, workbook
from documents.spreadsheets import Table
from surveys.questionnaires.models import Survey
from surveys.questionnaires.queries.drafts import Draft
from surveys.questionnaires.queries.languages import language_name
from surveys.questionnaires.queries.translations import sections

KEY, PART, ENGLISH, STATE = "Key", "What it is", "English", "State"
MOST_ROWS = 3_000


class NotASheet(Exception):
    """A spreadsheet that is none of ours, or of another survey or language; the message says which."""


@dataclass(frozen=True)
class Found:
    """Translations of texts whose English is what it was; what each of them was when the sheet was made, as
    `save_translation` asks for it; and how many were left out because their English is another by now."""

    texts: dict[str, str]
    read: dict[str, str]
    outdated: int


def sheet_of(survey: Survey, language: str, draft: Draft) -> tuple[bytes, int]:
    """An XLSX workbook with a row for each text, and how many there are. Its last column keeps what each translation
    was, so that when it comes back nobody's later work is overwritten unseen."""
    name = language_name(language)
    lines = [line for section in sections(survey, language, draft) for line in section.lines]
    rows = [[line.key, line.part, line.source, line.text, line.state.value, line.text] for line in lines]
    about: dict[str, Cell] = {
        "Survey": survey.title,
        "Language": name,
        "What to do": f"Write the translation into the column {name}. Leave the other columns as they are.",
        "Braces": "Words in braces, as {age}, stand for an answer. Keep them as they are.",
    }
    headings = [KEY, PART, ENGLISH, name, STATE, _before(name)]
    return workbook("Translation", headings, rows, about, about_title="What to do"), len(rows)


def texts_of(table: Table, survey: Survey, language: str, draft: Draft) -> Found:
    """What a sheet says, by key, where it says anything that it did not say when it was made, and that is not there
    already. Refused: NotASheet."""
    name = language_name(language)
    lines = {line.key: line for section in sections(survey, language, draft) for line in section.lines}
    texts, read, outdated = {}, {}, 0
    for key, english, text, before in _cells(table, name):
        line = lines.get(key)
        if line is None or text in ("", before, _on_one_line(line.text)):
            continue
        if english != _on_one_line(line.source):
            outdated += 1
            continue
        texts[key] = text
        read[key] = line.text if before == _on_one_line(line.text) else before
    return Found(texts, read, outdated)


def _before(name: str) -> str:
    return f"{name} when this sheet was made"


def _cells(table: Table, name: str) -> Iterator[list[str]]:
    """Of each row its key, the English, the translation, and what that was when the sheet was made."""
    headings = (KEY, ENGLISH, name, _before(name))
    missing = [heading for heading in headings if heading not in table.headings]
    if missing:
        raise NotASheet(f"This sheet has no column “{missing[0]}”. Choose the sheet that was made here for {name}.")
    places = [table.headings.index(heading) for heading in headings]
    return ([_unescaped(row[place]) for place in places] for row in table.rows)


def _on_one_line(text: str) -> str:
    """As a sheet is read: without line breaks. A text that is the same but for these stays as it is."""
    return " ".join(text.split())


def _unescaped(text: str) -> str:
    """Without the apostrophe that keeps a text from being taken for a formula."""
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text
