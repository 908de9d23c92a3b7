"""Staff screens for results: looking at them, publishing them, taking them away."""

from surveys.results.viewsets import exporting, looking, publishing
from surveys.results.viewsets.listing import ResultsViewSet

__all__ = ["ResultsViewSet", "urlpatterns"]

urlpatterns = [*looking.urlpatterns, *publishing.urlpatterns, *exporting.urlpatterns]
