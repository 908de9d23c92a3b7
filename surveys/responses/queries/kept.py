"""What is kept of an answer in each mode, read off the tables themselves."""

from typing import NamedTuple

from django.db import models

from surveys.questionnaires.models import Mode
from surveys.responses.models import TABLES
from surveys.responses.words.kept import KEPT, KeptWords, Said


class KeptTable(NamedTuple):
    """One list that an answer can reach, when it does, and all that a row of it holds."""

    name: str
    words: str
    columns: tuple[Said, ...]


def kept_about(mode: Mode, language: str = "en") -> list[KeptTable]:
    """Every table that an answer in this mode can reach, with every column of it, in words of a language: the page
    “What we keep” is made of this. Raises LookupError where a table or a column has no words yet."""
    return [_table(table, KEPT[language]) for table in TABLES[mode]]


def _table(table: type[models.Model], words: KeptWords) -> KeptTable:
    columns = (words.of_column(table.__name__, field.name) for field in table._meta.concrete_fields)
    return KeptTable(*words.of_table(table.__name__), tuple(columns))
