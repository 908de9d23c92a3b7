"""A survey's own words, as one page says them: in its language, with earlier answers filled in, safe to print."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from surveys.questionnaires.definition import (
    IN_OWN_WORDS,
    REFUSALS,
    SOURCE,
    Instead,
    Kind,
    Question,
    Questionnaire,
    Wording,
    Words,
)
from surveys.questionnaires.definition.words import option_key, question_key, row_key
from surveys.responses.words import InterfaceWords

NOTHING = "…"


@dataclass(frozen=True)
class Voice:
    """Says the words of a questionnaire. What is not translated is said in English, and marked as English."""

    questionnaire: Questionnaire
    words: Words
    interface: InterfaceWords
    answers: Mapping[str, Any] = field(default_factory=dict)

    @property
    def wording(self) -> Wording:
        """The words in the language of the page."""
        return Wording(self.words, self.interface.language)

    def say(self, key: str) -> Markup:
        """A text, with what was answered earlier in its places."""
        return self._mark(self.wording.filled(key, self._answered), key)

    def paragraphs(self, key: str) -> list[Markup]:
        """A longer text, which an empty line parts into paragraphs."""
        text = self.wording.filled(key, self._answered).replace("\r\n", "\n")
        return [self._mark(part.strip(), key) for part in text.split("\n\n") if part.strip()]

    def option(self, question: Question, option: str) -> Markup:
        """How an option is called."""
        return self._mark(self.wording.option(question, option), option_key(question.id, option))

    def refusal(self, instead: str) -> str:
        """How "prefer not to say" is said."""
        is_uncomfortable = instead == Instead.UNCOMFORTABLE
        return self.interface.uncomfortable if is_uncomfortable else self.interface.prefer_not

    def answer(self, question: Question) -> list[Markup]:
        """What was answered, one entry for each thing; empty where nothing was."""
        answer = self.answers.get(question.id)
        if answer is None or answer == Instead.SKIPPED:
            return []
        if answer in REFUSALS if isinstance(answer, str) else False:
            return [escape(self.refusal(answer))]
        if isinstance(answer, Mapping):
            rows = [(self.say(row_key(question.id, row)), self.option(question, each)) for row, each in answer.items()]
            return [Markup("{}: {}").format(row, option) for row, option in rows]
        if isinstance(answer, list | tuple):
            labels = [self.option(question, each) for each in answer]
            is_ranking = question.kind == Kind.RANKING
            return [Markup("{}. {}").format(n, each) if is_ranking else each for n, each in enumerate(labels, start=1)]
        return [self.option(question, answer) if question.option(str(answer)) else self._value(question, answer)]

    def label(self, question: Question) -> Markup:
        """What is asked."""
        return self.say(question_key(question.id))

    def _value(self, question: Question, answer: Any) -> Markup:
        if question.kind == Kind.MONTH:
            year, _, month = str(answer).partition("-")
            return Markup('<bdi dir="ltr">{}/{}</bdi>').format(int(month), year)
        return escape(answer) if question.kind in IN_OWN_WORDS else Markup("<bdi>{}</bdi>").format(answer)

    def _answered(self, question_id: str) -> str:
        """What stands for {question} in later words, as plain text."""
        try:
            question = self.questionnaire.question(question_id)
        except KeyError:
            return NOTHING
        return ", ".join(each.striptags() for each in self.answer(question)) or NOTHING

    def _mark(self, text: str, key: str) -> Markup:
        is_own = bool(self.words.get(self.interface.language, {}).get(key))
        if is_own or not self.words.get(SOURCE, {}).get(key) or self.interface.language == SOURCE:
            return escape(text)
        return Markup('<span lang="{}" dir="ltr">{}</span>').format(SOURCE, text)
