"""What holds of every publication: two people, who saw what they publish, and not so often that it tells of a day."""

from datetime import datetime

from django.utils import timezone

from people.models import Person
from surveys.questionnaires.models import Survey, Version
from surveys.questionnaires.operations.refusals import ChangedSince, PublishesAlone, TooSoon
from surveys.questionnaires.queries.changes import is_alone, next_version_on
from surveys.questionnaires.queries.drafts import Draft, agreed


def refuse_alone(survey: Survey, by: Person | None) -> None:
    """Whoever changed the draft last does not publish it, unless they are an administrator: PublishesAlone."""
    if by is not None and is_alone(survey, by):
        raise PublishesAlone


def refuse_unseen(survey: Survey, draft: Draft, seen: str) -> None:
    """`seen` is what somebody agreed to, as `agreed` says it; empty where nobody looked before: ChangedSince."""
    if seen and seen != agreed(survey, draft):
        raise ChangedSince


def refuse_too_soon(before: Version | None, at: datetime) -> None:
    """Answers are kept with their version and their week, so versions of less than seven days tell of days: TooSoon."""
    if before is not None and timezone.localdate(at) < next_version_on(before):
        raise TooSoon(next_version_on(before))
