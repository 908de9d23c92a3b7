"""The columns of single answers, as numbers with labels: what a codebook lists and SPSS is told."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from surveys.questionnaires.definition import Instead, Kind, Question
from surveys.results.queries.dimensions import LEFT
from surveys.results.queries.joined import Asked, Joined

NOT_ASKED = "~not_asked"
MISSING = (*LEFT, NOT_ASKED)  # coded from just below the least answer downwards
MISSING_LABELS = {**LEFT, NOT_ASKED: "Not asked"}
CHOSEN = {0: "Not chosen", 1: "Chosen"}

Told = str | int
Read = Callable[[int, Mapping[str, Any]], Told]  # of a version's key and somebody's answers


@dataclass(frozen=True)
class Variable:
    """One column. `values`: the label of each code, without those that stand in place of an answer; none where the
    number means itself. `read`: somebody's code, or what stands in place of one, by its sign ("~skipped")."""

    name: str
    label: str
    measure: str  # as SPSS has it: nominal, ordinal or scale
    values: Mapping[int, str]
    read: Read
    question: str = ""
    offset: int = 0

    @property
    def missing(self) -> dict[str, int]:
        """The code of each sign that stands in place of an answer."""
        return {sign: self.offset - at for at, sign in enumerate(MISSING, start=1)}

    def code(self, version: int, answers: Mapping[str, Any]) -> int:
        """Somebody's answer as a number."""
        told = self.read(version, answers)
        return self.missing[told] if isinstance(told, str) else told

    def words(self, version: int, answers: Mapping[str, Any]) -> Told:
        """Somebody's answer as people read it."""
        told = self.read(version, answers)
        return MISSING_LABELS[told] if isinstance(told, str) else self.values.get(told, told)


def variables_of(joined: Joined, districts: list[str]) -> list[Variable]:
    """Every column, in the order of asking. `districts`: all that anybody gave, which are coded in this order."""
    return [variable for asked in joined.questions for variable in _of(joined, asked, districts)]


def _of(joined: Joined, asked: Asked, districts: list[str]) -> Iterator[Variable]:
    question, label = asked.question, joined.label(asked)
    options = {at: joined.option(asked, option.id) for at, option in _coded(question).items()}
    match question.kind:
        case Kind.SEVERAL:
            for option in question.options:
                named = f"{label} {joined.option(asked, option.id)}"
                yield _variable(
                    f"{asked.key}_{option.id}", named, "nominal", CHOSEN, asked, partial(_chosen, option.id)
                )
        case Kind.GRID:
            for row in question.rows:
                named = joined.label(asked, row)
                yield _variable(f"{asked.key}_{row}", named, "nominal", options, asked, partial(_in_row, row))
        case Kind.RANKING:
            for option in question.options:
                named = f"{label} {joined.option(asked, option.id)}: place"
                yield _variable(f"{asked.key}_{option.id}", named, "ordinal", {}, asked, partial(_place, option.id))
        case Kind.SINGLE | Kind.AUTHORITY | Kind.SCALE:
            measure = "ordinal" if question.kind is Kind.SCALE else "nominal"
            yield _variable(asked.key, label, measure, options, asked, _option)
        case Kind.DISTRICT:
            named_districts = dict(enumerate(districts, start=1))
            yield _variable(asked.key, label, "nominal", named_districts, asked, partial(_district, districts))
        case Kind.SHORT_TEXT | Kind.LONG_TEXT:
            return  # nothing of it is kept beside other answers
        case _:
            yield _variable(asked.key, label, "scale", {}, asked, _number, offset=min(0, question.least or 0))


def _variable(
    name: str,
    label: str,
    measure: str,
    values: Mapping[int, str],
    asked: Asked,
    say: Callable[[Asked, int, Any], Told],
    offset: int = 0,
) -> Variable:
    return Variable(name, label, measure, values, partial(_read, asked, say), asked.key, offset)


def _read(asked: Asked, say: Callable[[Asked, int, Any], Told], version: int, answers: Mapping[str, Any]) -> Told:
    answer = answers.get(asked.names.get(version, ""))
    if answer is None:
        return NOT_ASKED
    if isinstance(answer, str) and answer in LEFT:
        return answer
    return say(asked, version, answer)


def _coded(question: Question) -> dict[int, Any]:
    """Options by their codes: points of a scale by their number, all others from 1 in their order."""
    ids = [option.id for option in question.options]
    if all(each.isdigit() for each in ids):
        return {int(option.id): option for option in question.options}
    return dict(enumerate(question.options, start=1))


def _code(asked: Asked, version: int, own: str) -> Told:
    here = asked.options[version].get(own, "")
    return next((at for at, option in _coded(asked.question).items() if option.id == here), NOT_ASKED)


def _option(asked: Asked, version: int, answer: Any) -> Told:
    return _code(asked, version, str(answer))


def _in_row(row: str, asked: Asked, version: int, answer: Any) -> Told:
    return _code(asked, version, answer[row]) if row in answer else Instead.SKIPPED.value


def _chosen(option: str, asked: Asked, version: int, answer: Any) -> Told:
    here = asked.options[version]
    if option not in here.values():
        return NOT_ASKED
    return int(option in {here.get(each) for each in answer})


def _place(option: str, asked: Asked, version: int, answer: Any) -> Told:
    ranked = [asked.options[version].get(each) for each in answer]
    return ranked.index(option) + 1 if option in ranked else NOT_ASKED


def _district(districts: list[str], asked: Asked, version: int, answer: Any) -> Told:
    return districts.index(answer) + 1


def _number(asked: Asked, version: int, answer: Any) -> Told:
    """A number; a year; a month as 202405."""
    return int(str(answer).replace("-", "")) if asked.question.kind is Kind.MONTH else int(answer)
