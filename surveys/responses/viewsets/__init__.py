"""Staff screens for responses: texts to read, and printed codes."""

from surveys.responses.viewsets import codes
from surveys.responses.viewsets.reading import TextsViewSet

__all__ = ["TextsViewSet", "urlpatterns"]

urlpatterns = [*codes.urlpatterns]
