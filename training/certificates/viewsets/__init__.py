"""Staff screens for certificates: found, read, corrected, replaced and withdrawn here, never written by hand."""

from training.certificates.viewsets import certificates, changes, names, reissues, samples
from training.certificates.viewsets.certificates import CertificateViewSet, UnearnedViewSet
from training.certificates.viewsets.expiring import ExpiringViewSet
from training.certificates.viewsets.names import NameRequestViewSet
from training.certificates.viewsets.reissues import ReissueViewSet

__all__ = [
    "CertificateViewSet",
    "ExpiringViewSet",
    "NameRequestViewSet",
    "ReissueViewSet",
    "UnearnedViewSet",
    "urlpatterns",
]

urlpatterns = [
    *certificates.urlpatterns,
    *changes.urlpatterns,
    *names.urlpatterns,
    *reissues.urlpatterns,
    *samples.urlpatterns,
]
