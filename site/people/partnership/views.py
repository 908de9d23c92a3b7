"""The partnership's colours as a stylesheet of their own, because no page carries styles inline."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from people.partnership.colours import stylesheet
from people.partnership.models import Partnership


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def theme_colours(request: HttpRequest) -> HttpResponse:
    """Pages ask for this with the colours in the query, so that it may be kept until they change."""
    partnership = Partnership.load(request_or_site=request)
    return HttpResponse(stylesheet(partnership.main_colour, partnership.accent_colour), content_type="text/css")
