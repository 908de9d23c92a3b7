"""Staff screens for sessions, series, venues, and who runs what."""

from training.sessions.viewsets import series, sessions
from training.sessions.viewsets.facilitators import FacilitatorsViewSet
from training.sessions.viewsets.series import SeriesViewSet
from training.sessions.viewsets.sessions import SessionViewSet
from training.sessions.viewsets.venues import VenueViewSet

__all__ = ["FacilitatorsViewSet", "SeriesViewSet", "SessionViewSet", "VenueViewSet", "urlpatterns"]

urlpatterns = [*sessions.urlpatterns, *series.urlpatterns]
