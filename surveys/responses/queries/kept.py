"""What is kept of an answer in each mode, read off the tables themselves."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db import models

from surveys.questionnaires.models import Mode
from surveys.responses.models import (
    TABLES,
    AnonymousResponse,
    HeldText,
    NamedResponse,
    PairedResponse,
    SavedPaper,
    Spent,
    Tally,
)


class KeptColumn(NamedTuple):
    """One thing that a row holds: what it is called, and what it is in plain words."""

    name: str
    words: str


class KeptTable(NamedTuple):
    """One list that an answer can reach, when it does, and all that a row of it holds."""

    name: str
    words: str
    columns: tuple[KeptColumn, ...]


# What each table is to whoever answers. A table without words here stops the page, and its test.
TABLE_WORDS: Mapping[type[models.Model], tuple[str, str]] = {
    AnonymousResponse: ("Your answers", "One row for each person, without anything that says who."),
    PairedResponse: (
        "Your answers",
        "One row before and one after, without anything that says who. They are joined by the code that you make up.",
    ),
    NamedResponse: ("Your answers", "One row for each person, with their account."),
    Tally: ("Totals", "Your answers are added to these numbers. There is no list of anybody’s answers."),
    HeldText: (
        "What you wrote in your own words",
        "Only if you wrote something. One person reads it before anybody else does, and it is not kept with your "
        "other answers.",
    ),
    Spent: ("What was sent", "So that nothing is counted twice. It is deleted when the survey closes."),
    SavedPaper: ("A page saved for later", "Only if you chose to save it. It is deleted when you send your answers."),
}
NUMBER_OF_ROW = "A number, so that the row has a name."


def kept_about(mode: Mode) -> list[KeptTable]:
    """Every table that an answer in this mode can reach, with every column of it: the page “What we keep” is made of
    this. Raises LookupError where a table or a column has no words yet."""
    return [_table(table) for table in TABLES[mode]]


def _table(table: type[models.Model]) -> KeptTable:
    name, words = TABLE_WORDS[table]
    return KeptTable(name, words, tuple(_column(field) for field in table._meta.concrete_fields))


def _column(field: models.Field) -> KeptColumn:
    if isinstance(field, models.AutoField):
        return KeptColumn("number", NUMBER_OF_ROW)
    words = str(field.help_text)
    if not words:
        raise LookupError(f"{field} needs a help text: people are told of everything that is kept.")
    return KeptColumn(str(field.verbose_name), words)
