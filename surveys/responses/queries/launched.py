"""The surveys that the public may know of."""

from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from surveys.questionnaires.models import Survey


def launched_survey(slug: str, at: datetime) -> Survey | None:
    """The survey at an address, open or closed, without its draft; None where there is none, or it is a draft still."""
    return Survey.objects.filter(slug=slug, launched_at__lte=at).defer("content").first()


def with_results(surveys: QuerySet[Survey]) -> QuerySet[Survey]:
    """Those whose results are published, and were not taken back."""
    return surveys.filter(publication__isnull=False, publication__withdrawn_at__isnull=True)


class Outcome(StrEnum):
    """What became of a survey's results."""

    TO_COME = "to come"
    PUBLISHED = "published"
    TAKEN_BACK = "taken back"


def outcome_of(survey: Survey) -> Outcome:
    """What became of a survey's results. One statement."""
    found = Survey.objects.filter(pk=survey.pk).values_list("publication", "publication__withdrawn_at").get()
    publication, withdrawn_at = found
    if publication is None:
        return Outcome.TO_COME
    return Outcome.PUBLISHED if withdrawn_at is None else Outcome.TAKEN_BACK
