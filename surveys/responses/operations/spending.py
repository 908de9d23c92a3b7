"""That a page, a printed code or an occasion counts once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from surveys.questionnaires.models import Survey, SurveyStatus
from surveys.responses.models import Spent
from surveys.responses.operations.refusals import AlreadySent, CodeSpent, SurveyClosed
from surveys.responses.queries.papers import Paper, digest_of

# The survey must be open, and be what its object says of it, until this transaction is over: on PostgreSQL its row is
# locked against a change, on SQLite nobody else writes meanwhile. One statement, since every answer waits for it.
SPEND = """
    INSERT INTO surveys_spent (digest, survey_id)
    SELECT used.digest, survey.id FROM surveys_survey survey CROSS JOIN ({used}) used
    WHERE survey.id = %s AND survey.mode = %s AND survey.is_by_invitation = %s
        AND (survey.reviewer_id IS NOT NULL) = %s
        AND survey.launched_at IS NOT NULL AND survey.closed_at IS NULL AND survey.closes_on >= %s
    ORDER BY used.digest {lock} ON CONFLICT (digest) DO NOTHING"""
MAY_CHANGE = ("mode", "is_by_invitation", "reviewer", "launched_at", "closed_at", "closes_on")
# Apart from the above, so that a page saved while that waited is found.
FORGET = "DELETE FROM surveys_savedpaper WHERE locator = %s"


def spend(survey: Survey, digests: Sequence[str], *, saved_as: str, at: datetime) -> bool:
    """Note that all these were used, in the transaction at hand, hold the survey open and as it is until that ends, and
    delete the page that was saved, if one was. False, and the transaction writes nothing, where any was used before, or
    the survey is closed or not as its object says by now. Everybody notes them in the same order, so that nobody waits
    in a circle."""
    lock = "FOR SHARE OF survey" if connection.vendor == "postgresql" else ""
    used = " UNION ALL ".join(["SELECT %s AS digest"] * len(digests))
    known = (survey.mode, survey.is_by_invitation, survey.reviewer_id is not None)
    facts: list[Any] = [*digests, survey.pk, *known, timezone.localdate(at).isoformat()]
    with connection.cursor() as cursor:
        cursor.execute(SPEND.format(used=used, lock=lock), facts)
        is_whole = cursor.rowcount == len(digests)
        if is_whole:
            cursor.execute(FORGET, [saved_as])
    if not is_whole:
        transaction.set_rollback(True)
    return is_whole


def refuse_what_was_spent(survey: Survey, paper: Paper, digests: Sequence[str], at: datetime) -> None:
    """Say why nothing could be spent: AlreadySent (CodeSpent, of a printed code) or SurveyClosed. Where neither is so,
    the survey is not what its object said: it knows better from here on."""
    survey.refresh_from_db(fields=MAY_CHANGE)
    if survey.status_at(at) != SurveyStatus.OPEN:
        raise SurveyClosed
    spent = set(Spent.objects.filter(digest__in=digests).values_list("digest", flat=True))
    if spent:
        raise CodeSpent if paper.code and spent == {digest_of(paper.survey, paper.code)} else AlreadySent
