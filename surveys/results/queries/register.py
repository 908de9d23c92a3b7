"""The register of what was released of a survey, with the words that each table was released with."""

from collections.abc import Iterable
from dataclasses import dataclass

from surveys.models import ReleasedTable, Survey
from surveys.results.disclosure.published import Protected
from surveys.results.disclosure.releases import Release
from surveys.results.queries.labels import Labels
from surveys.results.queries.selections import Look
from surveys.results.queries.tables import RANKED

Key = tuple[str, str, frozenset[str]]  # what is counted, in which groups, of whom


@dataclass(frozen=True)
class LabelledRelease:
    """A released table and its words."""

    release: Release
    labels: Labels

    @property
    def table(self) -> Protected:
        """What was shown."""
        return self.release.table


class Register:
    """The tables that were released of a survey, found by what they count. One statement."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self._by_key: dict[Key, LabelledRelease] = {}
        self.releases: list[Release] = []
        rows = ReleasedTable.objects.filter(survey=survey).order_by("pk")
        self.add(LabelledRelease(Release.from_json(row.table), Labels.from_json(row.labels)) for row in rows)

    def of(self, population: frozenset[str], by: str = "") -> dict[str, LabelledRelease]:
        """The tables of these people in these groups, by the dimension that they count."""
        return {key: each for (key, groups, whose), each in self._by_key.items() if (groups, whose) == (by, population)}

    def seen(self, look: Look) -> dict[str, LabelledRelease]:
        """The same, of what somebody looks at: where groups are compared, of the chosen question alone."""
        tables = self.of(look.selection.population(self.survey), look.groups)
        chosen = look.question if look.groups else ""
        return {key: each for key, each in tables.items() if chosen in ("", key)}

    def comparisons(self) -> list[tuple[str, frozenset[str], Labels]]:
        """Everything that was looked at beside the answers of everybody: groups and whose answers, with the words of
        both, oldest first."""
        found: dict[tuple[str, frozenset[str]], Labels] = {}
        for (_key, by, whose), kept in self._by_key.items():
            found.setdefault((by, whose), kept.labels)
        return [(by, whose, labels) for (by, whose), labels in found.items() if by or len(whose) > 1]

    def add(self, tables: Iterable[LabelledRelease]) -> None:
        """Know of more, once they are released."""
        for each in tables:
            self.releases.append(each.release)
            self._by_key[key_of(each.release)] = each


def key_of(release: Release) -> Key:
    """By what a released table is found. Groups are its rows, answers its columns."""
    if release.rows_of.endswith(RANKED):
        return release.columns_of, "", release.population
    if release.columns_of:
        return release.columns_of, release.rows_of, release.population
    return release.rows_of, "", release.population
