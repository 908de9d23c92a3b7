"""What each column of a file of answers means."""

from dataclasses import dataclass

from surveys.results.exports.variables import MISSING_LABELS, variables_of
from surveys.results.queries.joined import Joined


@dataclass(frozen=True)
class Entry:
    """One column: its name, its question, its codes with their meanings, and the versions that ask it."""

    name: str
    label: str
    values: tuple[tuple[int, str], ...]
    versions: str


def codebook(joined: Joined) -> list[Entry]:
    """Every column, made from the published versions. Districts are not listed: their codes are those of one file."""
    asked_in = {
        asked.key: ", ".join(str(joined.numbers[version]) for version in sorted(asked.names))
        for asked in joined.questions
    }
    entries = []
    for variable in variables_of(joined, []):
        missing = tuple((code, MISSING_LABELS[sign]) for sign, code in variable.missing.items())
        versions = asked_in[variable.question]
        entries.append(Entry(variable.name, variable.label, (*variable.values.items(), *missing), versions))
    return entries
