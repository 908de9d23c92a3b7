"""Several places that one person looks after: colleagues booked by name, and pools of places without names."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from people.models import Organisation
from training.sessions.models import Session
from training.sessions.models.series import new_key


class GroupTakes(models.TextChoices):
    """What a group on the waiting list accepts."""

    ALL_OR_NONE = "all_or_none", "Places for everyone, or none"
    AS_MANY_AS_POSSIBLE = "as_many", "As many places as there are"


class GroupBooking(models.Model):
    """Colleagues whom a training lead booked together, by name."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="group_bookings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="group_bookings")
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="group_bookings")
    takes = models.CharField(max_length=12, choices=GroupTakes.choices, default=GroupTakes.AS_MANY_AS_POSSIBLE)
    booked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Group booking {self.pk}"


class Pool(models.Model):
    """Places that an organisation reserved without names. Each hold a place in the session, filled or not; colleagues
    fill them by its link, and what is unfilled returns to everyone at `returns_at`."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="pools")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="pools")
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pools")
    places = models.PositiveSmallIntegerField()
    unfilled = models.PositiveSmallIntegerField()
    online = models.BooleanField(default=False)
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    reserved_at = models.DateTimeField()
    returns_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["returns_at"], name="pools_to_return", condition=Q(returned_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_pool_is_not_filled_beyond_its_places",
                condition=Q(unfilled__gte=0, unfilled__lte=F("places"), places__gt=0),
            ),
            models.CheckConstraint(
                name="a_returned_pool_holds_no_unfilled_places",
                condition=Q(returned_at__isnull=True) | Q(unfilled=0),
            ),
        ]

    def __str__(self) -> str:
        return f"Pool {self.pk}"

    def filled(self) -> int:
        """Places that colleagues have taken, of a pool that has not returned."""
        return self.places - self.unfilled
