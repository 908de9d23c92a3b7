"""What keeps a draft from being published, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from surveys.questionnaires.definition import Questionnaire, Words
from surveys.questionnaires.models import Survey
from surveys.questionnaires.queries.problems.facts import survey_problems
from surveys.questionnaires.queries.problems.names import Names, Problem
from surveys.questionnaires.queries.problems.parts import part_problems
from surveys.questionnaires.queries.problems.pipes import pipe_problems
from surveys.questionnaires.queries.problems.reach import reach_problems
from surveys.questionnaires.queries.problems.references import order_problems, reference_problems

__all__ = ["Found", "Problem", "find_problems"]

TOO_MANY_WAYS = (
    "There are too many ways through this survey to try every one. Each condition was tried by itself instead, so "
    "please walk through the preview once for each kind of answer."
)


@dataclass(frozen=True)
class Found:
    """What was found: `problems` keep a draft from being published, `notes` do not."""

    problems: list[Problem]
    notes: list[str]


def find_problems(
    survey: Survey, questionnaire: Questionnaire, words: Words, blocks: Mapping[str, str], on: date
) -> Found:
    """Everything that is wrong, in the order of the editor. Whether each page can be reached is only looked at once all
    conditions refer to something that is there."""
    names = Names(questionnaire, words, blocks)
    broken = [*reference_problems(questionnaire, names), *order_problems(questionnaire, names)]
    unreached, is_complete = ([], True) if broken else reach_problems(questionnaire, names)
    problems = [
        *survey_problems(survey, questionnaire, on),
        *part_problems(questionnaire, names),
        *broken,
        *unreached,
        *pipe_problems(questionnaire, words, names),
    ]
    return Found(problems, [] if is_complete else [TOO_MANY_WAYS])
