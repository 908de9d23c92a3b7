"""Staff screens of attendance."""

from training.attendance.viewsets import headcounts, scans
from training.attendance.viewsets.disagreements import DisagreementViewSet
from training.attendance.viewsets.headcounts import HeadcountViewSet, TopicViewSet

__all__ = ["DisagreementViewSet", "HeadcountViewSet", "TopicViewSet", "urlpatterns"]

urlpatterns = [*scans.urlpatterns, *headcounts.urlpatterns]
