"""The register of what was released of a survey."""

from collections.abc import Iterable

from surveys.models import ReleasedTable, Survey
from surveys.results.disclosure.releases import Release
from surveys.results.queries.ground import BESIDE_QUESTIONS, Ground
from surveys.results.queries.selections import Selection, period_in_words
from surveys.results.queries.tables import RANKED

Key = tuple[str, str, frozenset[str]]  # what is counted, in which groups, of whom


class Register:
    """The tables that were released of a survey, found by what they count. One statement."""

    def __init__(self, survey: Survey) -> None:
        rows = ReleasedTable.objects.filter(survey=survey).order_by("pk")
        self.releases = [Release.from_json(row.table) for row in rows]
        self._by_key = {key_of(release): release for release in self.releases}

    def find(self, key: str, by: str, population: frozenset[str]) -> Release | None:
        """The table of a dimension, in groups or not, of these people."""
        return self._by_key.get((key, by, population))

    def of(self, population: frozenset[str], by: str = "") -> dict[str, Release]:
        """The tables of these people in these groups, by the dimension that they count."""
        return {key: each for (key, groups, whose), each in self._by_key.items() if (groups, whose) == (by, population)}

    def comparisons(self) -> list[tuple[str, frozenset[str]]]:
        """Everything that was looked at beside the answers of everybody: groups and whose answers, oldest first."""
        found = dict.fromkeys((by, whose) for _key, by, whose in self._by_key)
        return [(by, whose) for by, whose in found if by or len(whose) > 1]

    def add(self, releases: Iterable[Release]) -> None:
        """Know of more, once they are released."""
        for release in releases:
            self.releases.append(release)
            self._by_key[key_of(release)] = release


def key_of(release: Release) -> Key:
    """By what a released table is found. Groups are its rows, answers its columns."""
    if release.rows_of.endswith(RANKED):
        return release.columns_of, "", release.population
    if release.columns_of:
        return release.columns_of, release.rows_of, release.population
    return release.rows_of, "", release.population


def by_in_words(ground: Ground, by: str) -> str:
    """What groups are made of."""
    return BESIDE_QUESTIONS.get(by) or ground.shown[by].label


def selection_in_words(ground: Ground, selection: Selection) -> list[str]:
    """Whose answers are counted, where it is not everybody's."""
    told = [f"About {selection.about}"] if selection.about else []
    told += [f"Answered in {period_in_words(selection.period)}"] if selection.period else []
    told += [f"Version {selection.version} of the questions"] if selection.version else []
    key, option = selection.group
    dimension = ground.shown.get(key)
    if dimension:
        label = next((each.label for each in dimension.categories if each.key == option), option)
        told.append(f"{dimension.label} {label}")
    return told
