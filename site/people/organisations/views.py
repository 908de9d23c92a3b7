"""Organisations that match what a person types, as a fragment of the picker."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from people.accounts.rates import within_rate
from people.organisations.queries import search_organisations

SEARCHES_A_MINUTE = 300  # for one address of the network: a whole staff room may type behind it


@require_GET
@never_cache
def organisation_search(request: HttpRequest) -> HttpResponse:
    """Radios for what matches `q` (or the picker's own field), with "not listed" among them.

    Open to everyone, since one books without an account: it shows only names that are public, and few at a time.
    """
    if not within_rate(request, action="organisation-search", most=SEARCHES_A_MINUTE, seconds=60):
        return HttpResponse("Please wait a moment, then go on typing.", status=429, content_type="text/plain")
    query = request.GET.get("q") or request.GET.get("organisation_query", "")
    found = search_organisations(text=query)
    return render(request, "people/organisation_search.html", {"organisations": found, "query": query.strip()})
