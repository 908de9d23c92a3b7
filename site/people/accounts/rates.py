"""How often one address of the network may ask for something open to all."""

import hashlib
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def within_rate(request: HttpRequest, *, action: str, most: int, seconds: int) -> bool:
    """Count this request and say whether it is among the first `most` of its address in a window of `seconds`.

    The address is kept as a digest, for the length of two windows.
    """
    return within_count(f"{action}:{_place_of(request)}", most=most, seconds=seconds)


def is_spent(request: HttpRequest, *, action: str, most: int, seconds: int) -> bool:
    """Whether so many were counted already by `within_rate`, without counting this request: for what is counted only
    when it fails."""
    return int(cache.get(_key(f"{action}:{_place_of(request)}", seconds), 0)) >= most


def within_count(what: str, *, most: int, seconds: int) -> bool:
    """Count one more of this and say whether it is among the first `most` of its window of `seconds`.

    Two processes may count one request as one: the limit guards against floods and need not be exact.
    """
    key = _key(what, seconds)
    cache.add(key, 0, timeout=seconds * 2)
    try:
        count = cache.incr(key)
    except ValueError:  # the key was evicted in between
        return True
    cache.touch(key, timeout=seconds * 2)  # kept in the database, a number that is counted up is forgotten much sooner
    return count <= most


def _place_of(request: HttpRequest) -> str:
    return hashlib.sha256(get_adapter().get_client_ip(request).encode()).hexdigest()[:32]


def _key(what: str, seconds: int) -> str:
    return f"rate:{what}:{int(time.time()) // seconds}"
