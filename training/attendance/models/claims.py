"""What was said of somebody's attendance, each claim with who said it, how, and when."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from people.models import Person
from training.attendance.models.attendance import Attendance
from training.attendance.models.choices import AWAY, AttendanceStatus, ClaimSource
from training.attendance.models.signed_lists import SignedList


class Claim(models.Model):
    """One claim, never changed; only its minutes follow where a session is given another length before it starts. `uid`
    is made where the claim is made, so that one that is sent twice is kept once.

    `device_at` is what the device's clock said; `made_at` is the moment we take it for, with that clock put right, and
    never after `received_at`. `saw` is the key of the latest claim that whoever made it had before them, 0 for none.
    """

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry
    of_list: SignedList | None = None  # the signed list it came from, where queries/signed_lists.py looked for it

    uid = models.UUIDField(unique=True, default=uuid4, editable=False)
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="claims")
    source = models.CharField(max_length=12, choices=ClaimSource.choices)
    status = models.CharField(max_length=10, choices=AttendanceStatus.choices)
    minutes = models.PositiveSmallIntegerField()
    saw = models.PositiveBigIntegerField(default=0)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="claims_made")
    device_at = models.DateTimeField()
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_claim_is_not_made_after_it_is_received", condition=Q(made_at__lte=models.F("received_at"))
            ),
            models.CheckConstraint(
                name="a_claim_of_absence_has_no_minutes", condition=~Q(status__in=AWAY) | Q(minutes=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} at {self.made_at:%Y-%m-%d %H:%M}"
