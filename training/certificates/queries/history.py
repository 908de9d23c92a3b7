"""What was done about certificates, as the audit log has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry

from training.certificates.models import Certificate


@dataclass(frozen=True)
class Entry:
    """One thing that was done: when, about which certificate, in the log's words, and by whom; empty for itself."""

    at: datetime
    number: str
    words: str
    by: str


def log_of(certificates: Sequence[Certificate]) -> list[Entry]:
    """What was done about these certificates, the latest first."""
    numbers = {str(each.pk): each.number for each in certificates}
    kind = ContentType.objects.get_for_model(Certificate)
    entries = ModelLogEntry.objects.filter(content_type=kind, object_id__in=numbers).select_related("user")
    return [
        Entry(each.timestamp, numbers[each.object_id], each.message, each.user.get_full_name() if each.user else "")
        for each in entries.order_by("-timestamp", "-pk")
    ]
