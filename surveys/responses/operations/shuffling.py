"""Writing rows anew in an order that chance makes, so that neither their keys nor their places in the database's files,
nor the numbers of the transactions that wrote them, tell which came when."""

from collections.abc import Mapping

from django.db import connection, models, transaction

# One statement on PostgreSQL: what is deleted is sorted by chance, then inserted.
ANEW = """
    WITH gone AS (DELETE FROM {table} WHERE {key} IN ({rows}) RETURNING *)
    INSERT INTO {table} ({columns}) SELECT {values} FROM gone ORDER BY gen_random_uuid()"""
# The same on SQLite, which deletes and inserts in two.
ANEW_IN_STEPS = (
    "CREATE TEMP TABLE gone AS SELECT * FROM {table} WHERE {key} IN ({rows})",
    "DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM gone)",
    "INSERT INTO {table} ({columns}) SELECT {values} FROM gone ORDER BY random()",
    "DROP TABLE gone",
)


@transaction.atomic
def shuffle(rows: models.QuerySet, *, anew: Mapping[str, str] = {}) -> int:
    """Delete rows and insert them again in shuffled order; how many. `anew` gives columns another value, as SQL. The
    caller holds the survey's row locked, so that nobody adds to these or changes them meanwhile."""
    meta, quote = rows.model._meta, connection.ops.quote_name
    columns = [field.column for field in meta.concrete_fields]
    told, params = rows.order_by().values("pk").query.sql_with_params()
    parts = {
        "table": quote(meta.db_table),
        "key": quote(meta.pk.column),
        "rows": told,
        "columns": ", ".join(map(quote, columns)),
        "values": ", ".join(anew.get(column, quote(column)) for column in columns),
    }
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(ANEW.format(**parts), params)
            return cursor.rowcount
        counts = []
        for step in ANEW_IN_STEPS:
            cursor.execute(step.format(**parts), params if "{rows}" in step else ())
            counts.append(cursor.rowcount)
        return counts[2]


def random_key() -> str:
    """A new random key of a row, as SQL."""
    return "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"


def random_number() -> str:
    """A new random number below 2**62 in place of one that counts up, as SQL."""
    if connection.vendor == "postgresql":
        return "('x' || substr(replace(gen_random_uuid()::text, '-', ''), 17))::bit(64)::bigint & 4611686018427387903"
    return "random() & 4611686018427387903"
