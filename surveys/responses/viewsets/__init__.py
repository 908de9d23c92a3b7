"""Staff screens for responses: texts to read, and printed codes."""

from surveys.responses.viewsets import codes, texts
from surveys.responses.viewsets.texts import TextsViewSet

__all__ = ["TextsViewSet", "urlpatterns"]

urlpatterns = [*texts.urlpatterns, *codes.urlpatterns]
