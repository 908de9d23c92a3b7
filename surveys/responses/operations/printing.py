"""Printing single-use codes."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from surveys.questionnaires.models import Survey, SurveyStatus
from surveys.responses.queries.printed_codes import make_codes


class NoCodesNeeded(Exception):
    """The survey is not open, or anybody may answer it."""

    def __init__(self) -> None:
        super().__init__("Codes are printed for a survey that is open and that needs one to be answered.")


@transaction.atomic
def print_codes(*, survey: Survey, number: int, by: Person | None, at: datetime) -> list[str]:
    """So many new codes of a survey, of which nothing is kept but that they were printed. Refused: NoCodesNeeded."""
    if not survey.is_by_invitation or survey.status_at(at) != SurveyStatus.OPEN:
        raise NoCodesNeeded
    log(instance=survey, action="surveys.codes.print", user=by, data={"number": number})
    return make_codes(survey, number)
