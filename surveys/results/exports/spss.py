"""Files of SPSS. pyreadstat writes them out of a data frame, of which it asks very little: we give it that little, so
that the product needs no data frame library."""

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Self

import narwhals.stable.v2 as nw
import pyreadstat

MOST_LABEL = 250  # bytes of a label that SPSS keeps: 255, and 120 of a value's
MOST_VALUE_LABEL = 120


@dataclass(frozen=True)
class Column:
    """A column of numbers, or of texts. `values` labels numbers; `missing` is the least and the greatest number that
    stands in place of an answer."""

    name: str
    label: str
    cells: Sequence[float] | Sequence[str]
    is_text: bool = False
    measure: str = "nominal"
    values: Mapping[int, str] | None = None
    missing: tuple[int, int] | None = None


def sav(columns: Sequence[Column], *, title: str) -> bytes:
    """The columns as a file of SPSS, with labels of variables and values, and ranges of numbers that are missing."""
    labels = {column.name: _value_labels(column.values) for column in columns if column.values}
    ranges: dict[str, Any] = {column.name: [_range(column.missing)] for column in columns if column.missing}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        pyreadstat.write_sav(
            _Frame(columns),
            path,
            file_label=_cut(title, 60),
            column_labels=[_cut(column.label, MOST_LABEL) for column in columns],
            variable_value_labels=labels,
            missing_ranges=ranges,
            variable_measure={column.name: column.measure for column in columns},
            variable_format={column.name: "F8.0" for column in columns if not column.is_text},
            row_compress=True,
        )
        return path.read_bytes()


def _range(missing: tuple[int, int]) -> dict[str, float]:
    return {"lo": float(missing[0]), "hi": float(missing[1])}


def _value_labels(values: Mapping[int, str]) -> dict[float, str]:
    return {float(value): _cut(label, MOST_VALUE_LABEL) for value, label in values.items()}


def _cut(text: str, most: int) -> str:
    """As much of a text as fits, in bytes, without half a letter at its end."""
    return text.encode()[:most].decode(errors="ignore")


class _Series:
    """One column as narwhals knows it: a name, a type, values, and none that is empty."""

    def __init__(self, column: Column, version: Any) -> None:
        self.name, self._cells, self._version = column.name, column.cells, version
        self.dtype = nw.String() if column.is_text else nw.Float64()

    def __narwhals_series__(self) -> Self:
        return self

    def null_count(self) -> int:
        return 0

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)


class _Frame:
    """Columns as narwhals knows a data frame, as far as the writing of a file asks for it."""

    # pyreadstat takes frames of two libraries alone, and treats one of polars as what narwhals makes of it.
    _implementation = nw.Implementation.POLARS

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._version: Any = None
        self.columns = [column.name for column in columns]

    def __narwhals_dataframe__(self) -> Self:
        return self

    def __native_namespace__(self) -> ModuleType:
        return sys.modules[__name__]

    def _with_version(self, version: Any) -> Self:
        self._version = version
        return self

    def __len__(self) -> int:
        return len(self._columns[0].cells) if self._columns else 0

    def iter_columns(self) -> Iterator[_Series]:
        return (_Series(column, self._version) for column in self._columns)

    def iter_rows(self, *, named: bool, buffer_size: int) -> Iterator[tuple[Any, ...]]:
        return zip(*(column.cells for column in self._columns), strict=True)
