"""People who asked to be told when a session has a date."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from people.models import Organisation, Role
from training.bookings.models.bookings import Booking
from training.sessions.models import UndatedSession
from training.sessions.models.series import new_key


class Interest(models.Model):
    """One person's wish to attend a session that has no date yet. When it has one, this becomes a place in its line."""

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    undated = models.ForeignKey(UndatedSession, on_delete=models.CASCADE, related_name="interests")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="interests"
    )
    email = models.EmailField()
    name = models.CharField(max_length=150)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    asked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, null=True, blank=True, related_name="interest")

    class Meta:
        verbose_name_plural = "interest"
        constraints = [
            models.UniqueConstraint(
                fields=["undated", "email"],
                condition=Q(withdrawn_at__isnull=True),
                name="an_address_asks_once_to_be_told_of_a_date",
            ),
            models.CheckConstraint(name="an_interests_email_is_in_lower_case", condition=Q(email=Lower("email"))),
        ]

    def __str__(self) -> str:
        return f"Interest {self.pk}"
