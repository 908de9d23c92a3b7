"""Staff screens for surveys, their questions, their publication and their translations."""

from surveys.questionnaires.viewsets import endings, publishing, readers, translations, versions
from surveys.questionnaires.viewsets.surveys import SurveyViewSet

__all__ = ["SurveyViewSet", "urlpatterns"]

urlpatterns = [
    *publishing.urlpatterns,
    *versions.urlpatterns,
    *translations.urlpatterns,
    *endings.urlpatterns,
    *readers.urlpatterns,
]
