"""Rules over earlier answers, in a closed set of operators: what they refer to, and whether they hold."""

from collections.abc import Iterator, Mapping
from typing import Any

from surveys.questionnaires.definition.answers import chosen_options
from surveys.questionnaires.definition.parts import Rule

# Each operator with the keys that it takes besides "op". A grid's row is referred to as "question.row".
OPERATORS = {
    "equal": {"question", "value"},  # the answer is this option, or this one alone
    "any": {"question", "values"},  # at least one of these is chosen
    "all": {"question", "values"},  # every one of these is chosen
    "count": {"question", "least"},  # so many are chosen at least
    "greater": {"question", "value"},  # a number, or a point of a scale, above this
    "and": {"rules"},
    "or": {"rules"},
    "not": {"rule"},
}


def holds(rule: Rule | None, answers: Mapping[str, Any]) -> bool:
    """Whether a rule holds for these answers; no rule always does. Of a question that was not answered nothing holds,
    so that only its `not` does. An answer that was refused ("prefer not to say") equals itself and nothing else."""
    if rule is None:
        return True
    match rule["op"]:
        case "and":
            return all(holds(each, answers) for each in rule["rules"])
        case "or":
            return any(holds(each, answers) for each in rule["rules"])
        case "not":
            return not holds(rule["rule"], answers)
    return _compare(rule, answers)


def _compare(rule: Rule, answers: Mapping[str, Any]) -> bool:
    chosen = chosen_options(_answer(rule["question"], answers))
    match rule["op"]:
        case "equal":
            return chosen == [str(rule["value"])]
        case "any":
            return not set(chosen).isdisjoint(rule["values"])
        case "all":
            return set(rule["values"]) <= set(chosen)
        case "count":
            return len([each for each in chosen if not each.startswith("~")]) >= rule["least"]
    return len(chosen) == 1 and _number(chosen[0]) > rule["value"]


def _answer(reference: str, answers: Mapping[str, Any]) -> Any:
    question, _, row = reference.partition(".")
    answer = answers.get(question)
    if not row:
        return answer
    return answer.get(row) if isinstance(answer, Mapping) else answer


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("-inf")


def references(rule: Rule | None) -> Iterator[str]:
    """The ids of the questions that a rule refers to, without the rows of grids."""
    if rule is None:
        return
    for inner in (*rule.get("rules", ()), *([rule["rule"]] if "rule" in rule else ())):
        yield from references(inner)
    if "question" in rule:
        yield rule["question"].partition(".")[0]
