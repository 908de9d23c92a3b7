"""What the reviewer of own words is told: that something waits to be read, and nothing more."""

from django.conf import settings
from django.urls import reverse

from documents.emails import queue_email
from people.models import Person


def tell_reader(reader: Person, *, is_urgent: bool) -> None:
    """Say that something waits: not what, of which survey, how much, or since when."""
    context = {
        "name": reader.name,
        "is_urgent": is_urgent,
        "texts_url": settings.SITE_URL + reverse("survey_texts:index"),
    }
    queue_email(template="survey_texts_wait", to=reader.email, context=context)
