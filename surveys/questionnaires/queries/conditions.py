"""Rules as editors put them together, as the definition keeps them, and back."""

from collections.abc import Mapping
from typing import Any

from surveys.questionnaires.definition import Rule

# What is said of a condition that does not name a question: an id that no question can have.
NO_QUESTION = "?"
JOINED = {"all": "and", "any": "or"}


def rule_of(value: Any) -> Rule | None:
    """The rule of a RuleBlock's value; None where it has no conditions."""
    parts = []
    for child in value["conditions"]:
        if child.block_type == "condition":
            parts.append(_leaf(child.value))
        elif group := [_leaf(each) for each in child.value["conditions"]]:
            parts.append(_joined(child.value["how"], group))
    return _joined(value["how"], parts) if parts else None


def _joined(how: str, parts: list[Rule]) -> Rule:
    if how == "none":
        return {"op": "not", "rule": _joined("any", parts)}
    return parts[0] if len(parts) == 1 else {"op": JOINED.get(how, "and"), "rules": parts}


def _leaf(value: Any) -> Rule:
    question = value["question"] or NO_QUESTION
    told: dict[str, Any] = {"question": f"{question}.{value['row']}" if value["row"] else question}
    options = [line.strip() for line in (value["options"] or "").splitlines() if line.strip()]
    number = value["number"] if value["number"] is not None else 0
    match value["test"]:
        case "not_any":
            return {"op": "not", "rule": {"op": "any", **told, "values": options}}
        case "equal":
            return {"op": "equal", **told, "value": options[0] if options else str(number)}
        case "count":
            return {"op": "count", **told, "least": number}
        case "greater":
            return {"op": "greater", **told, "value": number}
        case test:
            return {"op": "all" if test == "all" else "any", **told, "values": options}


def as_rule_value(rule: Rule | None) -> dict[str, Any]:
    """A rule as the raw value of a RuleBlock. Raises ValueError where it is deeper than the editor's two levels."""
    if rule is None:
        return {"how": "all", "conditions": []}
    how, parts = _taken_apart(rule)
    return {"how": how, "conditions": [_as_child(part) for part in parts]}


def _as_child(rule: Rule) -> dict[str, Any]:
    if (leaf := _as_condition(rule)) is not None:
        return {"type": "condition", "value": leaf}
    how, parts = _taken_apart(rule)
    conditions = [_as_condition(part) for part in parts]
    if None in conditions:
        raise ValueError("The editor knows conditions, and groups of conditions, but no groups of groups.")
    return {"type": "group", "value": {"how": how, "conditions": conditions}}


def _taken_apart(rule: Rule) -> tuple[str, list[Rule]]:
    if _as_condition(rule) is not None:
        return "all", [rule]
    if rule["op"] == "not":
        how, parts = _taken_apart(rule["rule"])
        return "none", parts if how == "any" else [rule["rule"]]
    return {"and": "all", "or": "any"}[rule["op"]], list(rule["rules"])


def _as_condition(rule: Rule) -> Mapping[str, Any] | None:
    """The raw value of a ConditionBlock; None where the rule is no single test."""
    op, told = rule["op"], rule
    if op == "not" and rule["rule"]["op"] == "any":
        op, told = "not_any", rule["rule"]
    if "question" not in told:
        return None
    question, _, row = told["question"].partition(".")
    options = [str(told["value"])] if op == "equal" else told.get("values", [])
    number = {"count": told.get("least"), "greater": told.get("value")}.get(op)
    return {"question": question, "row": row, "test": op, "options": "\n".join(options), "number": number}
