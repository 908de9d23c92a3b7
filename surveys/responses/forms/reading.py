"""What a page sent for one question, read as an answer; and an answer as what a page would send."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from surveys.questionnaires.definition import ONE_OPTION, REFUSALS, Instead, Kind, Question, refusals_of
from surveys.questionnaires.definition.answers import DISTRICT, MOST_LETTERS

Sent = Mapping[str, Sequence[str]]  # the name of a field -> what was sent in it

# These offer "prefer not to say" among their own choices; beside all others it stands as a box of its own.
AMONG_CHOICES = ONE_OPTION | {Kind.SEVERAL}
LATEST_YEAR, EARLIEST_YEAR = 2099, 1900
POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][A-Z]{2})")


class Misread(Exception):
    """What was sent is no answer. `problem` names a text of InterfaceWords, `facts` what stands in its braces;
    `{option}` is given as the id of an option."""

    def __init__(self, problem: str, **facts: object) -> None:
        super().__init__(problem)
        self.problem, self.facts = problem, facts


def field(question: Question, part: str = "") -> str:
    """The name of a question's field, or of one part of it: a row, an option to be ranked, the month."""
    return f"q.{question.id}.{part}" if part else f"q.{question.id}"


def instead_field(question: Question) -> str:
    """The name of the box that says "prefer not to say", where the question has no choices of its own."""
    return f"instead.{question.id}"


def quote_field(question: Question) -> str:
    """The name of the box that allows to quote."""
    return f"quote.{question.id}"


def read(question: Question, sent: Sent) -> Any:
    """The answer that was sent to a question, as `definition.answers` writes it; None where it was left out. Nothing
    has to be answered. Refused where it is wrong or says two things at once: Misread."""
    if question.kind in AMONG_CHOICES:
        chosen = [value for value in sent.get(field(question), ()) if value]
    else:
        chosen = [value for value in sent.get(instead_field(question), ()) if value]
    refused = [value for value in chosen if value in refusals_of(question)]
    answer = _READERS[question.kind](question, sent)
    if refused and answer is not None:
        raise Misread("both", option=refused[-1])
    return refused[-1] if refused else answer


def may_quote(question: Question, sent: Sent) -> bool:
    """Whether the box that allows to quote was ticked."""
    return question.may_be_quoted and bool(sent.get(quote_field(question)))


def as_sent(question: Question, answer: Any, *, quotable: bool = False) -> dict[str, list[str]]:
    """What a page would send for this answer, so that it is shown again as it was given."""
    sent = {quote_field(question): ["yes"]} if quotable else {}
    if answer in (None, Instead.SKIPPED):
        return sent
    if answer in REFUSALS:
        name = field(question) if question.kind in AMONG_CHOICES else instead_field(question)
        return {**sent, name: [str(answer)]}
    return {**sent, **_fields_of(question, answer)}


def _fields_of(question: Question, answer: Any) -> dict[str, list[str]]:
    if question.kind == Kind.SEVERAL:
        return {field(question): list(answer)}
    if question.kind == Kind.GRID:
        return {field(question, row): [option] for row, option in answer.items()}
    if question.kind == Kind.RANKING:
        return {field(question, option): [str(place)] for place, option in enumerate(answer, start=1)}
    if question.kind == Kind.MONTH:
        year, _, month = str(answer).partition("-")
        return {field(question, "month"): [str(int(month))], field(question, "year"): [year]}
    return {field(question): [str(answer)]}


def _typed(sent: Sent, name: str) -> str:
    return next(iter(sent.get(name, ())), "").strip()


def _one(question: Question, sent: Sent) -> str | None:
    chosen = [value for value in sent.get(field(question), ()) if value and value not in refusals_of(question)]
    if any(question.option(value) is None for value in chosen):
        raise Misread("not_an_option")
    return chosen[-1] if chosen else None


