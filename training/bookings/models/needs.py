"""Needs that people told us of in confidence."""

from datetime import timedelta

from django.db import models

from training.bookings.models.bookings import Booking

# How long after a session what was told for it is kept.
NEEDS_KEPT_FOR = timedelta(days=30)


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


class Diet(models.TextChoices):
    """What caterers count: how many people eat what."""

    VEGETARIAN = "vegetarian", "Vegetarian"
    VEGAN = "vegan", "Vegan"
    HALAL = "halal", "Halal"
    KOSHER = "kosher", "Kosher"
    NO_GLUTEN = "no_gluten", "No gluten"
    NO_DAIRY = "no_dairy", "No dairy"
    NO_NUTS = "no_nuts", "No nuts"


class DietaryNeed(models.Model):
    """One diet that somebody told us of. Caterers are told how many people have each, and never who."""

    needs = models.ForeignKey(BookingNeeds, on_delete=models.CASCADE, related_name="diets")
    diet = models.CharField(max_length=12, choices=Diet.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["needs", "diet"], name="a_diet_is_told_once_for_each_booking"),
        ]

    def __str__(self) -> str:
        return self.get_diet_display()
