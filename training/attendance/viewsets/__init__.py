"""Staff screens of attendance."""

from training.attendance.viewsets import evaluations, headcounts, scans
from training.attendance.viewsets.disagreements import DisagreementViewSet
from training.attendance.viewsets.evaluations import EvaluationsViewSet
from training.attendance.viewsets.headcounts import HeadcountViewSet, TopicViewSet

__all__ = ["DisagreementViewSet", "EvaluationsViewSet", "HeadcountViewSet", "TopicViewSet", "urlpatterns"]

urlpatterns = [*scans.urlpatterns, *evaluations.urlpatterns, *headcounts.urlpatterns]
