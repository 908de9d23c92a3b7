"""What every page shows around its content: the partnership, the menu and the footer, kept for everybody."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from cms.navigation.context import mark_current, read_navigation
from config import keeping
from people.partnership.models import Partnership


def frame(request: HttpRequest) -> dict[str, object]:
    """`partnership` and `navigation` in every template, read once a request and only when used."""
    facts = SimpleLazyObject(lambda: _facts(request))
    return {
        "partnership": SimpleLazyObject(lambda: facts["partnership"]),
        "navigation": SimpleLazyObject(lambda: mark_current(facts["navigation"], request.path)),
    }


def _facts(request: HttpRequest) -> dict[str, Any]:
    """Those of the site that answers: a site is told by the host and port it is asked under."""
    key = f"frame:{request.get_host()}"
    facts, generation = keeping.look(key)
    if facts is None:
        partnership = Partnership.load(request_or_site=request)
        _ = partnership.logo  # read it now, so that it is kept with the rest
        facts = {"partnership": partnership, "navigation": read_navigation(request)}
        keeping.keep(key, facts, generation=generation)
    return facts
