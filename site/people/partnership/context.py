"""What every page knows of the partnership."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from people.partnership.models import Partnership


def partnership(request: HttpRequest) -> dict[str, object]:
    """`partnership` in every template, read once a request and only when used."""
    return {"partnership": SimpleLazyObject(lambda: Partnership.load(request_or_site=request))}
