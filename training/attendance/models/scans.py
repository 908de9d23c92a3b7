"""What a scan at the door came to, and those that checked nobody in."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from people.models import Person
from training.sessions.models import Session


class ScanAnswer(models.TextChoices):
    """What whoever scans is told."""

    WELCOME = "welcome", "Welcome"
    ALREADY = "already", "Already checked in"
    WRONG_SESSION = "wrong_session", "Code of another session"
    CANCELLED = "cancelled", "Booking cancelled"
    NOT_CONFIRMED = "not_confirmed", "Booking not confirmed"
    UNKNOWN = "unknown", "Unknown code"


# Kept beside the class, since Django would read a tuple inside it as another choice.
WAS_LET_IN = (ScanAnswer.WELCOME, ScanAnswer.ALREADY)


class FailedScan(models.Model):
    """One scan that checked nobody in, never changed: so that staff see whom the door kept waiting, and why.

    `uid` is made where the scan is made, so that one that is sent twice is kept once. `code` is kept only where it has
    the form of one of ours: what else people hold in front of a camera is none of our business.
    """

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    uid = models.UUIDField(unique=True, default=uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="failed_scans")
    kind = models.CharField(max_length=15, choices=ScanAnswer.choices)
    code = models.CharField(max_length=9, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    device_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_failed_scan_let_nobody_in", condition=~Q(kind__in=WAS_LET_IN)),
            models.CheckConstraint(
                name="only_an_unknown_scan_has_no_code", condition=~Q(code="") | Q(kind=ScanAnswer.UNKNOWN)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} at {self.received_at:%Y-%m-%d %H:%M}"
