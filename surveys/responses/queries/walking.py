"""Where a paper stands on its way, and where it goes next. Nothing here reads or keeps anything."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from surveys.questionnaires.definition import Instead, Questionnaire, Route, Stop, route
from surveys.responses.queries.papers import Paper

LEAVING = ""  # before the first page: how to leave quickly
CHECK = "~check"  # after the last one: everything once more, before it is sent


def route_of(questionnaire: Questionnaire, paper: Paper) -> Route:
    """The way that the answers so far make."""
    return route(questionnaire, paper.answers)


def stop_of(way: Route, paper: Paper) -> Stop | None:
    """The page of questions at which a paper stands; None before the first, after the last, and off the way."""
    return way.stop(paper.page)


def answered(
    questionnaire: Questionnaire, paper: Paper, answers: Mapping[str, Any], quotable: frozenset[str] = frozenset()
) -> Paper:
    """The paper with what was answered on a page: {question: answer, or None where it was left out}.

    A question that was shown and left out is skipped from now on, which tells it from one that was not seen yet.
    Answers that are no longer on the way are dropped, and what may be quoted with them.
    """
    told = {key: Instead.SKIPPED.value if answer is None else answer for key, answer in answers.items()}
    way = route(questionnaire, {**paper.answers, **told})
    may_be_quoted = (set(paper.quotable) - set(answers)) | set(quotable)
    return replace(paper, answers=way.answers, quotable=tuple(sorted(may_be_quoted & set(way.answers))))


def forward(questionnaire: Questionnaire, paper: Paper, *, to_check: bool = False) -> Paper:
    """The paper at the next page. With `to_check`, at the next page that has a question not seen yet, else at the end:
    whoever went back to change one thing is not led through everything again."""
    way = route_of(questionnaire, paper)
    following = way.after(paper.page)
    while to_check and following and _is_seen(following, paper):
        following = way.after(following.page.id)
    return replace(paper, page=following.page.id if following else CHECK)


def backward(questionnaire: Questionnaire, paper: Paper) -> Paper:
    """The paper at the page before; before the first one, at how to leave."""
    way = route_of(questionnaire, paper)
    before = (way.stops[-1] if way.stops else None) if paper.page == CHECK else way.before(paper.page)
    return replace(paper, page=before.page.id if before else LEAVING)


def turned_to(questionnaire: Questionnaire, paper: Paper, page: str) -> Paper:
    """The paper at a page on its way; where that is none, as it was."""
    return replace(paper, page=page) if route_of(questionnaire, paper).stop(page) else paper


def seen(questionnaire: Questionnaire, paper: Paper) -> int:
    """How many questions were shown."""
    return len(route_of(questionnaire, paper).answers)


def _is_seen(stop: Stop, paper: Paper) -> bool:
    return all(question.id in paper.answers for question in stop.questions)
