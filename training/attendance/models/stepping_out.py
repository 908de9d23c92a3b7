"""Stepping out of a room for a while, which never counts against anybody."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from training.bookings.models import Booking


class SteppedOut(models.Model):
    """That somebody left the room for a while, so that those who run the session know whom to look after. It is no
    claim: nothing is counted by it, only those who run the session see it, and it is deleted the night after.

    The ids are made where it is told, so that telling it twice changes nothing."""

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="times_out")
    uid = models.UUIDField(unique=True, default=uuid4, editable=False)
    left_at = models.DateTimeField()
    back_uid = models.UUIDField(unique=True, null=True, editable=False)
    back_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "times out"
        constraints = [
            models.UniqueConstraint(
                fields=["booking"], condition=Q(back_at__isnull=True), name="nobody_is_out_of_the_room_twice"
            ),
            models.CheckConstraint(
                name="nobody_is_back_before_they_left", condition=Q(back_at__isnull=True) | Q(back_at__gte=F("left_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"Stepped out {self.pk}"
