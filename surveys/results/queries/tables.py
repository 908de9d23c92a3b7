"""Tables of true counts, as the disclosure service takes them: one question by itself, or in groups."""

from dataclasses import dataclass

from surveys.questionnaires.definition import Kind
from surveys.responses.queries.tallying import PEOPLE
from surveys.results.disclosure.tables import Counts
from surveys.results.queries.dimensions import Category
from surveys.results.queries.ground import Counted, Ground, Placed
from surveys.results.queries.selections import ABOUT, PERIOD, VERSION, period_in_words

ONE = ("",)
PLACES, RANKED = "~place", "~ranked"  # after a ranking's key: in which place something was put, and what


@dataclass(frozen=True)
class Table:
    """The true counts of one question, or of one row of a grid; `by` names the groups, where there are any."""

    key: str
    by: str
    counts: Counts


def questions_by_themselves(ground: Ground, counted: Counted) -> list[Table]:
    """A table of each question, and of each row of each grid, that anybody was asked. A ranking is counted by what was
    put first, and has a second table of how often each was put in each place, which its averages are made of. Before
    all of them, how many people answered."""
    keys = [key for key in ground.shown if _asked(ground, counted, key)]
    people = counted.people[""]
    found = [Table(PEOPLE, "", Counts(("answered",), ONE, ((people,),), people))]
    found += [Table(key, "", _one_way(ground, counted, key)) for key in keys]
    places = ((key, _places(ground, counted, key)) for key in keys)
    return found + [Table(key + PLACES, key + RANKED, counts) for key, counts in places if counts]


def in_groups(ground: Ground, counted: Counted, keys: list[str], by: str) -> list[Table]:
    """A table of each of these dimensions in the groups that they were counted in."""
    groups = [category.key for category in groups_of(ground, counted, by)]
    return [Table(key, by, _two_way(ground, counted, key, groups)) for key in keys]


def groups_of(ground: Ground, counted: Counted, by: str) -> list[Category]:
    """The groups that people were counted in, in their order."""
    if by in ground.dimensions:
        return list(ground.dimensions[by].categories)
    found = sorted({group for group, _dimension in counted.asked}, key=lambda group: (len(group), group))
    return [Category(group, group_in_words(by, group)) for group in found]


def group_in_words(by: str, group: str) -> str:
    """What a month, a version or a course is called as a group."""
    words = {PERIOD: period_in_words, VERSION: lambda n: f"Version {n}", ABOUT: lambda code: code or "No course"}[by]
    return words(group)


def _line(ground: Ground, counted: Counted, key: str, group: str) -> tuple[int, ...]:
    dimension = ground.shown[key]
    if dimension.kind is not Kind.RANKING:
        return tuple(counted.numbers[group, Placed(key, category.key)] for category in dimension.categories)
    options = [category.key for category in dimension.categories if category.is_answer]
    firsts = [counted.numbers[group, Placed(f"{key}.{option}", "1")] for option in options]
    left = [category.key for category in dimension.categories if not category.is_answer]
    anything = f"{key}.{options[0]}"
    return (*firsts, *(counted.numbers[group, Placed(anything, each)] for each in left))


def _base(ground: Ground, counted: Counted, key: str, group: str) -> int:
    """Whoever was asked. Where each has one answer this is the sum of the answers."""
    if ground.shown[key].is_exclusive:
        return sum(_line(ground, counted, key, group))
    return counted.asked[group, key]


def _asked(ground: Ground, counted: Counted, key: str) -> int:
    return sum(_base(ground, counted, key, group) for group in {group for group, _dimension in counted.asked})


def _one_way(ground: Ground, counted: Counted, key: str) -> Counts:
    dimension = ground.shown[key]
    rows = tuple(category.key for category in dimension.categories)
    cells = tuple((number,) for number in _line(ground, counted, key, ""))
    return Counts(rows, ONE, cells, _base(ground, counted, key, ""), sums=dimension.is_exclusive)


def _two_way(ground: Ground, counted: Counted, key: str, groups: list[str]) -> Counts:
    dimension = ground.shown[key]
    columns = tuple(category.key for category in dimension.categories)
    bases = tuple(_base(ground, counted, key, group) for group in groups)
    cells = tuple(_line(ground, counted, key, group) for group in groups)
    return Counts(tuple(groups), columns, cells, sum(bases), sums=dimension.is_exclusive, groups=bases)


def _places(ground: Ground, counted: Counted, key: str) -> Counts | None:
    dimension = ground.shown[key]
    options = [category.key for category in dimension.categories if category.is_answer]
    if dimension.kind is not Kind.RANKING or len(options) < 2:
        return None
    places = tuple(str(place) for place in range(1, len(options) + 1))
    cells = tuple(
        tuple(counted.numbers["", Placed(f"{key}.{option}", place)] for place in places) for option in options
    )
    return Counts(tuple(options), places, cells, sum(map(sum, cells)))
