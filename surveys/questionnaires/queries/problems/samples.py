"""The answers to a question that its rules can tell apart: one of each kind."""

from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import Any

from surveys.questionnaires.definition import ONE_OPTION, Instead, Kind, Question, Rule, refusals_of

MOST_SAMPLES = 4_096


def samples(question: Question, tests: Iterable[Rule]) -> list[Any]:
    """Answers to try, the ways of leaving it among them. `tests` are the single tests of rules, about this question or
    about others. At most MOST_SAMPLES are given: a walk that tries so many of one question stops anyway."""
    own = [test for test in tests if test["question"].partition(".")[0] == question.id]
    left: list[Any] = [Instead.SKIPPED.value, *refusals_of(question)]
    found = [*left]
    for answer in _answers(question, own):
        found.append(answer)
        if len(found) >= MOST_SAMPLES:
            break
    return found


def _answers(question: Question, tests: list[Rule]) -> Iterator[Any]:
    if question.kind in ONE_OPTION:
        yield from (option.id for option in question.options)
    elif question.kind == Kind.SEVERAL:
        yield from _several(question, tests)
    elif question.kind == Kind.GRID:
        yield from _grid(question, tests)
    elif question.kind == Kind.NUMBER:
        yield from _numbers(question, tests)


def _named(tests: list[Rule]) -> set[str]:
    return {str(value) for test in tests for value in test.get("values", [test.get("value")])}


def _several(question: Question, tests: list[Rule]) -> Iterator[list[str]]:
    """Each option that stands alone; and each set of the named ones, with none to all of the others."""
    yield from ([option.id] for option in question.options if option.exclusive)
    together = [option.id for option in question.options if not option.exclusive]
    named = [key for key in together if key in _named(tests)]
    others = [key for key in together if key not in named]
    most = question.greatest or len(together)
    for number in range(len(named) + 1):
        for chosen in combinations(named, number):
            for more in range(len(others) + 1):
                if 0 < number + more <= most:
                    yield [*chosen, *others[:more]]


def _grid(question: Question, tests: list[Rule]) -> Iterator[dict[str, str]]:
    """Every option, or none, in the rows that a test is about; in all rows where one is about the whole grid."""
    rows = {test["question"].partition(".")[2] for test in tests}
    tried = question.rows if "" in rows else [row for row in question.rows if row in rows]
    choices = [None, *(option.id for option in question.options)]
    for chosen in product(choices, repeat=len(tried)):
        answer = {row: option for row, option in zip(tried, chosen, strict=True) if option is not None}
        if answer:
            yield answer


def _numbers(question: Question, tests: list[Rule]) -> Iterator[int]:
    """Both ends, and each side of every number that is tested."""
    least, greatest = question.bounds
    edges = {int(float(test["value"])) for test in tests if str(test.get("value", "")).lstrip("-").isdecimal()}
    tried = {least, greatest, *(edge + step for edge in edges for step in (-1, 0, 1))}
    yield from sorted(number for number in tried if least <= number <= greatest)
