"""The ways on from a survey, in the list and on its own screen."""

from typing import Any

from django.urls import reverse
from wagtail.admin.widgets.button import Button

from surveys.questionnaires.models import Survey
from surveys.questionnaires.policies import Viewer, may_build_surveys, may_publish_surveys


def further_buttons(survey: Survey, viewer: Viewer) -> list[Any]:
    """To checking, looking and translating; and, once it is launched, to what this viewer may do with it."""
    buttons = [
        Button("Check and publish", url=reverse("surveys_publish", args=[survey.pk]), icon_name="check", priority=10),
        Button("Preview", url=reverse("surveys:survey-preview", args=[survey.slug]), icon_name="view", priority=20),
    ]
    if survey.languages and may_build_surveys(viewer):
        words = reverse("surveys_translations", args=[survey.pk])
        buttons.append(Button("Translations", url=words, icon_name="globe", priority=30))
    if survey.launched_at is None:
        return buttons
    versions = reverse("surveys_versions", args=[survey.pk])
    buttons.append(Button("Versions and fixes", url=versions, icon_name="history", priority=40))
    if survey.is_by_invitation and survey.closed_at is None:
        codes = reverse("surveys_codes", args=[survey.pk])
        buttons.append(Button("Print codes", url=codes, icon_name="print", priority=50))
    return [*buttons, *(_of_approvers(survey) if may_publish_surveys(viewer) else [])]


def _of_approvers(survey: Survey) -> list[Any]:
    more_private = reverse("surveys_more_private", args=[survey.pk])
    close = reverse("surveys_close", args=[survey.pk])
    readers = reverse("surveys_readers", args=[survey.pk])
    buttons = [
        Button("Readers", url=readers, icon_name="user", priority=55),
        Button("Make more private", url=more_private, icon_name="lock", priority=60),
    ]
    if survey.answers_deleted_on is None:
        keep_less = reverse("surveys_keep_less", args=[survey.pk])
        buttons.append(Button("Keep for less long", url=keep_less, icon_name="bin", priority=65))
    is_open = survey.closed_at is None
    return [*buttons, *([Button("Close", url=close, icon_name="cross", priority=70)] if is_open else [])]
