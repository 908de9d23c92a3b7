"""Numbers, months, years and postcode districts, counted in bands that say nothing of one person."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from surveys.questionnaires.definition import Kind, Question
from surveys.results.disclosure.rules import STANDARD

Numbers = Mapping[str, int]  # how many gave each answer
MOST_BANDS = 10
WIDTHS = tuple(step * 10**power for power in range(7) for step in (1, 2, 5))
YEARS_IN_A_BAND = 5
ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Band:
    """Answers that are counted together. No bound on a side means that it is open there."""

    key: str
    label: str


@dataclass(frozen=True)
class Bands:
    """The bands of a question, and which one an answer is in ("" for none). `holds`: of bands that are formed by how
    many are in them, how many at least, over the whole survey: who knows the rule knows that of each."""

    bands: tuple[Band, ...]
    place: Callable[[str], str]
    holds: Mapping[str, int] = field(default_factory=dict)


def bands_of(question: Question, numbers: Numbers) -> Bands:
    """The bands of a question, from its bounds alone where it has both. Otherwise from how many gave each answer to the
    whole survey: every band of numbers holds a tenth of them and no fewer than may be shown, its bounds are round, and
    those at the ends are open, so that no band says what the least or the greatest answer was."""
    answered = {answer: number for answer, number in numbers.items() if not answer.startswith("~")}
    match question.kind:
        case Kind.DISTRICT:
            return _districts(answered)
        case Kind.MONTH | Kind.YEAR:
            return _years(answered, 1 if question.kind is Kind.MONTH else YEARS_IN_A_BAND)
    if question.least is not None and question.greatest is not None:
        return _within(question.least, question.greatest)
    return _filled({int(answer): number for answer, number in answered.items()})


def _within(least: int, greatest: int) -> Bands:
    width = next((width for width in WIDTHS if (greatest - least) // width < MOST_BANDS), WIDTHS[-1])
    starts = list(range(least - least % width, greatest + 1, width))
    ends = [min(start + width - 1, greatest) for start in starts]
    return _by_start([max(start, least) for start in starts], ends)


def _by_start(starts: list[int], ends: list[int]) -> Bands:
    bands = tuple(Band(str(s), str(s) if s == e else f"{s} to {e}") for s, e in zip(starts, ends, strict=True))
    return Bands(bands, _finder(starts))


def _finder(starts: list[int]) -> Callable[[str], str]:
    def place(cell: str) -> str:
        try:
            number = int(cell)
        except ValueError:
            return ""
        return str(next((start for start in reversed(starts) if start <= number), starts[0])) if starts else ""

    return place


def _filled(numbers: Mapping[int, int]) -> Bands:
    """Bands that each hold people enough, with round bounds."""
    if not numbers:
        return Bands((), lambda cell: "")
    width = next(width for width in WIDTHS if (max(numbers) - min(numbers)) // width < 2 * MOST_BANDS)
    enough = max(STANDARD.least_base, sum(numbers.values()) // MOST_BANDS)
    bounds = list(_bounds(numbers, width, enough))
    if not bounds:
        return Bands((Band("0", "Any number"),), lambda cell: "0" if cell.lstrip("-").isdigit() else "")
    between = [Band(str(s), f"{s} to {e - 1}") for s, e in pairwise(bounds)]
    first, last = Band(str(bounds[0] - width), f"Under {bounds[0]}"), Band(str(bounds[-1]), f"{bounds[-1]} or more")
    bands = (first, *between, last)
    return Bands(bands, _finder([bounds[0] - width, *bounds]), {band.key: enough for band in bands})


def _bounds(numbers: Mapping[int, int], width: int, enough: int) -> Iterator[int]:
    """Where one band ends and the next begins: multiples of the width with enough people on both sides."""
    held, left = 0, sum(numbers.values())
    start = min(numbers) - min(numbers) % width
    for bound in range(start + width, max(numbers) + 1, width):
        held += sum(number for value, number in numbers.items() if bound - width <= value < bound)
        if held >= enough and left - held >= enough:
            left -= held
            held = 0
            yield bound


def _years(numbers: Numbers, width: int) -> Bands:
    """Whole years, or so many together, from the first band that anybody is in to the last."""
    years = [int(answer[:4]) for answer in numbers]
    if not years:
        return Bands((), lambda cell: "")
    starts = list(range(min(years) - min(years) % width, max(years) + 1, width))
    found = _by_start(starts, [start + width - 1 for start in starts])
    return Bands(found.bands, lambda cell: found.place(cell[:4]))


def _districts(numbers: Numbers) -> Bands:
    """Districts that enough people live in, each by itself; all others together, even where there are none, so that
    this tells nothing."""
    named = sorted(district for district, number in numbers.items() if number >= STANDARD.least_base)
    known = frozenset(named)

    def place(cell: str) -> str:
        return cell if cell in known else (ELSEWHERE if cell and not cell.startswith("~") else "")

    bands = (*(Band(district, district) for district in named), Band(ELSEWHERE, "All other districts"))
    return Bands(bands, place, dict.fromkeys(named, STANDARD.least_base))
