"""The ways on from a survey, in the list and on its own screen."""

from typing import Any

from django.urls import reverse
from wagtail.admin.widgets.button import Button

from surveys.questionnaires.models import Survey


def further_buttons(survey: Survey) -> list[Any]:
    """To publishing, translating, looking; and, once it is launched, to what can be done with it."""
    buttons = [
        Button("Check and publish", url=reverse("surveys_publish", args=[survey.pk]), icon_name="check", priority=10),
        Button("Preview", url=reverse("surveys:survey-preview", args=[survey.slug]), icon_name="view", priority=20),
    ]
    if survey.languages:
        words = reverse("surveys_translations", args=[survey.pk])
        buttons.append(Button("Translations", url=words, icon_name="globe", priority=30))
    if survey.launched_at is not None:
        versions = reverse("surveys_versions", args=[survey.pk])
        more_private = reverse("surveys_more_private", args=[survey.pk])
        buttons += [
            Button("Versions and fixes", url=versions, icon_name="history", priority=40),
            Button("Make more private", url=more_private, icon_name="lock", priority=60),
        ]
        if survey.closed_at is None and survey.is_by_invitation:
            codes = reverse("surveys_codes", args=[survey.pk])
            buttons.append(Button("Print codes", url=codes, icon_name="print", priority=50))
        if survey.closed_at is None:
            close = reverse("surveys_close", args=[survey.pk])
            buttons.append(Button("Close", url=close, icon_name="cross", priority=70))
    return buttons
