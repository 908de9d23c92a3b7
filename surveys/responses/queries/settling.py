"""What is to be kept of a paper that is sent: the row's answers, and apart from them what was written."""

from datetime import date
from typing import Any, NamedTuple

from surveys.questionnaires.definition import IN_OWN_WORDS, Instead, Question, Questionnaire, check, route
from surveys.responses.queries.papers import Paper
from surveys.responses.queries.worrying import is_worrying


class Written(NamedTuple):
    """Something in somebody's own words."""

    question: str
    text: str
    may_be_quoted: bool
    is_worrying: bool


class Settled(NamedTuple):
    """What is kept: `answers` as `definition.answers` writes them, and `texts`, which are never kept beside them. Of a
    question in own words the answers hold nothing, not even that it was left: where one person wrote, or all but one
    did, that alone would put the text beside the row."""

    answers: dict[str, Any]
    texts: list[Written]


def settle(questionnaire: Questionnaire, paper: Paper, *, takes_text: bool) -> Settled:
    """Work the way out again and keep what lies on it, "~skipped" for what was left. Where the survey takes no text
    (nobody is named who reads it), what was written is dropped. Refused where something cannot be an answer:
    NotAnAnswer."""
    way = route(questionnaire, paper.answers)
    answers: dict[str, Any] = {}
    texts: list[Written] = []
    for question in (question for stop in way.stops for question in stop.questions):
        answer = way.answers.get(question.id)
        if question.kind not in IN_OWN_WORDS:
            answers[question.id] = _kept(question, answer)
        elif (text := _text(question, answer)) and takes_text:
            may_be_quoted = question.may_be_quoted and question.id in paper.quotable
            texts.append(Written(question.id, text, may_be_quoted, is_worrying(text, language=paper.language)))
    return Settled(answers, texts)


def period_of(day: date, *, about: str) -> str:
    """When it was, as roughly as is kept: the ISO week, "2026-W48"; for a course the quarter of the year, "2026-Q4"."""
    if about:
        return f"{day.year}-Q{(day.month + 2) // 3}"
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _kept(question: Question, answer: Any) -> Any:
    if answer is None or answer in ("", [], {}):
        return Instead.SKIPPED.value
    check(question, answer)
    return answer


def _text(question: Question, answer: Any) -> str:
    """What was written, without the space around it. It may begin with a tilde, as what stands in place of an answer
    does."""
    if answer is None:
        return ""
    if _is_instead(answer):
        check(question, answer)
        return ""
    text = answer.strip() if isinstance(answer, str) else answer
    if plain := text.lstrip("~ ") if isinstance(text, str) else text:
        check(question, plain)
    return text if plain else ""


def _is_instead(answer: Any) -> bool:
    return isinstance(answer, str) and answer in set(Instead)
