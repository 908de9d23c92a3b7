"""How answers are counted by the database: one pass over the rows for all questions, on PostgreSQL and on SQLite.

Each row's answers are opened once, and every pair of question and answer is counted as it stands, as text. What these
texts mean is worked out afterwards, from a few thousand lines. A statement for each question would open each row's
answers as often as there are questions.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connection

from surveys.models import AnonymousResponse, Mode, NamedResponse, PairedResponse, Survey
from surveys.results.queries.joined import Joined
from surveys.results.queries.selections import ABOUT, PERIOD, Selection, weeks_of

TABLES = {
    Mode.NAMED: NamedResponse._meta.db_table,
    Mode.PAIRED: PairedResponse._meta.db_table,
    Mode.ANONYMOUS: AnonymousResponse._meta.db_table,
}
COLUMNS = {PERIOD: "r.period", ABOUT: "r.about", "": "''"}
COUNT_ANSWERS = """
    SELECT r.version_id, {by}, e.key, {value}, COUNT(*)
    FROM {table} r{opened}
    WHERE r.is_released AND {where}
    GROUP BY e.key, e.value, r.version_id{by_too}"""
COUNT_PEOPLE = (
    "SELECT r.version_id, {by}, COUNT(*) FROM {table} r WHERE r.is_released AND {where} GROUP BY r.version_id{by_too}"
)


class Line(NamedTuple):
    """How many of one version, and of one group where there are groups, gave one answer, written as text."""

    version: int
    group: str
    question: str
    answer: str
    number: int


class Where(NamedTuple):
    """A condition in SQL, with what it compares with."""

    sql: str
    values: list[Any]


def lines(
    survey: Survey, joined: Joined, selection: Selection, *, by: str = "", only: Sequence[str] | None = None
) -> Iterator[Line]:
    """Every answer that was given, of every question or of some, with how many gave it. `by`: "~period", "~about", or
    the key of a question whose answers, as text, are the groups. Only rows that were released."""
    where = _where(survey, joined, selection)
    by_sql, by_values = _by(joined, by)
    opened, value = "", "e.value"
    if connection.vendor == "postgresql":
        opened = " CROSS JOIN LATERAL jsonb_each_text(r.answers) e"
    else:
        opened, value = " JOIN json_each(r.answers) e", "CAST(e.value AS text)"
    if only is not None:
        names = sorted({name for key in only for name in joined.asked(key).names.values()})
        where = Where(f"{where.sql} AND e.key IN ({_marks(names)})", [*where.values, *names])
    sql = COUNT_ANSWERS.format(
        by=by_sql, value=value, table=TABLES[Mode(survey.mode)], opened=opened, where=where.sql, by_too=_by_too(by)
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*by_values, *where.values])
        yield from (Line(*row) for row in cursor.fetchall())


def people(survey: Survey, joined: Joined, selection: Selection, *, by: str = "") -> dict[tuple[int, str], int]:
    """How many rows there are, by version and group."""
    where = _where(survey, joined, selection)
    by_sql, by_values = _by(joined, by)
    sql = COUNT_PEOPLE.format(by=by_sql, table=TABLES[Mode(survey.mode)], where=where.sql, by_too=_by_too(by))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*by_values, *where.values])
        return {(version, group): number for version, group, number in cursor.fetchall()}


def _by_too(by: str) -> str:
    """Rows are grouped by the second column as well, unless it is the same for all: that would cost a third more."""
    return ", 2" if by else ""


def _by(joined: Joined, by: str) -> tuple[str, list[Any]]:
    """What rows are grouped by: a column, or the answer to a question by whatever name each version gave it."""
    if by in COLUMNS:
        return COLUMNS[by], []
    names = joined.asked(by).names
    different = sorted(set(names.values()))
    if len(different) == 1:
        return f"COALESCE({_answer('%s')}, '')", [_path(different[0])]
    cases = " ".join(f"WHEN r.version_id = {version:d} THEN {_answer('%s')}" for version in names)
    return f"COALESCE(CASE {cases} END, '')", [_path(name) for name in names.values()]


def _answer(name: str) -> str:
    if connection.vendor == "postgresql":
        return f"r.answers ->> {name}"
    return f"CAST(json_extract(r.answers, {name}) AS text)"


def _path(name: str) -> str:
    return name if connection.vendor == "postgresql" else f'$."{name}"'


def _where(survey: Survey, joined: Joined, selection: Selection) -> Where:
    versions = joined.versions(selection.version)
    clauses, values = [f"r.version_id IN ({_marks(versions)})"], list[Any](versions)
    if selection.about:
        clauses.append("r.about = %s")
        values.append(selection.about)
    if selection.period:
        periods = weeks_of(selection.period)
        clauses.append(f"r.period IN ({_marks(periods)})")
        values += periods
    if selection.group[0]:
        group = _of_group(joined, *selection.group)
        clauses.append(group.sql)
        values += group.values
    return Where(" AND ".join(clauses), values)


def _of_group(joined: Joined, key: str, option: str) -> Where:
    """Those who chose one option, of a question with one or several, by whatever names each version gave both."""
    asked = joined.asked(key)
    clauses, values = [], list[Any]()
    for version, name in asked.names.items():
        for own in _own_options(asked.options[version], option):
            clauses.append(f"(r.version_id = {version:d} AND {_chose()})")
            values += _chosen(name, own)
    return Where(f"({' OR '.join(clauses) or 'FALSE'})", values)


def _own_options(here: dict[str, str], option: str) -> list[str]:
    return [option] if option.startswith("~") else [own for own, key in here.items() if key == option]


def _chose() -> str:
    """For one option and for several alike: the text itself, or a list that has it."""
    if connection.vendor == "postgresql":
        return "(r.answers -> %s) @> to_jsonb(%s::text)"
    return "EXISTS (SELECT 1 FROM json_each(r.answers, %s) c WHERE c.value = %s)"


def _chosen(name: str, option: str) -> list[Any]:
    return [_path(name), option]


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))
