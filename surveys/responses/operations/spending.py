"""That a page, a printed code or an invitation counts once."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from surveys.questionnaires.models import Survey, SurveyStatus
from surveys.responses.models import Spent
from surveys.responses.operations.refusals import AlreadySent, CodeSpent, SurveyClosed
from surveys.responses.queries.papers import Paper

# The survey must be open, and in the mode that the answer is about to be kept in, until this transaction is over: on
# PostgreSQL its row is locked against a change, on SQLite nobody else writes meanwhile. One statement, since every
# answer waits for it.
SPEND = """
    INSERT INTO surveys_spent (digest, survey_id)
    SELECT %s, id FROM surveys_survey
    WHERE id = %s AND mode = %s AND launched_at IS NOT NULL AND closed_at IS NULL AND closes_on >= %s
    {lock} ON CONFLICT (digest) DO NOTHING"""


def spend(survey: Survey, digest: str, at: datetime) -> bool:
    """Note that this was used, in the transaction at hand, and hold the survey open and in its mode until that ends.
    False, and nothing is noted, where it was used before, or the survey is closed or in another mode by now."""
    lock = "FOR SHARE" if connection.vendor == "postgresql" else ""
    facts: list[Any] = [digest, survey.pk, survey.mode, timezone.localdate(at).isoformat()]
    with connection.cursor() as cursor:
        cursor.execute(SPEND.format(lock=lock), facts)
        return cursor.rowcount == 1


def refuse_what_was_spent(survey: Survey, paper: Paper, digest: str, at: datetime) -> None:
    """Say why nothing could be spent: AlreadySent (CodeSpent, of a printed code) or SurveyClosed. Where neither is so,
    the survey has become more private meanwhile: its object knows it from here on."""
    survey.refresh_from_db(fields=["mode", "launched_at", "closed_at", "closes_on"])
    if survey.status_at(at) != SurveyStatus.OPEN:
        raise SurveyClosed
    if Spent.objects.filter(digest=digest).exists():
        raise CodeSpent if paper.code else AlreadySent
