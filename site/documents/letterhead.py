"""Whose document it is: the name, colours and contacts that every email and PDF carries."""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


def letterhead() -> dict[str, Any]:
    """What every template of a document is given besides its own context: `partnership`, `helplines` and `site_url`.

    Documents know nothing of people, so the setting LETTERHEAD names the function that answers.
    """
    return {**import_string(settings.LETTERHEAD)(), "site_url": settings.SITE_URL}
