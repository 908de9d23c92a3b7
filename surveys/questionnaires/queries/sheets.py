"""A translation as a spreadsheet for a translator, and what one says that comes back."""

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
    """Translations of texts whose English is what it was, and how many were left out because theirs is not."""

    texts: dict[str, str]
    outdated: int


def sheet_of(survey: Survey, language: str, draft: Draft) -> tuple[bytes, int]:
    """An XLSX workbook with a row for each text, and how many there are."""
    name = language_name(language)
    lines = [line for section in sections(survey, language, draft) for line in section.lines]
    rows = [[line.key, line.part, line.source, line.text, line.state.value] for line in lines]
    about: dict[str, Cell] = {
        "Survey": survey.title,
        "Language": name,
        "What to do": f"Write the translation into the column {name}. Leave the other columns as they are.",
        "Braces": "Words in braces, as {age}, stand for an answer. Keep them as they are.",
    }
    headings = [KEY, PART, ENGLISH, name, STATE]
    return workbook("Translation", headings, rows, about, about_title="What to do"), len(rows)


def texts_of(table: Table, survey: Survey, language: str, draft: Draft) -> Found:
    """What a sheet says, by key, where it says anything and differs from what is there. Refused: NotASheet."""
    name = language_name(language)
    missing = [heading for heading in (KEY, ENGLISH, name) if heading not in table.headings]
    if missing:
        raise NotASheet(f"This sheet has no column “{missing[0]}”. Choose the sheet that was made here for {name}.")
    key_at, english_at, text_at = (table.headings.index(heading) for heading in (KEY, ENGLISH, name))
    lines = {line.key: line for section in sections(survey, language, draft) for line in section.lines}
    texts, outdated = {}, 0
    for row in table.rows:
        line, text = lines.get(row[key_at]), _unescaped(row[text_at])
        # A sheet loses line breaks when it is read: a text that is the same but for these stays as it is.
        if line is None or not text or text == " ".join(line.text.split()):
            continue
        if _unescaped(row[english_at]) != " ".join(line.source.split()):
            outdated += 1
        else:
            texts[line.key] = text
    return Found(texts, outdated)


def _unescaped(text: str) -> str:
    """Without the apostrophe that keeps a text from being taken for a formula."""
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text
