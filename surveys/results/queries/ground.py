"""What can be counted of a survey, and what the true counts are: nothing here is fit to be shown."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from surveys.models import Mode, Survey
from surveys.results.queries.dimensions import Dimension
from surveys.results.queries.joined import Asked, Joined
from surveys.results.queries.selections import ABOUT, PERIOD, VERSION, Look, Selection

BESIDE_QUESTIONS = {PERIOD: "When people answered", VERSION: "Version of the questions", ABOUT: "What it was about"}
WHOLE = Selection()


@dataclass(frozen=True)
class Ground:
    """What can be counted of a survey: its questions over all versions, and the dimensions that they make; `shown` are
    those that tables are made of."""

    survey: Survey
    joined: Joined
    dimensions: dict[str, Dimension]
    shown: dict[str, Dimension]
    by_name: dict[tuple[int, str], Asked]

    @property
    def keeps_rows(self) -> bool:
        """Whether there are rows to count, rather than totals alone."""
        return self.survey.mode != Mode.COUNTED

    @property
    def comparable(self) -> dict[str, Dimension]:
        """The dimensions that can be compared by groups: what people wrote is kept apart from their other answers."""
        return {key: each for key, each in self.shown.items() if not each.is_in_own_words}

    def compared(self, look: Look) -> list[str]:
        """The dimensions that a look compares by its groups: the one that was chosen, or every other one that can be;
        none where no groups are compared."""
        if not look.groups:
            return []
        return [look.question] if look.question else [key for key in self.comparable if key != look.groups]

    def placed(self, key: str, part: str, cell: str) -> Iterable["Placed"]:
        """The category of a question, or of a part of it, that a cell is counted under: none where it is not known."""
        name = f"{key}.{part}" if part else key
        dimension = self.dimensions.get(name)
        category = dimension.place(cell) if dimension else ""
        return (Placed(name, category),) if category else ()


class Placed(NamedTuple):
    """One category of one dimension."""

    dimension: str
    category: str


@dataclass
class Counted:
    """True counts. `numbers`: how many are in a category, by group; `asked`: how many were asked, by group; `people`:
    how many answered at all, by group. Without groups the group is ""."""

    numbers: Counter[tuple[str, Placed]] = field(default_factory=Counter)
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)

    def add(self, group: str, placed: list[Placed], number: int) -> None:
        """Count so many people in these categories, of one question."""
        for each in placed:
            self.numbers[group, each] += number
        for dimension in {each.dimension for each in placed}:
            self.asked[group, dimension] += number
