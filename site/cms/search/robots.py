"""What search engines may read, and where."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

# Pages of a person's own, and of staff: nothing in them is for a search engine.
PRIVATE = ["/admin/", "/account/", "/bookings/", "/organisations/", "/reach/", "/verify/", "/search/"]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """The robots.txt: everything but private pages, and where the list of pages is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('cms:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
