"""A questionnaire as JSON, as a published version keeps it, and the digest of it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from surveys.questionnaires.definition.parts import Help, Kind, Option, Page, Question, Questionnaire, Skip

FORMAT = 1


def as_json(questionnaire: Questionnaire) -> dict[str, Any]:
    """The structure, without what is as usual: {"format": 1, "pages": [{"id": "about", "questions": [...]}]}."""
    return {
        "format": FORMAT,
        "pages": [_page(page) for page in questionnaire.pages],
        "crosstabs": [list(pair) for pair in questionnaire.crosstabs],
    }


def from_json(structure: Mapping[str, Any]) -> Questionnaire:
    """The questionnaire of a structure that `as_json` wrote. Raises ValueError where it is of another format."""
    if structure.get("format") != FORMAT:
        raise ValueError(f"A questionnaire of the format {structure.get('format')} is not known here.")
    pages = tuple(_read_page(page) for page in structure["pages"])
    return Questionnaire(pages, tuple((rows, columns) for rows, columns in structure.get("crosstabs", ())))


def digest(structure: Mapping[str, Any], words: Mapping[str, Any]) -> str:
    """SHA-256, in hex, of structure and words in their one canonical form (sorted keys, no spaces, UTF-8)."""
    told = json.dumps([structure, words], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def _without_usual(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in (None, False, "", [], ())}


def _page(page: Page) -> dict[str, Any]:
    return _without_usual(
        {
            "id": page.id,
            "rule": page.rule,
            "skips": [{"when": skip.when, "to": skip.to} for skip in page.skips],
            "help": [{"id": each.id, "when": each.when} for each in page.help],
            "questions": [_question(question) for question in page.questions],
        }
    )


def _question(question: Question) -> dict[str, Any]:
    facts = {name: getattr(question, name) for name in ("id", "sensitive", "rule", "equality", "may_be_quoted")}
    bounds = {"least": question.least, "greatest": question.greatest}
    told = _without_usual({**facts, "kind": question.kind.value, "rows": list(question.rows)})
    told |= {name: bound for name, bound in bounds.items() if bound is not None}
    options = [_without_usual({"id": o.id, "exclusive": o.exclusive, "census": o.census}) for o in question.options]
    return {**told, **({"options": options} if options else {})}


def _read_page(page: Mapping[str, Any]) -> Page:
    return Page(
        id=page["id"],
        rule=page.get("rule"),
        skips=tuple(Skip(**skip) for skip in page.get("skips", ())),
        help=tuple(Help(**each) for each in page.get("help", ())),
        questions=tuple(_read_question(question) for question in page.get("questions", ())),
    )


def _read_question(told: Mapping[str, Any]) -> Question:
    options = tuple(Option(**option) for option in told.get("options", ()))
    parts = {"kind": Kind(told["kind"]), "options": options, "rows": tuple(told.get("rows", ()))}
    return Question(**{**told, **parts})
