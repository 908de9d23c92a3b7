"""Scans that checked nobody in."""

from django.db.models import QuerySet

from training.attendance.models import FailedScan
from training.sessions.models import Session


def failed_scans(session: Session) -> QuerySet[FailedScan]:
    """Those of a session, the latest first."""
    return FailedScan.objects.filter(session=session).select_related("made_by").order_by("-received_at", "-pk")
