"""Says before the start what this machine lacks for making PDFs, and whether the keys that are set can be used."""

import ctypes
import sys
from datetime import timedelta
from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register
from django.utils import timezone

from documents.badges.keys import BadgeKeyMalformed, published_keys
from documents.dates import short_day
from documents.signing import KeyOutOfTime, KeyUnusable, check_key

LIBRARIES = {
    "linux": ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"),
    "darwin": ("libpango-1.0.dylib", "libpangoft2-1.0.dylib", "libharfbuzz-subset.dylib"),
}
ADVICE = {
    "linux": "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "darwin": "brew install pango",
}

SOON = timedelta(days=30)  # enough to have a new certificate made


@register()
def pango_is_installed(**kwargs: Any) -> list[CheckMessage]:
    """A warning that names the command, where a library that WeasyPrint needs cannot be loaded."""
    if all(_loads(name) for name in LIBRARIES.get(sys.platform, ())):
        return []
    return [
        Warning(
            f"No certificate can be made until Pango is installed: {ADVICE[sys.platform]}",
            id="documents.W001",
        )
    ]


@register()
def badge_keys_are_keys(**kwargs: Any) -> list[CheckMessage]:
    """An error that says what to set, where BADGE_KEY or BADGE_OLD_KEYS hold something else than keys."""
    try:
        published_keys()
    except BadgeKeyMalformed as mistake:
        return [Error(str(mistake), id="documents.E001")]
    return []


@register()
def signing_key_can_be_used(**kwargs: Any) -> list[CheckMessage]:
    """An error where a key is configured that cannot be read: certificates would wait for it without a word. A warning
    where it is out of time, since everything else goes on; and a month before its end."""
    try:
        ends_at = check_key()
    except KeyOutOfTime as error:
        return [Warning(str(error), id="documents.W002")]
    except KeyUnusable as error:
        return [Error(str(error), id="documents.E002")]
    if ends_at is None or ends_at > timezone.now() + SOON:
        return []
    text = f"The certificate in PDF_SIGNING_KEY ends on {short_day(ends_at)}. Set a newer one before then."
    return [Warning(text, id="documents.W003")]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
