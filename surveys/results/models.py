"""What was released of a survey's results: the register that later releases are held against, and the public page."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from surveys.questionnaires.models import Survey


class ReleasedTable(models.Model):
    """One table that somebody was shown outside the few who may see single answers. It is never changed."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="released_tables")
    dimensions = models.JSONField(help_text='The questions that it counts, one or two: ["feel_safe", "age_band"]')
    population = models.JSONField(help_text='Whom it is about, as conditions: ["about:ACE1", "period:2026-Q4"]')
    table = models.JSONField(help_text="As surveys.results.disclosure writes it: what was shown, and the true counts")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the three, so that the same table is kept once")
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "digest"], name="a_table_is_released_once"),
        ]

    def __str__(self) -> str:
        return " by ".join(self.dimensions)


class Publication(models.Model):
    """The public page of a survey's results, as staff published it; and what the partnership does because of them."""

    survey = models.OneToOneField(Survey, on_delete=models.PROTECT, related_name="publication")
    findings = models.TextField(help_text="What we heard, in plain words")
    response = models.TextField(help_text="What we do because of it, and by when")
    tables = models.JSONField(help_text="What is shown, as it was when it was published")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_publication_is_withdrawn_after_it_was_published",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=models.F("published_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"Results of {self.survey_id}"
