"""Answers that arrive: each the last step of a survey of 25 questions, from the sealed page to the redirect."""

import time
from collections.abc import Callable, Sequence
from random import Random
from typing import Any
from urllib.parse import urlencode

from bench import flows, ground
from bench.measures import SECONDS, Place
from bench.questionnaire import QUESTIONS, launch, some_answers
from bench.visitors import Connection, Visit, all_at_once
from surveys.models import Mode, Survey, Tally, Version
from surveys.responses.models import ROWS
from surveys.responses.queries.limits import SECONDS as SECONDS_OF_LIMIT
from surveys.responses.queries.papers import Paper, seal
from surveys.responses.queries.tallying import AND, ASKED, PEOPLE
from surveys.responses.queries.walking import CHECK

CLIENTS = 8
PAPERS = 2_000  # in each mode; all must be in within a minute
ANSWERED_WITHIN = 60.0


def submissions(at: Place, mode: Mode) -> dict[str, Any]:
    """Two thousand papers sent one after another by eight clients, beside the bare view; then all of them once more."""
    version = launch(mode)
    survey, papers = version.survey, _papers(version)
    cookies = ground.sign_in(ground.make_people(PAPERS, called="respondent")) if mode == Mode.NAMED else []
    _wait_for_a_new_minute()
    before = flows.bare_rate(at.bare_port, CLIENTS, SECONDS)
    first = all_at_once(_sending(at.port, survey, papers, cookies), visitors=CLIENTS)
    again = all_at_once(_sending(at.port, survey, papers, cookies), visitors=CLIENTS)
    bare = (before + flows.bare_rate(at.bare_port, CLIENTS, SECONDS)) / 2
    kept = _kept(survey)
    return {
        "mode": mode.name.lower(),
        "clients": CLIENTS,
        "bare_per_second": round(bare, 1),
        "submissions_per_second": round(first.rate("taken"), 1),
        "submission_to_bare": round(first.rate("taken") / bare, 4),
        "seconds_for_all": round(first.seconds, 2),
        "outcomes": first.outcomes,
        "outcomes_when_sent_again": again.outcomes,
        "papers": len(papers),
        "kept": kept,
        "none_lost_and_none_doubled": kept == first.outcomes["taken"] == len(papers) and not again.outcomes["taken"],
        "within_a_minute": first.seconds <= ANSWERED_WITHIN,
    }


def _wait_for_a_new_minute() -> None:
    """All visitors come from one place, which may send 3,000 a minute to each process: the papers of one mode."""
    time.sleep(SECONDS_OF_LIMIT - time.time() % SECONDS_OF_LIMIT)


def _papers(version: Version) -> list[str]:
    """Sealed pages, each of somebody else."""
    chance, wave = Random(2026), "before" if version.survey.mode == Mode.PAIRED else ""  # noqa: S311
    papers = (
        Paper(
            survey=version.survey_id, version=version.pk, page=CHECK, answers=some_answers(chance), wave=wave,
            own_code=f"code {each}" if wave else "",
        )
        for each in range(PAPERS)
    )  # fmt: skip
    return [seal(paper) for paper in papers]


def _sending(port: int, survey: Survey, papers: Sequence[str], cookies: Sequence[str]) -> Visit:
    """Each client sends its share, one after another; with the session of another person each, where names are kept."""
    named = bool(cookies)
    path = f"/surveys/{survey.slug}/{'named' if named else 'answer'}/"

    def visit(number: int) -> Callable[[], str]:
        connection = Connection(port)
        mine = iter(range(number, len(papers), CLIENTS))

        def send() -> str:
            turn = next(mine, None)
            if turn is None:
                return ""
            fields = {"paper": papers[turn], "action": "send"}
            if named:
                connection.cookies = {"sessionid": cookies[turn], "csrftoken": flows.CSRF}
                fields["csrfmiddlewaretoken"] = flows.CSRF
            answer = connection.ask("POST", path, urlencode(fields).encode())
            return "taken" if answer.status == 303 else f"not taken: {answer.status}"

        return send

    return visit


def _kept(survey: Survey) -> int:
    """How many answers are there to be counted."""
    if survey.mode == Mode.COUNTED:
        return _counted(survey)
    return ROWS[Mode(survey.mode)]._default_manager.filter(version__survey=survey).count()


def _counted(survey: Survey) -> int:
    """Of what is only counted: how often each of the 25 questions was asked, where that is the same number; else -1."""
    asked = Tally.objects.filter(version__survey=survey, cell=ASKED).exclude(table__contains=AND).exclude(table=PEOPLE)
    counted = list(asked.values_list("table", "number"))
    numbers = {number for _, number in counted}
    questions = {table.partition(".")[0] for table, _ in counted}
    return numbers.pop() if len(questions) == QUESTIONS and len(numbers) == 1 else -1
