"""Staff screens of attendance."""

from training.attendance.viewsets.headcounts import HeadcountViewSet, TopicViewSet, urlpatterns

__all__ = ["HeadcountViewSet", "TopicViewSet", "urlpatterns"]
