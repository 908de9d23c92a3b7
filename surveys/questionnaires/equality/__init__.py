"""The sets of equality questions, each in one edition, with its Census 2021 categories and its words in four languages.

Each set is a file of data beside this module, named by its key. An edition that was once asked is never changed: where
the official wording moves, a new file with a new edition is added, and results of both can be told apart.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from surveys.questionnaires.definition import Question, Words, from_json
from surveys.questionnaires.definition.words import option_key, question_key

STANDARD = ("age-band@2021", "sex@2021", "ethnic-group@2021", "religion@2021", "disability@2021")


@dataclass(frozen=True)
class EqualitySet:
    """One equality question. `key` is its name and edition, "ethnic-group@2021"; `title` is what editors see it called;
    `edition` and `source` say whose wording it is; `words` have the keys of a questionnaire's words."""

    key: str
    title: str
    edition: str
    source: str
    question: Question
    words: Words


def standard_sets() -> tuple[str, ...]:
    """The keys of what is asked where nobody chose otherwise, in the order of asking."""
    return STANDARD


def _read_sets() -> Iterator[EqualitySet]:
    for file in sorted(files(__name__).iterdir(), key=lambda each: each.name):
        if file.name.endswith(".json") and "@" in file.name:
            yield _read_set(file.name.removesuffix(".json"), json.loads(file.read_text(encoding="utf-8")))


def _read_set(key: str, told: Mapping[str, Any]) -> EqualitySet:
    structure = {"format": 1, "pages": [{"id": "set", "questions": [{**told["question"], "equality": key}]}]}
    question = next(from_json(structure).questions())
    words = {language: _as_keys(question, texts) for language, texts in told["words"].items()}
    return EqualitySet(key, told["title"], told["edition"], told["source"], question, words)


def _as_keys(question: Question, texts: Mapping[str, Any]) -> dict[str, str]:
    parts = {question_key(question.id, part): texts[part] for part in ("label", "hint", "why") if texts.get(part)}
    return parts | {option_key(question.id, option): text for option, text in texts["options"].items()}


def _in_order_of_asking(each: EqualitySet) -> tuple[int, str]:
    return STANDARD.index(each.key) if each.key in STANDARD else len(STANDARD), each.key


# In the order of asking, whichever of them are chosen.
EQUALITY_SETS: Mapping[str, EqualitySet] = {each.key: each for each in sorted(_read_sets(), key=_in_order_of_asking)}
# {language: {"title", "text"}}: what stands above the sets, on the last page of a questionnaire.
PAGE_WORDS: Mapping[str, Mapping[str, str]] = json.loads((files(__name__) / "page.json").read_text(encoding="utf-8"))
