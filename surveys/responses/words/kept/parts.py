"""How tables and columns are put into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Said(NamedTuple):
    """What something is called, and what it is."""

    name: str
    words: str


@dataclass(frozen=True)
class KeptWords:
    """The words of one language: `tables` by the name of a model; `columns` by "column", where it is the same in every
    table, or by "Model.column", which goes before it."""

    tables: Mapping[str, Said]
    columns: Mapping[str, Said]

    def of_table(self, table: str) -> Said:
        """What is said of a table. Raises LookupError where there are no words: people are told of all that is kept."""
        return self._found(self.tables, table)

    def of_column(self, table: str, column: str) -> Said:
        """What is said of a column of a table. Raises LookupError likewise."""
        own = f"{table}.{column}"
        return self._found(self.columns, own if own in self.columns else column, own)

    def _found(self, words: Mapping[str, Said], key: str, name: str = "") -> Said:
        if key not in words:
            raise LookupError(f"{name or key} needs words: people are told of everything that is kept.")
        return words[key]
