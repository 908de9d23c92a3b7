"""Makes a key to sign badges with, and says where it and the one before it go."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from documents.badges import BadgeKeyMalformed, new_key, published_keys

FIRST = """Set this where the product runs, keep it as secret as SECRET_KEY, and start the product again:

BADGE_KEY={key}
"""
NEXT = """{first}BADGE_OLD_KEYS={old}

The second line keeps badges good that were signed before. Leave a key out of it only if somebody else may have had it:
badges signed with it no longer hold good then, and are signed anew when their holders next download them.
"""


class Command(BaseCommand):
    help = "Makes a new key for badges and prints what to set. Nothing is changed or kept."
    requires_system_checks: list[str] = []  # where the key that is set is no key, this is what is called for

    def handle(self, *args: Any, **options: Any) -> None:
        key, _ = new_key()
        first = FIRST.format(key=key)
        self.stdout.write(NEXT.format(first=first, old=",".join(old)) if (old := _published()) else first)


def _published() -> list[str]:
    """The keys to be kept: those of today. A BADGE_KEY that is no key has signed nothing."""
    try:
        return published_keys()
    except BadgeKeyMalformed:
        return list(settings.BADGE_OLD_KEYS)
