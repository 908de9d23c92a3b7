"""Requests to surveys, of which nothing is to be known: stripped on arrival of all that could tell who sent them.

What is kept out here cannot be kept by accident further in: by a session, a log, an error report, a cache or a view.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from ipaddress import IPv6Address, IPv6Network, ip_address

from allauth.account.adapter import get_adapter
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse

PREFIX = "/surveys/"
# After the survey's own part of the path. Whoever answers with their name, or is staff, is signed in there.
KNOWS_PERSON = frozenset({"named", "preview"})
# What a request needs to be answered. All else goes: cookies, the browser's name, the page before, and whatever headers
# somebody's network adds.
KEPT_HEADERS = frozenset({"HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", "HTTP_HOST", "HTTP_X_FORWARDED_PROTO"})
ADDRESSES = frozenset({"REMOTE_PORT", "HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP"})
LANGUAGES_KEPT = 1  # a list of them, with weights, tells devices apart
SECONDS_OF_A_KEY = 60

# Whether the request at hand is about a survey, by name or without: what is logged meanwhile says nothing of it.
is_hushed: ContextVar[bool] = ContextVar("is_hushed", default=False)


def is_about_a_survey(path: str) -> bool:
    """Whether a path is one of surveys: lines about it hold nothing of it."""
    return path.startswith(PREFIX)


def is_quiet(path: str) -> bool:
    """Whether nothing may be known of who asks for this path."""
    parts = path.removeprefix(PREFIX).split("/")
    return is_about_a_survey(path) and not (len(parts) > 1 and parts[1] in KNOWS_PERSON)


class QuietMiddleware:
    """Stands before all others, so that none of them sees more than a view may."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Strip the request, and let nothing that the browser could be known by again go out with the answer."""
        if not is_about_a_survey(request.path_info):
            return self.get_response(request)
        token = is_hushed.set(True)
        try:
            _disguise(request)
            if not is_quiet(request.path_info):
                return self.get_response(request)
            _strip(request)
            return _hush(self.get_response(request))
        finally:
            is_hushed.reset(token)


def _disguise(request: HttpRequest) -> None:
    """Put another address in place of the one that the request came from: also of whoever answers with their name, the
    place is nobody's business."""
    place = _passing_address(_address(request))
    request.__dict__.pop("headers", None)  # which somebody who has looked at them keeps as they were
    for name in ADDRESSES & request.META.keys():
        del request.META[name]
    request.META["REMOTE_ADDR"] = place


def _strip(request: HttpRequest) -> None:
    for name in [name for name in request.META if name.startswith(("HTTP_", "SSL_"))]:
        if name not in KEPT_HEADERS:
            del request.META[name]
    languages = request.META.get("HTTP_ACCEPT_LANGUAGE", "").split(",")[:LANGUAGES_KEPT]
    request.META["HTTP_ACCEPT_LANGUAGE"] = ",".join(each.partition(";")[0].strip()[:12] for each in languages)


def _address(request: HttpRequest) -> str:
    try:
        return get_adapter().get_client_ip(request)
    except (PermissionDenied, ImproperlyConfigured):  # none that can be read: all such are one place
        return ""


def _passing_address(address: str) -> str:
    """Another address for a place, which nobody can turn back after a minute: HMAC under a key that was made by chance,
    is in the memory of this process alone, and is forgotten with its minute. Only for counting how many come from one
    place meanwhile. It is one of those that stand for nothing in the network at large (fd00::/8, RFC 4193)."""
    fresh = secrets.token_bytes(32)
    key: bytes = caches["passing"].get_or_set("key-of-the-minute", fresh, SECONDS_OF_A_KEY) or fresh
    return str(IPv6Address(b"\xfd" + hmac.new(key, _place(address).encode(), hashlib.sha256).digest()[:15]))


def _place(address: str) -> str:
    """What one household or school has: of IPv6 a whole network of 64 bits, in which every device takes addresses as it
    likes."""
    try:
        read = ip_address(address)
    except ValueError:
        return address
    return str(IPv6Network((read, 64), strict=False)) if isinstance(read, IPv6Address) else address


def _hush(response: HttpResponse) -> HttpResponse:
    response.cookies.clear()
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers.setdefault("Cache-Control", "no-store")
    if "cookie" in response.headers.get("Vary", "").lower():  # nothing here differs by one
        del response.headers["Vary"]
    return response
