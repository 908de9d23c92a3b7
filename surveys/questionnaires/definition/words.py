"""The words of a questionnaire in its languages, each known by a key: "q.age.label", "page.about.title"."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from surveys.questionnaires.definition.parts import Page, Question, Questionnaire

SOURCE = "en"
# What XML 1.0 has no room for, and with it no chart and no spreadsheet: control characters, halves of surrogate pairs.
_UNPRINTABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")  # {question}: what was answered to it, in later words

Words = Mapping[str, Mapping[str, str]]  # language -> key -> text


def printable(text: str) -> str:
    """A text without the characters that XML 1.0 (section 2.2) forbids: nobody sees them, and they come by pasting."""
    return _UNPRINTABLE.sub("", text)


def page_key(page: str, part: str) -> str:
    """Of a page: "title" or "text"."""
    return f"page.{page}.{part}"


def help_key(page: str, help_id: str, part: str) -> str:
    """Of help on a page: "title" or "text"."""
    return f"page.{page}.help.{help_id}.{part}"


def question_key(question: str, part: str = "label") -> str:
    """Of a question: "label", "hint" or "why" (why we ask)."""
    return f"q.{question}.{part}"


def option_key(question: str, option: str) -> str:
    """Of an option of a question."""
    return f"q.{question}.option.{option}"


def row_key(question: str, row: str) -> str:
    """Of a row of a grid."""
    return f"q.{question}.row.{row}"


class Part(NamedTuple):
    """What a key names: a part ("label", "option.yes") of a page or a question, or of the survey, which has no id."""

    kind: str
    id: str
    part: str


def part_of(key: str) -> Part:
    """A key taken apart: "q.age.option.old" is the part "option.old" of the question "age"."""
    kind, _, rest = key.partition(".")
    return Part(kind, *rest.split(".", 1)) if rest else Part("", "", key)


SURVEY_KEYS = ("title", "introduction", "thanks")


@dataclass(frozen=True)
class Wording:
    """The words in one language; what is not translated stands in the source language."""

    words: Words
    language: str

    def text(self, key: str) -> str:
        """The text of a key; empty where nobody wrote any."""
        own = self.words.get(self.language, {}).get(key, "")
        return own or self.words.get(SOURCE, {}).get(key, "")

    def option(self, question: Question, option: str) -> str:
        """How an option is called: a point of a scale without words is its number."""
        return self.text(option_key(question.id, option)) or option

    def filled(self, key: str, answered: Callable[[str], str]) -> str:
        """A text in which each {question} stands for what was answered to it, as plain text."""
        return PLACEHOLDER.sub(lambda found: answered(found[1]), self.text(key))


def expected_keys(questionnaire: Questionnaire) -> Iterator[str]:
    """Every key that the words of a questionnaire may have: those of the survey, then in the order of asking."""
    yield from SURVEY_KEYS
    for page in questionnaire.pages:
        yield from _of_page(page)


def _of_page(page: Page) -> Iterator[str]:
    yield from (page_key(page.id, part) for part in ("title", "text"))
    for each in page.help:
        yield from (help_key(page.id, each.id, part) for part in ("title", "text"))
    for question in page.questions:
        yield from (question_key(question.id, part) for part in ("label", "hint", "why"))
        yield from (row_key(question.id, row) for row in question.rows)
        yield from (option_key(question.id, option.id) for option in question.options)
