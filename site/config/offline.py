"""What lets pages open without a signal: the service worker with the list of what it keeps, and the manifest by which
such pages are put on a phone's home screen."""

import hashlib
import json
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import resolve, reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from people.partnership.models import Partnership

# Pages that a browser keeps. Each is the same for everybody, and shown for every address that begins with its own.
SHELLS = ("training:register-kept", "training:headcount-kept")
# Pages that are asked for as always and, where nobody answers, shown as a kept one.
INSTEAD = {"training:headcount-create": "training:headcount-kept"}
# What pages are drawn with and do not name themselves: letters that only some names need.
ALSO_KEPT = ("theme/fonts/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",)


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The script of the service worker. It differs whenever anything that it keeps does, so that browsers take the new
    version whole. It is asked for again at each visit, hence never kept itself."""
    found = finders.find("theme/worker.js")
    if not found:
        raise Http404("The theme is not built.")
    script = Path(str(found)).read_text()
    pages = {path: _drawn(path, request) for path in (reverse(name) for name in SHELLS)}
    named = {address for page in pages.values() for address in _named_in(page)}
    assets = sorted({*named, *map(static, ALSO_KEPT)})
    version = _version(script, list(pages.values()), assets)
    instead = {reverse(name): reverse(shell) for name, shell in INSTEAD.items()}
    kept = {"version": version, "shells": {path: path for path in pages}, "instead": instead, "assets": assets}
    response = HttpResponse(f"self.KEPT = {json.dumps(kept)};\n{script}", content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"  # each page registers it for its own addresses only
    return response


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """The partnership's registers as an app: its name, its colour, its sign. Nothing in it tells who installed it."""
    partnership = Partnership.load(request_or_site=request)
    home = reverse("training:register-kept")
    facts = {
        "id": home,
        "name": partnership.name,
        "short_name": f"{partnership.short_name} registers",
        "start_url": home,
        "scope": "/",
        "display": "standalone",
        "theme_color": partnership.main_colour,
        "background_color": "#fdf9f3",  # the paper of the pages, see theme/scss/_tokens.scss
        "icons": [{"src": static("theme/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(facts, content_type="application/manifest+json")


def _drawn(path: str, request: HttpRequest) -> str:
    """A shell as anybody is shown it."""
    match = resolve(path)
    response = match.func(request, *match.args, **match.kwargs)
    return str(response.content.decode())


def _named_in(page: str) -> list[str]:
    """The addresses of files that a page is drawn with: static ones, and the partnership's colours."""
    ours = "|".join(map(re.escape, (settings.STATIC_URL, reverse("people:theme-colours"))))
    return re.findall(rf'"((?:{ours})[^"]*)"', page)


def _version(script: str, pages: list[str], assets: list[str]) -> str:
    """A digest of all that is kept. Names of static files change with their content in production; elsewhere the
    content itself is looked at."""
    digest = hashlib.sha256("\n".join([script, *pages, *assets]).encode())
    for address in assets:
        name = address.removeprefix(settings.STATIC_URL)
        if name != address and (found := finders.find(name)):
            digest.update(Path(str(found)).read_bytes())
    return digest.hexdigest()[:16]
