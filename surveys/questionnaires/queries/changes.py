"""Who changed a survey's draft, and when a version of it can be followed by the next."""

from datetime import date, timedelta

from wagtail.models import ModelLogEntry

from people.models import Person
from surveys.questionnaires.models import Survey, Version
from surveys.questionnaires.policies import Viewer, may_publish_alone

CHANGES = ("surveys.survey.create", "surveys.survey.change", "surveys.survey.translate")
LEAST_APART = timedelta(days=7)  # as long as what is kept of the time of an answer: its week


def is_alone(survey: Survey, viewer: Viewer) -> bool:
    """Whether somebody made the last change to a draft, as the audit says, so that nobody else has seen it yet, and may
    not publish it on their own."""
    entries = ModelLogEntry.objects.for_instance(survey).filter(action__in=CHANGES).order_by("-timestamp", "-pk")
    last = entries.values_list("user_id", flat=True).first()
    return isinstance(viewer, Person) and last == viewer.pk and not may_publish_alone(viewer)


def next_version_on(before: Version) -> date:
    """The first day on which another version may follow this one."""
    return before.published_on + LEAST_APART