def _several(question: Question, sent: Sent) -> list[str] | None:
    sent_values = set(sent.get(field(question), ())) - set(refusals_of(question)) - {""}
    chosen = [option for option in question.options if option.id in sent_values]
    if len(chosen) < len(sent_values):
        raise Misread("not_an_option")
    alone = next((option.id for option in chosen if option.exclusive), "")
    if alone and len(chosen) > 1:
        raise Misread("stands_alone", option=alone)
    if question.greatest and len(chosen) > question.greatest:
        raise Misread("too_many", most=question.greatest)
    return [option.id for option in chosen] or None


def _grid(question: Question, sent: Sent) -> dict[str, str] | None:
    chosen = {row: value for row in question.rows if (value := _typed(sent, field(question, row)))}
    if any(question.option(value) is None for value in chosen.values()):
        raise Misread("not_an_option")
    return chosen or None


def _ranking(question: Question, sent: Sent) -> list[str] | None:
    """All or none; of one that was left without a number the place is clear."""
    ids = [option.id for option in question.options]
    places = {key: value for key in ids if (value := _typed(sent, field(question, key)))}
    if not places:
        return None
    allowed = [str(place) for place in range(1, len(ids) + 1)]
    if not set(places.values()) <= set(allowed):
        raise Misread("not_an_option")
    if len(set(places.values())) < len(places):
        raise Misread("rank_once")
    if len(places) == len(ids) - 1:
        left = next(key for key in ids if key not in places)
        places[left] = next(place for place in allowed if place not in places.values())
    if len(places) < len(ids):
        raise Misread("rank_all")
    return sorted(ids, key=lambda key: int(places[key]))


def _number(question: Question, sent: Sent) -> int | None:
    """A whole number, in the figures of any alphabet."""
    typed = _typed(sent, field(question))
    if not typed:
        return None
    least, greatest = question.bounds
    number = _whole(typed, "not_a_number")
    if not least <= number <= greatest:
        raise Misread("not_between", least=least, greatest=greatest)
    return number


def _whole(typed: str, problem: str) -> int:
    if not re.fullmatch(r"-?\d{1,9}", typed):
        raise Misread(problem)
    return int(typed)


def _month(question: Question, sent: Sent) -> str | None:
    month, year = (_typed(sent, field(question, part)) for part in ("month", "year"))
    if not month and not year:
        return None
    in_year, of = _whole(month, "not_a_month"), _whole(year, "not_a_month")
    if not (1 <= in_year <= 12 and EARLIEST_YEAR <= of <= LATEST_YEAR):
        raise Misread("not_a_month")
    return f"{of:04d}-{in_year:02d}"


def _year(question: Question, sent: Sent) -> str | None:
    typed = _typed(sent, field(question))
    if not typed:
        return None
    year = _whole(typed, "not_a_year")
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Misread("not_a_year")
    return str(year)


def _district(question: Question, sent: Sent) -> str | None:
    """The first half of a postcode. Of a whole one, the second half is let go here and goes no further."""
    typed = re.sub(r"\s", "", _typed(sent, field(question))).upper()
    if not typed:
        return None
    whole = POSTCODE.fullmatch(typed)
    district = whole[1] if whole else typed
    if not DISTRICT.fullmatch(district):
        raise Misread("not_a_district")
    return district


def _text(question: Question, sent: Sent) -> str | None:
    """What was written, with line ends counted once, and without what no database keeps."""
    text = _typed(sent, field(question)).replace("\r\n", "\n").replace("\0", "")
    most = MOST_LETTERS[question.kind]
    if len(text) > most:
        raise Misread("too_long", over=len(text) - most)
    # What stands in place of an answer begins with "~": what somebody wrote is told from it.
    return re.sub(r"^~", "∼", text) or None


_READERS: dict[Kind, Callable[[Question, Sent], Any]] = {
    Kind.SINGLE: _one,
    Kind.SCALE: _one,
    Kind.AUTHORITY: _one,
    Kind.SEVERAL: _several,
    Kind.GRID: _grid,
    Kind.RANKING: _ranking,
    Kind.NUMBER: _number,
    Kind.MONTH: _month,
    Kind.YEAR: _year,
    Kind.DISTRICT: _district,
    Kind.SHORT_TEXT: _text,
    Kind.LONG_TEXT: _text,
}
