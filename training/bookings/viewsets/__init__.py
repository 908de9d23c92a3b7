"""Staff screens for bookings: a session's list and its line, changes, sessions without a date, messages, and addresses
that email does not reach."""

from training.bookings.viewsets import bookings, changes, undated, undeliverable
from training.bookings.viewsets.messages import MessagesViewSet
from training.bookings.viewsets.undated import UndatedSessionViewSet
from training.bookings.viewsets.undeliverable import UndeliverableAddressViewSet

__all__ = ["MessagesViewSet", "UndatedSessionViewSet", "UndeliverableAddressViewSet", "urlpatterns"]

urlpatterns = [*changes.urlpatterns, *bookings.urlpatterns, *undated.urlpatterns, *undeliverable.urlpatterns]
