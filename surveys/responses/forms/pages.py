"""The questions of one page: shown with what was answered, or read from what was sent."""

from collections.abc import Mapping
from typing import Any

from surveys.questionnaires.definition import Question, Stop
from surveys.questionnaires.definition.words import option_key
from surveys.responses.forms.asking import Asked, ask
from surveys.responses.forms.reading import Misread, Sent, as_sent, may_quote, read
from surveys.responses.forms.voice import Voice
from surveys.responses.queries.papers import Paper


class PageForm:
    """A page of questions. `answers` holds what was understood, None for what was left out; `errors` says of each
    question that was not understood what is wrong, in the language of the page."""

    def __init__(self, stop: Stop, voice: Voice, *, sent: Sent) -> None:
        self.stop, self.voice, self.sent = stop, voice, sent
        self.answers: dict[str, Any] = {}
        self.errors: dict[str, str] = {}

    @classmethod
    def shown(cls, stop: Stop, voice: Voice, paper: Paper) -> "PageForm":
        """The page with the answers of a paper."""
        sent: dict[str, list[str]] = {}
        for question in stop.questions:
            sent |= as_sent(question, paper.answers.get(question.id), quotable=question.id in paper.quotable)
        return cls(stop, voice, sent=sent)

    @classmethod
    def sent_for(cls, stop: Stop, voice: Voice, sent: Sent) -> "PageForm":
        """The page with what was sent, each answer read."""
        form = cls(stop, voice, sent=sent)
        for question in stop.questions:
            form._read(question)
        return form

    @property
    def quotable(self) -> frozenset[str]:
        """The questions whose words may be quoted."""
        return frozenset(question.id for question in self.stop.questions if may_quote(question, self.sent))

    def asked(self) -> list[Asked]:
        """The questions as the page shows them."""
        return [
            ask(question, self.sent, self.voice, error=self.errors.get(question.id, ""))
            for question in self.stop.questions
        ]

    def _read(self, question: Question) -> None:
        try:
            self.answers[question.id] = read(question, self.sent)
        except Misread as misread:
            self.errors[question.id] = self._explain(question, misread.problem, misread.facts)

    def _explain(self, question: Question, problem: str, facts: Mapping[str, Any]) -> str:
        told = dict(facts)
        if "option" in told:
            told["option"] = self._name_of(question, told["option"])
        return str(getattr(self.voice.interface, problem)).format(**told)

    def _name_of(self, question: Question, option: str) -> str:
        is_option = question.option(option) is not None
        if not is_option:
            return self.voice.refusal(option)
        return self.voice.wording.text(option_key(question.id, option)) or option
