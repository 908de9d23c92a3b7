"""What people wrote about a course and agreed to be quoted on, once it was read and kept."""

from uuid import UUID

from django.db.models import QuerySet

from surveys.responses.models import HeldText, TextState


def quotable_texts() -> QuerySet[HeldText]:
    """Texts about courses that may be shown to anybody, by course and in an order that tells nothing (their random
    keys). One whose permission was taken back, or that was removed, is not among them."""
    may_be_shown = HeldText.objects.filter(state=TextState.KEPT, may_be_quoted=True).exclude(about="").exclude(text="")
    return may_be_shown.order_by("about", "key")


def quoted_text(key: str, *, about: str) -> str:
    """What a text says now, if it may be quoted and is about this course; empty otherwise."""
    try:
        known = UUID(key)
    except ValueError:
        return ""
    return quotable_texts().filter(pk=known, about=about).values_list("text", flat=True).first() or ""
