"""How many may come from one place within a minute, counted without keeping the place.

`config.quiet` names the place by a key that is forgotten with its minute, and counts are in the memory of this process
alone. A process counts for itself, so several let through so many each: a limit against robots need not be exact.
"""

import time

from django.core.cache import caches
from django.http import HttpRequest

SECONDS = 60
# A school of 2,000 behind one address, all sending within the same minute, stays far below.
MOST_SENT = 3_000
MOST_BEGUN = 3_000
MOST_WRONG_CODES = 300


def may_send(request: HttpRequest) -> bool:
    """Count one more that is sent from this place, and say whether it is among the first 3,000 of its minute."""
    return _count("sent", request) <= MOST_SENT


def may_begin(request: HttpRequest) -> bool:
    """Count one more that is begun from this place, and say whether it is among the first 3,000 of its minute."""
    return _count("begun", request) <= MOST_BEGUN


def may_try_a_code(request: HttpRequest) -> bool:
    """Whether fewer than 300 wrong codes came from this place within the minute."""
    wrong: int = caches["passing"].get(_key("wrong-code", request), 0)
    return wrong < MOST_WRONG_CODES


def note_wrong_code(request: HttpRequest) -> None:
    """Count a code that opened nothing."""
    _count("wrong-code", request)


def _count(what: str, request: HttpRequest) -> int:
    passing, key = caches["passing"], _key(what, request)
    passing.add(key, 0, SECONDS)
    try:
        return passing.incr(key)
    except ValueError:  # its minute ended in between
        return 1


def _key(what: str, request: HttpRequest) -> str:
    return f"{what}:{int(time.time()) // SECONDS}:{request.META.get('REMOTE_ADDR', '')}"
