"""Staff screens of attendance."""

from training.attendance.viewsets.disagreements import DisagreementViewSet
from training.attendance.viewsets.headcounts import HeadcountViewSet, TopicViewSet, urlpatterns

__all__ = ["DisagreementViewSet", "HeadcountViewSet", "TopicViewSet", "urlpatterns"]
