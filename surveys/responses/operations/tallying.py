"""Adding one person's answers to the totals of a survey that keeps no row of them."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import connection

from surveys.questionnaires.definition import Questionnaire
from surveys.questionnaires.models import Version
from surveys.responses.queries.tallying import cells

# One value holds all rows: hundreds of places for values take longer to read than the rows take to write.
ADD = """
    INSERT INTO surveys_tally (id, version_id, about, "table", cell, number) {rows}
    ON CONFLICT (version_id, about, "table", cell) DO UPDATE SET number = surveys_tally.number + excluded.number"""
ROWS = {
    "postgresql": """
        SELECT (told ->> 0)::bigint, %s, %s, told ->> 1, told ->> 2, (told ->> 3)::integer
        FROM jsonb_array_elements(%s) WITH ORDINALITY each (told, place) ORDER BY place""",
    "sqlite": """
        SELECT value ->> 0, %s, %s, value ->> 1, value ->> 2, value ->> 3 FROM json_each(%s) WHERE true ORDER BY key""",
}


def add_to_totals(questionnaire: Questionnaire, *, version: Version, about: str, answers: Mapping[str, Any]) -> None:
    """Add one to each cell that these settled answers belong to, in one statement. Everybody locks the rows in the same
    order, so that nobody waits in a circle."""
    add_numbers(version=version, about=about, numbers=cells(questionnaire, answers))


def add_numbers(*, version: Version, about: str, numbers: Mapping[Any, int]) -> None:
    """Add so much to each cell, (table, cell) by (table, cell). Rows are numbered by chance: numbers that count up
    would show which answers one and the same person was the first to give."""
    told = [(secrets.randbits(62), *cell, number) for cell, number in sorted(numbers.items())]
    if told:
        with connection.cursor() as cursor:
            cursor.execute(ADD.format(rows=ROWS[connection.vendor]), [version.pk, about, json.dumps(told)])
