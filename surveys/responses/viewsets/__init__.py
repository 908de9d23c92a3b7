"""Staff screens for responses: texts to read, printed codes, and for how long answers are kept."""

from surveys.responses.viewsets import codes, keeping
from surveys.responses.viewsets.reading import TextsViewSet

__all__ = ["TextsViewSet", "urlpatterns"]

urlpatterns = [*codes.urlpatterns, *keeping.urlpatterns]
