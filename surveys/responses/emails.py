"""What readers are told: that something waits to be read, and nothing more; and when answers are deleted."""

from datetime import date

from django.conf import settings
from django.urls import reverse

from documents.emails import queue_email
from people.models import Person
from surveys.questionnaires.models import Survey


def tell_reader(reader: Person, *, is_urgent: bool) -> None:
    """Say that something waits: not what, of which survey, how much, or since when."""
    context = {
        "name": reader.name,
        "is_urgent": is_urgent,
        "texts_url": settings.SITE_URL + reverse("survey_texts:index"),
    }
    queue_email(template="survey_texts_wait", to=reader.email, context=context)


def tell_of_deletion(reader: Person, *, survey: Survey, on: date) -> None:
    """Say when the answers of a survey are deleted."""
    context = {
        "name": reader.name,
        "title": survey.title,
        "on": on,
        "results_url": settings.SITE_URL + reverse("survey_results:index"),
    }
    queue_email(template="survey_answers_deleted", to=reader.email, context=context)
