"""What conditions, skips and cross-tables refer to: typed as words, kept as ids."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from surveys.questionnaires.blocks.ids import pages_of, questions_of
from surveys.questionnaires.definition import SOURCE, Instead
from surveys.questionnaires.definition.words import option_key, question_key
from surveys.questionnaires.equality import EQUALITY_SETS

REFUSED = {
    "prefer not to say": Instead.PREFER_NOT.value,
    "i don’t feel comfortable to say": Instead.UNCOMFORTABLE.value,
    "i don't feel comfortable to say": Instead.UNCOMFORTABLE.value,
}


class Names:
    """Ids by the words that things are known by. What is known by no words, or by an id already, stays as it is."""

    def __init__(self, values: Iterable[tuple[str, str]]) -> None:
        self._ids: dict[str, str] = {}
        for words, key in values:
            if words and key:
                self._ids.setdefault(_plain(words), key)

    def find(self, typed: str | None) -> str:
        """The id of what was typed."""
        typed = (typed or "").strip()
        return typed if typed in self._ids.values() else self._ids.get(_plain(typed), typed)


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def find_references(content: Any) -> None:
    """Turn the words in every reference of a questionnaire into ids."""
    pages = Names((page["title"], page["id"]) for page in pages_of(content))
    questions = Names(
        (*((question["label"], question["id"]) for question in questions_of(content)), *_of_equality_questions())
    )
    options = dict(_options(content))
    for condition in conditions_of(content):
        condition["question"] = questions.find(condition["question"])
        rows, chosen = options.get(condition["question"], (Names(()), Names(())))
        condition["row"] = rows.find(condition["row"])
        lines = (line.strip() for line in (condition["options"] or "").splitlines())
        condition["options"] = "\n".join(REFUSED.get(line.casefold(), chosen.find(line)) for line in lines if line)
    for skip in (skip for page in pages_of(content) for skip in page["skips"]):
        skip["to"] = pages.find(skip["to"])
    for pair in (child.value for child in content if child.block_type == "together"):
        pair["rows"], pair["columns"] = questions.find(pair["rows"]), questions.find(pair["columns"])


def _options(content: Any) -> Iterator[tuple[str, tuple[Names, Names]]]:
    """By question, the names of its rows and of its options."""
    for question in questions_of(content):
        parts = (question.get("rows") or (), question.get("options") or ())
        rows, options = ([(each["text"], each["id"]) for each in values] for values in parts)
        points = enumerate((question.get("words") or "").splitlines(), start=1)
        options += [(words.strip(), str(point)) for point, words in points]
        yield question["id"], (Names(rows), Names(options))
    for each in EQUALITY_SETS.values():
        words: Mapping[str, str] = each.words[SOURCE]
        known = ((words.get(option_key(each.question.id, o.id), ""), o.id) for o in each.question.options)
        yield each.question.id, (Names(()), Names(known))


def _of_equality_questions() -> Iterator[tuple[str, str]]:
    for each in EQUALITY_SETS.values():
        yield each.words[SOURCE][question_key(each.question.id)], each.question.id


def conditions_of(content: Any) -> Iterator[Any]:
    """The values of every condition, wherever it stands."""
    for rule in _rules(content):
        for child in rule["conditions"]:
            yield from child.value["conditions"] if child.block_type == "group" else (child.value,)


def _rules(content: Any) -> Iterator[Any]:
    for page in pages_of(content):
        yield page["show_when"]
        yield from (part["when"] for parts in ("help", "skips") for part in page[parts])
        yield from (child.value["show_when"] for child in page["questions"])
