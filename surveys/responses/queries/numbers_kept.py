"""How much of what was answered a survey still keeps, in whole tens: all that staff are told of it."""

from typing import NamedTuple

from django.db.models import Sum

from surveys.questionnaires.models import Mode, Survey
from surveys.responses.models import ROWS, HeldText, Tally
from surveys.responses.queries.tallying import PEOPLE

STEP = 10


class NumbersKept(NamedTuple):
    """At least so many sets of answers, kept as rows or counted in totals, and texts, read or not: whole tens."""

    answers: int
    texts: int

    def in_words(self) -> str:
        """Both, as part of a sentence."""
        return f"{_in_words(self.answers)} sets of answers, and {_in_words(self.texts)} texts that people wrote"


def numbers_kept(survey: Survey) -> NumbersKept:
    """Of every version. Two statements."""
    texts = HeldText.objects.filter(version__survey=survey).count()
    return NumbersKept(_answers_of(survey) // STEP * STEP, texts // STEP * STEP)


def _answers_of(survey: Survey) -> int:
    if survey.mode == Mode.COUNTED:
        everybody = Tally.objects.filter(version__survey=survey, table=PEOPLE)
        return everybody.aggregate(people=Sum("number"))["people"] or 0
    return ROWS[Mode(survey.mode)].objects.of(survey).count()


def _in_words(number: int) -> str:
    return f"{number:,} or more" if number else f"fewer than {STEP}"
