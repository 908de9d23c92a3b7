"""What is kept in the cache because everybody is shown the same: whole pages, and the facts of the frame around them.

Everything kept belongs to a generation. Whatever staff publish or change begins a new one, so that nothing older is
shown any more; after a minute a thing kept is forgotten in any case, which bounds what a lost word of a change can do.
"""

import secrets
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.signals import page_published, page_unpublished, post_page_move

SECONDS_KEPT = 60
GENERATION = "kept:generation"
# What pages show to everybody besides the pages themselves. Places in a session are counted without saving it: how many
# are left may be a minute old where nobody is signed in.
SHOWN = (
    "cms.Navigation",
    "people.Helpline",
    "people.LocalAuthority",
    "people.Partnership",
    "surveys.HeldText",
    "training.Course",
    "training.Series",
    "training.Session",
    "training.Theme",
    "training.UndatedSession",
    "training.Venue",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.Site",
    "wagtailredirects.Redirect",
)


def look(key: str) -> tuple[Any, str]:
    """What is kept under a key, or None, and the generation in which anything made now is to be kept."""
    found = cache.get_many([GENERATION, key])
    generation = found.get(GENERATION) or _begin_generation()
    made_in, kept = found.get(key, (None, None))
    return (kept if made_in == generation else None), generation


def keep(key: str, value: Any, *, generation: str) -> None:
    """Keep a value that was made in a generation: if another has begun meanwhile, nobody will be shown it."""
    cache.set(key, (generation, value), SECONDS_KEPT)


def forget(*args: Any, **kwargs: Any) -> None:
    """Begin a new generation, now and once more when the transaction at hand is there for everybody to see."""
    _begin_generation()
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(_begin_generation)


def _begin_generation() -> str:
    generation = secrets.token_hex(8)
    cache.set(GENERATION, generation, None)
    return generation


def forget_on_change() -> None:
    """Forget whenever something that is shown to everybody changes, or one of its lists does: whom a session is for."""
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(forget, dispatch_uid="forget what is kept")
    from wagtail.models import Page

    models = [apps.get_model(name) for name in SHOWN]
    models += [model for model in apps.get_models() if issubclass(model, Page)]
    for model in models:
        for changed in (post_save, post_delete):
            changed.connect(forget, sender=model, dispatch_uid=f"forget what is kept: {model._meta.label}")
        for field in model._meta.many_to_many:
            m2m_changed.connect(forget, sender=field.remote_field.through, dispatch_uid=f"forget what is kept: {field}")
