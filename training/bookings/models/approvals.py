"""A line manager's word on a booking, where an organisation asks for it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from training.bookings.models.bookings import Booking
from training.sessions.models.series import new_key


class Approval(models.Model):
    """What a manager was asked, by a link in an email, and what they said. The place is held meanwhile."""

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="approval")
    manager_email = models.EmailField()
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    is_approved = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_decision_has_its_time",
                condition=Q(decided_at__isnull=True, is_approved__isnull=True)
                | Q(decided_at__isnull=False, is_approved__isnull=False),
            ),
            models.CheckConstraint(
                name="a_managers_email_is_in_lower_case", condition=Q(manager_email=Lower("manager_email"))
            ),
        ]

    def __str__(self) -> str:
        return f"Approval of booking {self.booking_id}"
