"""Days of a survey that are told to people."""

from datetime import date

from django.utils import timezone

from surveys.questionnaires.models import Survey


def last_day(survey: Survey) -> date | None:
    """The last day on which people can answer, or could: the day on which somebody closed it, where that came sooner.
    What closes a survey by itself comes after midnight, and so on no such day. None where none was said yet."""
    closed = [timezone.localdate(survey.closed_at)] if survey.closed_at else []
    return min([*closed, survey.closes_on] if survey.closes_on else closed, default=None)
