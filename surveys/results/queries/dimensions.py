"""What a table counts by: a question, a row of a grid or an option of a ranking, as categories that everybody is in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from surveys.questionnaires.definition import IN_OWN_WORDS, WITH_OPTIONS, Instead, Kind
from surveys.results.queries.bands import Numbers, bands_of
from surveys.results.queries.joined import Asked, Joined

LEFT = {
    Instead.PREFER_NOT.value: "Prefer not to say",
    Instead.UNCOMFORTABLE.value: "I don’t feel comfortable to say",
    Instead.SKIPPED.value: "Left blank",
}
WRITTEN, WROTE = "~written", "Wrote something"  # no answer is kept as this


@dataclass(frozen=True)
class Category:
    """One answer, or several that are counted together. `is_answer` is False for what stands in place of an answer."""

    key: str
    label: str
    is_answer: bool = True


@dataclass(frozen=True)
class Dimension:
    """`key` is the question's, with the row of a grid or the option of a ranking after a full stop. `place` tells which
    category an answer is counted under, from its cell as `responses.queries.tallying` writes it. `is_exclusive` is
    False where several answers could be chosen. `holds`: see `Bands`."""

    key: str
    label: str
    kind: Kind
    categories: tuple[Category, ...]
    place: Callable[[str], str]
    part: str = ""
    holds: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_exclusive(self) -> bool:
        """Whether each person is in one category."""
        return self.kind is not Kind.SEVERAL and not self.is_in_own_words

    @property
    def is_in_own_words(self) -> bool:
        """Whether only those who wrote are counted, from what they wrote: nothing of it is in their row."""
        return self.kind in IN_OWN_WORDS

    @property
    def question(self) -> str:
        """The key of the question."""
        return self.key.partition(".")[0]


def dimensions_of(joined: Joined, numbers: Mapping[str, Numbers]) -> dict[str, Dimension]:
    """Every dimension of a survey by its key, in the order of asking. `numbers`: for each question whose answers are
    counted in bands, how many gave each answer, over the whole survey, so that bands are the same in every table."""
    found = (each for asked in joined.questions for each in _of(joined, asked, numbers.get(asked.key, {})))
    return {dimension.key: dimension for dimension in found}


def _of(joined: Joined, asked: Asked, numbers: Numbers) -> Iterator[Dimension]:
    question, kind = asked.question, asked.question.kind
    left = _left(asked)
    options = tuple(Category(option.id, joined.option(asked, option.id)) for option in question.options)
    if kind is Kind.GRID:
        for row in question.rows:
            yield _dimension(asked, joined.label(asked, row), (*options, *left), row, joined.row(asked, row))
    elif kind is Kind.RANKING:
        places = tuple(Category(str(n), f"Place {n}") for n in range(1, len(options) + 1))
        for option in options:
            yield _dimension(asked, joined.label(asked), (*places, *left), option.key, option.label)
    elif kind in WITH_OPTIONS:
        yield _dimension(asked, joined.label(asked), (*options, *left))
    elif kind in IN_OWN_WORDS:
        yield Dimension(asked.key, joined.label(asked), kind, (Category(WRITTEN, WROTE),), lambda cell: "")
    else:
        bands = bands_of(question, numbers)
        categories = tuple(Category(band.key, band.label) for band in bands.bands)
        instead = frozenset(category.key for category in left)
        place = partial(_band_or_instead, bands.place, instead)
        yield Dimension(asked.key, joined.label(asked), kind, (*categories, *left), place, holds=bands.holds)


def _band_or_instead(place: Callable[[str], str], instead: frozenset[str], cell: str) -> str:
    return cell if cell in instead else place(cell)


def shown(dimensions: Mapping[str, Dimension]) -> dict[str, Dimension]:
    """The dimensions that tables are made of: a ranking is one of them, by what was put first."""
    found: dict[str, Dimension] = {}
    for dimension in dimensions.values():
        if dimension.kind is not Kind.RANKING:
            found[dimension.key] = dimension
        elif dimension.question not in found:
            found[dimension.question] = _first_choice(dimension, dimensions)
    return found


def _first_choice(first: Dimension, dimensions: Mapping[str, Dimension]) -> Dimension:
    parts = [each for each in dimensions.values() if each.question == first.question]
    options = tuple(Category(each.key.partition(".")[2], each.part) for each in parts)
    left = tuple(category for category in first.categories if not category.is_answer)
    return Dimension(first.question, first.label, Kind.RANKING, (*options, *left), lambda cell: "")


def _left(asked: Asked) -> tuple[Category, ...]:
    """What may stand in place of an answer to this question."""
    named = [each for each in LEFT if each != Instead.UNCOMFORTABLE or asked.question.sensitive]
    return tuple(Category(each, LEFT[each], is_answer=False) for each in named)


def _dimension(asked: Asked, label: str, categories: tuple[Category, ...], row: str = "", part: str = "") -> Dimension:
    known = frozenset(category.key for category in categories)
    key = f"{asked.key}.{row}" if row else asked.key
    return Dimension(key, label, asked.question.kind, categories, lambda cell: cell if cell in known else "", part)
