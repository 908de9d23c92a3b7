"""Needs that people told us of in confidence."""

from django.db import models

from training.bookings.models.bookings import Booking


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
