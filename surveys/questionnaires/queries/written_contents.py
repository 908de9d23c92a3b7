"""A questionnaire and its words as the blocks of the editor: for starter content, and for what is copied."""

from collections.abc import Mapping
from typing import Any

from surveys.questionnaires.definition import Help, Kind, Page, Question, Questionnaire, Skip
from surveys.questionnaires.definition.words import help_key, option_key, page_key, question_key, row_key
from surveys.questionnaires.queries.conditions import as_rule_value

Texts = Mapping[str, str]  # key -> English text


def as_content(questionnaire: Questionnaire, texts: Texts) -> list[dict[str, Any]]:
    """The raw blocks whose draft is this questionnaire with these English texts, apart from the areas of authority
    questions, which are the partnership's. Pages of equality sets become the one block of these sets. Give it to
    `create_survey(content=...)`. Raises ValueError for rules deeper than two levels."""
    sets = [question.equality for question in questionnaire.questions() if question.equality]
    pages = [page for page in questionnaire.pages if not any(question.equality for question in page.questions)]
    content = [{"type": "page", "value": _page(page, texts)} for page in pages]
    content += [{"type": "equality", "value": {"sets": sets}}] if sets else []
    pairs = [{"rows": rows, "columns": columns} for rows, columns in questionnaire.crosstabs]
    return content + [{"type": "together", "value": pair} for pair in pairs]


def _page(page: Page, texts: Texts) -> dict[str, Any]:
    return {
        "id": page.id,
        "title": texts.get(page_key(page.id, "title"), ""),
        "text": texts.get(page_key(page.id, "text"), ""),
        "show_when": as_rule_value(page.rule),
        "questions": [{"type": each.kind.value, "value": _question(each, texts)} for each in page.questions],
        "help": [_help(page, each, texts) for each in page.help],
        "skips": [_skip(each) for each in page.skips],
    }


def _help(page: Page, each: Help, texts: Texts) -> dict[str, Any]:
    words = {part: texts.get(help_key(page.id, each.id, part), "") for part in ("title", "text")}
    return {"id": each.id, "when": as_rule_value(each.when if each.when.get("rules") != [] else None), **words}


def _skip(skip: Skip) -> dict[str, Any]:
    return {"when": as_rule_value(skip.when), "to": skip.to}


def _question(question: Question, texts: Texts) -> dict[str, Any]:
    words = {part: texts.get(question_key(question.id, part), "") for part in ("label", "hint", "why")}
    told = {"id": question.id, **words, "sensitive": question.sensitive, "show_when": as_rule_value(question.rule)}
    return told | _of_kind(question, texts)


def _of_kind(question: Question, texts: Texts) -> dict[str, Any]:
    said = {option.id: texts.get(option_key(question.id, option.id), "") for option in question.options}
    options = [{"id": o.id, "text": said[o.id], "stands_alone": o.exclusive} for o in question.options]
    rows = [{"id": row, "text": texts.get(row_key(question.id, row), "")} for row in question.rows]
    match question.kind:
        case Kind.SCALE:
            return {"points": len(options), "words": "\n".join(said.values()) if any(said.values()) else ""}
        case Kind.SEVERAL:
            return {"options": options, "greatest": question.greatest}
        case Kind.GRID:
            return {"rows": rows, "options": options}
        case Kind.SINGLE | Kind.RANKING:
            return {"options": options}
        case Kind.NUMBER:
            return {"least": question.least, "greatest": question.greatest}
        case Kind.SHORT_TEXT | Kind.LONG_TEXT:
            return {"may_be_quoted": question.may_be_quoted}
    return {}
