"""The parts of a questionnaire as it is asked and counted: pages, questions, options. No words: these are apart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# An expression of `rules`, as JSON: {"op": "any", "question": "age", "values": ["16", "17"]}.
Rule = Mapping[str, Any]


class Kind(StrEnum):
    """What sort of answer a question takes. `answers` says how each is written down."""

    SINGLE = "single"
    SEVERAL = "several"
    SCALE = "scale"
    GRID = "grid"
    RANKING = "ranking"
    NUMBER = "number"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    MONTH = "month"
    YEAR = "year"
    AUTHORITY = "authority"
    DISTRICT = "district"


ONE_OPTION = frozenset({Kind.SINGLE, Kind.SCALE, Kind.AUTHORITY})
WITH_OPTIONS = ONE_OPTION | {Kind.SEVERAL, Kind.GRID, Kind.RANKING}
IN_OWN_WORDS = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT})


@dataclass(frozen=True)
class Option:
    """One answer to choose. `exclusive` stands alone among several ("none of these"); `census` names the category of
    the Census 2021 table that it is counted under, for questions of an equality set."""

    id: str
    exclusive: bool = False
    census: str = ""


@dataclass(frozen=True)
class Question:
    """One question. `rows` are those of a grid; `least` and `greatest` bound a number, or how many of several options
    may be chosen; `equality` names the set and its edition that the question comes from, as "ethnic-group@2021"."""

    id: str
    kind: Kind
    options: tuple[Option, ...] = ()
    rows: tuple[str, ...] = ()
    sensitive: bool = False
    rule: Rule | None = None
    least: int | None = None
    greatest: int | None = None
    equality: str = ""
    may_be_quoted: bool = False

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the greatest number that it takes."""
        least = self.least if self.least is not None else 0
        return least, self.greatest if self.greatest is not None else 1_000_000

    def option(self, key: str) -> Option | None:
        """The option of this id, if there is one."""
        return next((option for option in self.options if option.id == key), None)


@dataclass(frozen=True)
class Skip:
    """From the end of a page on to a later one, when the rule holds."""

    when: Rule
    to: str


@dataclass(frozen=True)
class Help:
    """Where to turn, shown on the page when the rule holds; worked out when the page is drawn, never kept."""

    id: str
    when: Rule


@dataclass(frozen=True)
class Page:
    """Questions that are asked together, when the rule holds."""

    id: str
    questions: tuple[Question, ...] = ()
    rule: Rule | None = None
    skips: tuple[Skip, ...] = ()
    help: tuple[Help, ...] = ()


@dataclass(frozen=True)
class Questionnaire:
    """All that is asked, in its order. `crosstabs` are the pairs of questions that a survey which only counts may count
    together, declared before anybody answers."""

    pages: tuple[Page, ...] = ()
    crosstabs: tuple[tuple[str, str], ...] = ()
    _by_id: dict[str, Question] = field(init=False, repr=False, compare=False, hash=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Know each question by its id."""
        self._by_id.update({question.id: question for question in self.questions()})

    def questions(self) -> Iterator[Question]:
        """Every question, in the order of asking."""
        return (question for page in self.pages for question in page.questions)

    def question(self, key: str) -> Question:
        """The question of this id. Raises KeyError where there is none."""
        return self._by_id[key]

    def takes_text(self) -> bool:
        """Whether anybody is asked for their own words."""
        return any(question.kind in IN_OWN_WORDS for question in self.questions())
