"""The surveys that the public may know of."""

from datetime import datetime

from django.db.models import QuerySet

from surveys.questionnaires.models import Survey


def launched_survey(slug: str, at: datetime) -> Survey | None:
    """The survey at an address, open or closed, without its draft; None where there is none, or it is a draft still."""
    return Survey.objects.filter(slug=slug, launched_at__lte=at).defer("content").first()


def with_results(surveys: QuerySet[Survey]) -> QuerySet[Survey]:
    """Those whose results are published, and were not taken back."""
    return surveys.filter(publication__isnull=False, publication__withdrawn_at__isnull=True)
