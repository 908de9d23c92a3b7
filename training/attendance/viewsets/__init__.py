"""Staff screens of attendance."""

from training.attendance.viewsets import scans

__all__ = [
    "urlpatterns",
]

urlpatterns = [*scans.urlpatterns]
