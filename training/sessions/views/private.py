"""What pages behind an unguessable link share: kept by no cache, named to no other site, found by no search engine."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers

View = Callable[[HttpRequest, str], HttpResponseBase]


def private(*, has_form: bool) -> Callable[[View], View]:
    """Keep a page out of every cache and search engine, and its address out of what other sites are told.

    A page with a form says "same-origin", which tells other sites nothing either: under "no-referrer" browsers send
    `Origin: null` with the form, and the check against forged requests refuses it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, key: str) -> HttpResponseBase:
            response = view(request, key)
            add_never_cache_headers(response)
            response.headers["Referrer-Policy"] = "same-origin" if has_form else "no-referrer"
            response.headers["X-Robots-Tag"] = "noindex"
            return response

        return answer

    return decorate
