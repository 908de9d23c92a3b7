"""How many have answered so far: all that anybody is told before a survey is closed."""

from surveys.models import Survey
from surveys.results.disclosure.rules import STANDARD
from surveys.results.queries.counting import people_of

STEP = STANDARD.least_base  # the size of the batches in which answers are released


def total_so_far(survey: Survey) -> int:
    """How many people have answered, in whole steps of ten and downwards, so that no single answer ever shows: 0 while
    there are fewer than ten. Answers count once they were released. One statement, and one for the versions."""
    return people_of(survey) // STEP * STEP
