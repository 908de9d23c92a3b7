"""The way through a questionnaire that some answers make: worked out again at each step, never remembered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveys.questionnaires.definition.parts import Page, Question, Questionnaire
from surveys.questionnaires.definition.rules import holds


@dataclass(frozen=True)
class Stop:
    """A page on the way, with those of its questions that are asked."""

    page: Page
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Route:
    """The pages on the way, in order, and the answers that lie on it: all others are dropped."""

    stops: tuple[Stop, ...]
    answers: dict[str, Any]

    def stop(self, page_id: str) -> Stop | None:
        """The stop at this page, if it is on the way."""
        return next((stop for stop in self.stops if stop.page.id == page_id), None)

    def after(self, page_id: str) -> Stop | None:
        """The stop after this page; the first one after `""`; None where it was the last, or is not on the way."""
        return self._beside(page_id, 1) if page_id else next(iter(self.stops), None)

    def before(self, page_id: str) -> Stop | None:
        """The stop before this page; None where it is the first, or is not on the way."""
        return self._beside(page_id, -1)

    def position(self, page_id: str) -> int:
        """Which stop a page is, from 1; 0 where it is not on the way."""
        return next((n for n, stop in enumerate(self.stops, start=1) if stop.page.id == page_id), 0)

    def _beside(self, page_id: str, step: int) -> Stop | None:
        beside = self.position(page_id) - 1 + step
        is_there = self.position(page_id) > 0 and 0 <= beside < len(self.stops)
        return self.stops[beside] if is_there else None


def route(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> Route:
    """The way that these answers make. Each rule sees only answers of pages that come before on the way, so an answer
    that has fallen off it decides nothing. A page without a question that is asked is left out, unless it never had any
    (a page that only says something)."""
    kept: dict[str, Any] = {}
    stops: list[Stop] = []
    waiting_for = ""
    for page in questionnaire.pages:
        if waiting_for and page.id != waiting_for:
            continue
        waiting_for = ""
        if not holds(page.rule, kept):
            continue
        asked = tuple(question for question in page.questions if holds(question.rule, kept))
        if page.questions and not asked:
            continue
        stops.append(Stop(page, asked))
        kept |= {question.id: answers[question.id] for question in asked if question.id in answers}
        waiting_for = next((skip.to for skip in page.skips if holds(skip.when, kept)), "")
    return Route(tuple(stops), kept)
