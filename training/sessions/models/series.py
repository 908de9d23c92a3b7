"""Series: sessions that were made together; a cohort where they are for one organisation."""

import secrets

from django.db import models
from django.db.models import Q

from people.models import Organisation
from training.courses.models import Course


def new_key() -> str:
    """An unguessable key for a link that is shared: 128 random bits, URL-safe."""
    return secrets.token_urlsafe(16)


class Series(models.Model):
    """Sessions of one course made by one rule. With an organisation it is a cohort; a closed cohort is listed nowhere
    and booked by its link."""

    name = models.CharField(max_length=150)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="series")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cohorts",
        help_text="For a cohort: whose people these sessions are for",
    )
    is_closed = models.BooleanField(
        "closed to others", default=False, help_text="Listed nowhere; booked by the cohort's own link"
    )
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(
                name="a_closed_series_is_a_cohort", condition=Q(is_closed=False) | Q(organisation__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_cohort(self) -> bool:
        """Whether it is for one organisation."""
        return self.organisation_id is not None
