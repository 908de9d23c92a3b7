"""Every way through a questionnaire, over the answers that make a difference to its rules.

Of each question that a rule mentions, only answers that its rules can tell apart are tried (`samples`). Page by page,
the ways so far are kept as what later rules can still see of them, so that ways which no rule can tell apart are one.
Where more than MOST_STEPS would be tried it stops, and says so.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from surveys.questionnaires.definition import Page, Question, Questionnaire, Rule, holds, references
from surveys.questionnaires.queries.problems.references import leaves, rules_of
from surveys.questionnaires.queries.problems.samples import samples

MOST_STEPS = 60_000

Known = frozenset[tuple[str, int]]  # question and which of its samples was answered


@dataclass
class Met:
    """What was met on some way."""

    pages: set[str] = field(default_factory=set)
    questions: set[str] = field(default_factory=set)
    skips: set[tuple[str, int]] = field(default_factory=set)
    help: set[tuple[str, str]] = field(default_factory=set)
    is_complete: bool = True


def walk(questionnaire: Questionnaire) -> Met:
    """Try every way. Rules must refer to what is there."""
    return _Walk(questionnaire).met()


def can_hold(rule: Rule | None, questionnaire: Questionnaire) -> bool:
    """Whether some answers to the questions of one rule make it hold, whatever way leads there. Where there are too
    many to try, it is taken to be so."""
    asked = sorted(set(references(rule)))
    tried = [samples(questionnaire.question(key), leaves(rule)) for key in asked]
    number = 1
    for each in tried:
        number *= len(each)
    if number > MOST_STEPS:
        return True
    return any(holds(rule, dict(zip(asked, answers, strict=True))) for answers in product(*tried))


class _Walk:
    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.steps = 0
        self.result = Met()
        rules = [rule for page in questionnaire.pages for rule, _question in rules_of(page)]
        tests = [leaf for rule in rules for leaf in leaves(rule)]
        mentioned = {key for rule in rules for key in references(rule)}
        self.samples: dict[str, list[Any]] = {
            key: samples(questionnaire.question(key), (each for each in tests if _is_about(each, key)))
            for key in mentioned
        }

    def met(self) -> Met:
        ways: set[tuple[str, Known]] = {("", frozenset())}
        for number, page in enumerate(self.questionnaire.pages):
            later = self._seen_by(self.questionnaire.pages[number + 1 :])
            ways = {
                (to, frozenset(each for each in known if each[0] in later))
                for way in ways
                for to, known in self._through(page, *way)
            }
            if self.steps > MOST_STEPS:
                self.result.is_complete = False
                return self.result
        return self.result

    def _seen_by(self, pages: Iterable[Page]) -> set[str]:
        return {key for page in pages for rule, _question in rules_of(page) for key in references(rule)}

    def _through(self, page: Page, waiting_for: str, known: Known) -> Iterator[tuple[str, Known]]:
        """As `definition.route` goes: each way on from this page, with all the answers that could be given on it."""
        answers = {key: self.samples[key][place] for key, place in known}
        asked = [question for question in page.questions if holds(question.rule, answers)]
        is_skipped = bool(waiting_for) and page.id != waiting_for
        if is_skipped or not holds(page.rule, answers) or (page.questions and not asked):
            # A skip that ended at this page has ended, though the page itself is not shown.
            yield (waiting_for if is_skipped else "", known)
            return
        self.result.pages.add(page.id)
        self.result.questions |= {question.id for question in asked}
        for given in self._given(asked):
            self.steps += 1
            if self.steps > MOST_STEPS:
                return
            told = answers | {key: self.samples[key][place] for key, place in given}
            yield self._end(page, told), known | frozenset(given)

    def _given(self, asked: list[Question]) -> Iterator[tuple[tuple[str, int], ...]]:
        mentioned = [question.id for question in asked if question.id in self.samples]
        return product(*([(key, place) for place in range(len(self.samples[key]))] for key in mentioned))

    def _end(self, page: Page, answers: Mapping[str, Any]) -> str:
        self.result.help |= {(page.id, each.id) for each in page.help if holds(each.when, answers)}
        for number, skip in enumerate(page.skips):
            if holds(skip.when, answers):
                self.result.skips.add((page.id, number))
                return skip.to
        return ""


def _is_about(leaf: Rule, question: str) -> bool:
    return bool(leaf["question"].partition(".")[0] == question)
