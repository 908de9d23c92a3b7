"""Whether every page, question, skip and help can ever be met."""

from collections.abc import Iterator

from surveys.questionnaires.definition import Questionnaire
from surveys.questionnaires.queries.problems.names import Names, Problem
from surveys.questionnaires.queries.problems.ways import Met, can_hold, walk

NEVER = "Nobody would ever see this"


def reach_problems(questionnaire: Questionnaire, names: Names) -> tuple[list[Problem], bool]:
    """What can never be met, and whether every way was tried. Where there are too many ways, only conditions that can
    not hold by themselves are told."""
    met = walk(questionnaire)
    if met.is_complete:
        return list(_unmet(questionnaire, met, names)), True
    return list(_impossible(questionnaire, names)), False


def _unmet(questionnaire: Questionnaire, met: Met, names: Names) -> Iterator[Problem]:
    for page in questionnaire.pages:
        if page.id not in met.pages:
            yield names.at_page(page, f"{NEVER} page: no answers lead to it. Look at its condition and at the skips.")
            continue
        for question in page.questions:
            if question.id not in met.questions:
                yield names.at_question(question, f"{NEVER} question: its condition can never hold.")
        for number, _skip in enumerate(page.skips):
            if (page.id, number) not in met.skips:
                yield names.at_page(page, "A skip on this page is never taken: its condition can never hold.")
        for each in page.help:
            if (page.id, each.id) not in met.help:
                yield names.at_page(page, "The help on this page is never shown: its condition can never hold.")


def _impossible(questionnaire: Questionnaire, names: Names) -> Iterator[Problem]:
    for page in questionnaire.pages:
        if not can_hold(page.rule, questionnaire):
            yield names.at_page(page, f"{NEVER} page: its condition can never hold.")
        for question in page.questions:
            if not can_hold(question.rule, questionnaire):
                yield names.at_question(question, f"{NEVER} question: its condition can never hold.")
        rules = [*(skip.when for skip in page.skips), *(each.when for each in page.help)]
        if not all(can_hold(rule, questionnaire) for rule in rules):
            yield names.at_page(page, "A skip or a help on this page has a condition that can never hold.")
