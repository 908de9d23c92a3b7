"""The page of search results."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.models import CourseCataloguePage
from cms.search.excerpts import excerpt
from cms.search.forms import SearchForm
from cms.search.queries import find_pages, in_order

RESULTS_ON_A_PAGE = 10


@require_safe
def page_search(request: HttpRequest) -> HttpResponse:
    """Show the pages that match; open to all."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    results = Paginator(find_pages(words) if words else [], RESULTS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "words": words,
        "results": results,
        "found": [{"page": page, "excerpt": excerpt(page, words)} for page in in_order(list(results))],
        "catalogue": CourseCataloguePage.objects.live().public().first(),
    }
    return render(request, "cms/search_page.html", context)
