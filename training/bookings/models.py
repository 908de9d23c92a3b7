"""A person's place in a session, and the needs they told us of in confidence."""

import secrets
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from people.models import Organisation, Role
from training.sessions.models import Session


def new_key() -> str:
    """An unguessable key for links in emails: 128 random bits, URL-safe."""
    return secrets.token_urlsafe(16)


class BookingStatus(models.TextChoices):
    """Where a booking stands."""

    UNCONFIRMED = "unconfirmed", "Waiting for you to confirm"
    CONFIRMED = "confirmed", "Confirmed"
    CANCELLED = "cancelled", "Cancelled"
    LAPSED = "lapsed", "Not confirmed in time"


# Kept beside the class, since Django would read a tuple inside it as another choice.
HOLDS_A_PLACE = (BookingStatus.UNCONFIRMED, BookingStatus.CONFIRMED)


class BookingQuerySet(models.QuerySet["Booking"]):
    """Filters over bookings."""

    def holding_a_place(self) -> Self:
        """Those that count against the session's capacity."""
        return self.filter(status__in=HOLDS_A_PLACE)

    def confirmed(self) -> Self:
        """Those whose person is expected."""
        return self.filter(status=BookingStatus.CONFIRMED)


class Booking(models.Model):
    """A place in a session. Name, role and organisation are as given when booking; `person` is known once the address
    is proved, by a link in an email or by being signed in."""

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="bookings"
    )
    email = models.EmailField()
    name = models.CharField(max_length=150)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="bookings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bookings")
    status = models.CharField(max_length=12, choices=BookingStatus.choices, default=BookingStatus.UNCONFIRMED)
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    booked_at = models.DateTimeField()
    hold_ends_at = models.DateTimeField(null=True, blank=True, help_text="When an unconfirmed place is released")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When it was cancelled or lapsed")
    invitation_sequence = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["hold_ends_at"], name="unconfirmed_holds", condition=Q(status=BookingStatus.UNCONFIRMED)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "email"],
                condition=Q(status__in=HOLDS_A_PLACE),
                name="one_active_booking_per_address_per_session",
            ),
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(status__in=HOLDS_A_PLACE),
                name="one_active_booking_per_person_per_session",
            ),
            models.CheckConstraint(
                name="a_confirmed_booking_has_a_person_and_a_time",
                condition=~Q(status=BookingStatus.CONFIRMED) | Q(person__isnull=False, confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_unconfirmed_booking_has_an_end",
                condition=~Q(status=BookingStatus.UNCONFIRMED) | Q(hold_ends_at__isnull=False),
            ),
            models.CheckConstraint(name="a_bookings_email_is_in_lower_case", condition=Q(email=Lower("email"))),
        ]

    def __str__(self) -> str:
        return f"Booking {self.pk}"

    def holds_a_place(self) -> bool:
        """Whether it counts against the session's capacity."""
        return self.status in HOLDS_A_PLACE


class BookingNeeds(models.Model):
    """Access and dietary needs: kept apart from the booking, seen by the session's facilitators and programme managers
    only, and deleted after the session."""

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="needs")
    access = models.TextField(blank=True)
    dietary = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "booking needs"

    def __str__(self) -> str:
        return f"Needs of booking {self.booking_id}"
