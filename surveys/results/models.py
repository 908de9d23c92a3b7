"""What was released of a survey's results: the register that later releases are held against, and the public page.
And what staff have asked to be counted."""

from typing import Self

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
    labels = models.JSONField(help_text="The words of all that it shows, as they were")
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


class CountingQuerySet(models.QuerySet["Counting"]):
    """Filters over what was asked for."""

    def open(self) -> Self:
        """What is not done yet."""
        return self.filter(done_at__isnull=True)


class Counting(models.Model):
    """Something that staff asked to be counted, and what came of it beside the tables: why some are not shown. It is
    deleted some days after it was done."""

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="countings")
    asked = models.CharField(max_length=500, blank=True, help_text='As the page\'s address says it: "groups=age_band"')
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    refusal = models.TextField(blank=True, help_text="Why nothing was counted")
    unshown = models.JSONField(default=dict, blank=True, help_text="Why a question is not shown, for each that is not")

    objects = CountingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "asked"],
                condition=Q(done_at__isnull=True),
                name="the_same_is_asked_for_once_until_it_is_counted",
            ),
            models.CheckConstraint(
                name="a_counting_that_is_not_done_has_no_outcome",
                condition=Q(done_at__isnull=False) | Q(refusal=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Counting {self.pk}"


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
