"""What is missing from a survey itself: dates, somebody who reads, anything to ask."""

from collections.abc import Iterator
from datetime import date

from surveys.questionnaires.definition import Questionnaire
from surveys.questionnaires.models import Survey
from surveys.questionnaires.queries.problems.names import DATES, OWN_WORDS, QUESTIONS, Problem


def survey_problems(survey: Survey, questionnaire: Questionnaire, on: date) -> Iterator[Problem]:
    """Dates first: without them nobody knows until when to answer, nor when to expect something back."""
    if survey.closes_on is None:
        yield Problem(DATES, "Say until which day people can answer. A survey without a closing date is not published.")
    elif survey.closes_on < on:
        yield Problem(DATES, "The last day to answer is over already. Choose a later one.")
    if survey.results_on is None:
        yield Problem(DATES, "Say by which day the results, and your answer to them, will appear. People are told it.")
    elif survey.closes_on and survey.results_on <= survey.closes_on:
        yield Problem(DATES, "The results must appear after the last day to answer.")
    if not any(True for _ in questionnaire.questions()):
        yield Problem(QUESTIONS, "Nothing is asked yet. Add a page, and a question on it.")
    if questionnaire.takes_text() and (survey.reviewer_id is None or survey.reading_hours() is None):
        yield Problem(
            OWN_WORDS,
            "You ask people for their own words. Name who reads them and between which hours, or take these questions "
            "out: somebody may write that they are in danger.",
        )
