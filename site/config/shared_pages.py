"""Whole pages kept for whoever is not signed in, since all of them are shown the same."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from config import keeping

# Pages that editors made, and those of sessions. Any other is made anew each time: what a certificate's page says, or
# whether a booking stands, must be true at the moment.
SHARED = frozenset({"wagtail_serve", "training:session-detail"})


class SharedPagesMiddleware:
    """Answers from what is kept where there is no session, nor anything in the query that could make a difference."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page that is kept, or a new one, kept for the next visitor if it may be."""
        if not _could_be_shared(request):
            return self.get_response(request)
        key = _key(request)
        kept, generation = keeping.look(key)
        if kept is not None:
            content, headers = kept
            return HttpResponse(content, headers=headers)
        response = self.get_response(request)
        if _is_shared(request, response):
            keeping.keep(key, (response.content, dict(response.items())), generation=generation)
        return response


def _could_be_shared(request: HttpRequest) -> bool:
    is_signed_out = settings.SESSION_COOKIE_NAME not in request.COOKIES
    return request.method == "GET" and is_signed_out and not request.META.get("QUERY_STRING")


def _is_shared(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether everybody without a session is shown this: a page of ours that sets no cookie and forbids no keeping."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    is_plain = response.status_code == 200 and not response.streaming and not response.cookies
    return name in SHARED and is_plain and not response.has_header("Cache-Control")


def _key(request: HttpRequest) -> str:
    address = f"{request.scheme}://{request.get_host()}{request.path}"
    return f"page:{hashlib.sha256(address.encode()).hexdigest()}"
