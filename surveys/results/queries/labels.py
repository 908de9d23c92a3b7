"""The words of a released table, kept with it: it can be read when the answers and their bands are long gone."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from surveys.questionnaires.definition import Kind
from surveys.responses.queries.tallying import PEOPLE
from surveys.results.queries.dimensions import Category
from surveys.results.queries.ground import BESIDE_QUESTIONS, Ground
from surveys.results.queries.selections import Selection, period_in_words
from surveys.results.queries.tables import PLACES, Table, group_in_words


@dataclass(frozen=True)
class Labels:
    """`label`: what the table counts; `title`: the question as it is put, or a row of a grid where groups are compared;
    `part`: the row of a grid; `whose`: whose answers, where not everybody's; `by`: what groups are made of; `groups`:
    what each is called; `at`: its place in the order of asking. A table that is no question by itself has neither
    `kind` nor `answers`."""

    label: str
    whose: tuple[str, ...] = ()
    by: str = ""
    question: str = ""
    at: int = -1
    title: str = ""
    kind: str = ""
    part: str = ""
    answers: tuple[Category, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What staff call the table."""
        compared = f" – {self.by}" if self.by else ""
        return f"{self.label}{compared}" + "".join(f" ({words})" for words in self.whose)

    def as_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the table."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Labels":
        """The labels that `as_json` wrote."""
        answers = tuple(Category(**each) for each in data["answers"])
        return cls(**{**data, "whose": tuple(data["whose"]), "answers": answers})


def labels_of(ground: Ground, table: Table, selection: Selection) -> Labels:
    """How a table reads today."""
    whose = tuple(selection_in_words(ground, selection))
    if table.key == PEOPLE:
        return Labels("How many people answered", whose)
    dimension = ground.shown[table.key.removesuffix(PLACES)]
    if table.key.endswith(PLACES):
        return Labels(f"{dimension.label} – every place", whose)
    is_whole_grid = dimension.kind is Kind.GRID and not table.by
    asked = ground.joined.asked(dimension.question)
    return Labels(
        dimension.label,
        whose,
        by_in_words(ground, table.by) if table.by else "",
        dimension.question,
        list(ground.shown).index(table.key),
        ground.joined.label(asked) if is_whole_grid else dimension.label,
        dimension.kind.value,
        dimension.part,
        dimension.categories,
        _groups(ground, table),
    )


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


def _groups(ground: Ground, table: Table) -> dict[str, str]:
    if not table.by:
        return {}
    if table.by in ground.shown:
        return {category.key: category.label for category in ground.shown[table.by].categories}
    return {group: group_in_words(table.by, group) for group in table.counts.rows}
