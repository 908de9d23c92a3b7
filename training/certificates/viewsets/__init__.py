"""Staff screens of certificates: each certificate, those no longer earned, and those that end."""

from training.certificates.viewsets.certificates import (
    CertificateViewSet,
    UnearnedViewSet,
    urlpatterns,
)
from training.certificates.viewsets.expiring import ExpiringViewSet

__all__ = ["CertificateViewSet", "ExpiringViewSet", "UnearnedViewSet", "urlpatterns"]
