"""Surveys, their published versions, and what was changed in their words."""

from datetime import date, datetime, time
from typing import Self

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from people.streams import BlocksField
from surveys.questionnaires.blocks import QuestionnaireBlock


class Mode(models.IntegerChoices):
    """How much is known of who answered. A greater number is more private: a survey may only ever move upwards."""

    NAMED = 1, "Named: with the person who is signed in"
    PAIRED = 2, "Paired: before and after are joined by a code that people make up"
    ANONYMOUS = 3, "Anonymous: nobody can be told from the answers"
    COUNTED = 4, "Counted only: answers are added to totals, and no list of them is kept"

    @property
    def usual_months(self) -> int:
        """For how many months answers are kept after closing, unless editors say otherwise."""
        return 12 if self is Mode.NAMED else 24


class Purpose(models.TextChoices):
    """What a survey is for."""

    INSIGHT = "insight", "Hearing what people think"
    EVALUATION = "evaluation", "Evaluating a course"


class SurveyStatus(models.TextChoices):
    """Where a survey stands, as its dates say."""

    DRAFT = "draft", "Draft"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


MOST_MONTHS = 60  # for which answers can be kept


class SurveyQuerySet(models.QuerySet["Survey"]):
    """Filters over surveys."""

    def open(self, at: datetime) -> Self:
        """Launched, and not closed yet."""
        today = timezone.localdate(at)
        return self.filter(launched_at__lte=at, closed_at__isnull=True, closes_on__gte=today)

    def to_close(self, at: datetime) -> Self:
        """Those whose last day is over and that were not closed yet."""
        return self.filter(launched_at__isnull=False, closed_at__isnull=True, closes_on__lt=timezone.localdate(at))


class Survey(models.Model):
    """Questions put to people until a date, in one mode of anonymity. Editors work on its draft; people answer the last
    published version."""

    title = models.CharField(max_length=150, help_text="What people see it called")
    slug = models.SlugField(max_length=60, unique=True, help_text="The last part of its address; stays once launched")
    purpose = models.CharField(max_length=20, choices=Purpose.choices, default=Purpose.INSIGHT)
    introduction = models.TextField(blank=True, help_text="Why we ask, in a few short sentences")
    thanks = models.TextField(blank=True, help_text="What people read once they have sent their answers")
    mode = models.PositiveSmallIntegerField(choices=Mode.choices, default=Mode.ANONYMOUS)
    is_by_invitation = models.BooleanField(
        "only with a printed code", default=False, help_text="Each code opens it once; nobody knows who had which"
    )
    languages = models.JSONField(default=list, blank=True, help_text="Besides English")
    content = BlocksField(QuestionnaireBlock(), blank=True)
    closes_on = models.DateField("last day to answer", null=True, blank=True)
    results_on = models.DateField("results and our answer to them appear by", null=True, blank=True)
    months_kept = models.PositiveSmallIntegerField(
        "months for which answers are kept",
        null=True,
        blank=True,
        help_text=(
            "Counted from the day on which the survey closes; then they and what people wrote are deleted. Left empty: "
            "12 where names are kept, 24 otherwise. Once published, it can become shorter, and never longer"
        ),
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who reads what people write in their own words, before anybody else does",
    )
    read_from = models.TimeField("from", null=True, blank=True, help_text="When they read it on working days")
    read_until = models.TimeField("until", null=True, blank=True)
    raw_readers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        help_text="The few who may take away single answers, each time with a reason",
    )
    launched_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    told_of_deletion_on = models.DateField(null=True, blank=True, editable=False)
    # From this day on nothing of what was answered is there to be counted, read or taken away.
    answers_deleted_on = models.DateField(null=True, blank=True, editable=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_launched_survey_has_a_closing_date_and_a_date_for_its_results",
                condition=Q(launched_at__isnull=True) | Q(closes_on__isnull=False, results_on__isnull=False),
            ),
            models.CheckConstraint(
                name="results_of_a_survey_appear_after_it_closes",
                condition=Q(closes_on__isnull=True) | Q(results_on__isnull=True) | Q(results_on__gt=F("closes_on")),
            ),
            models.CheckConstraint(
                name="a_survey_is_closed_after_it_was_launched",
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("launched_at")),
            ),
            models.CheckConstraint(
                name="a_reviewer_of_a_survey_has_hours",
                condition=Q(reviewer__isnull=True, read_from__isnull=True, read_until__isnull=True)
                | Q(reviewer__isnull=False, read_from__lt=F("read_until")),
            ),
            models.CheckConstraint(name="a_survey_has_a_known_mode", condition=Q(mode__in=Mode.values)),
            models.CheckConstraint(
                name="a_launched_survey_says_for_how_long_answers_are_kept",
                condition=Q(launched_at__isnull=True) | Q(months_kept__isnull=False),
            ),
            models.CheckConstraint(
                name="answers_are_kept_for_a_month_at_least_and_five_years_at_most",
                condition=Q(months_kept__isnull=True) | Q(months_kept__gte=1, months_kept__lte=MOST_MONTHS),
            ),
            models.CheckConstraint(
                name="answers_are_deleted_once_their_survey_is_closed",
                condition=Q(answers_deleted_on__isnull=True) | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def status_at(self, at: datetime) -> SurveyStatus:
        """Where it stands at a moment: its last day ends at midnight, whether it was closed by then or not."""
        if self.launched_at is None:
            return SurveyStatus.DRAFT
        is_over = self.closed_at is not None or (self.closes_on or date.max) < timezone.localdate(at)
        return SurveyStatus.CLOSED if is_over else SurveyStatus.OPEN

    def last_day(self) -> date | None:
        """The last day on which people can answer, or could: the day on which somebody closed it, where that came
        sooner. What closes a survey by itself comes after midnight, and so on no such day. None where none was said
        yet."""
        days = [self.closes_on, timezone.localdate(self.closed_at) if self.closed_at else None]
        return min((day for day in days if day), default=None)

    def months_of_keeping(self) -> int:
        """For how many months answers are kept after closing: as editors say, or as is usual in its mode."""
        return self.months_kept or Mode(self.mode).usual_months

    def answers_go_on(self) -> date | None:
        """The day on which its answers are deleted; None as long as people can answer."""
        if self.closed_at is None:
            return None
        day: date = timezone.localdate(self.closed_at) + relativedelta(months=self.months_of_keeping())
        return day

    def reading_hours(self) -> tuple[time, time] | None:
        """From when until when its reviewer reads on working days."""
        return (self.read_from, self.read_until) if self.read_from and self.read_until else None


class Version(models.Model):
    """One published state of a survey's questions. Its structure and digest never change (the database refuses it);
    its words may be mended, and each such fix is logged."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    structure = models.JSONField(help_text="As surveys.questionnaires.definition.as_json writes it")
    words = models.JSONField(help_text="{language: {key: text}}, with every fix")
    digest = models.CharField(max_length=64, help_text="SHA-256 of structure and words as they were published")
    mapping = models.JSONField(
        default=dict, help_text="{questions: {new: old}, options: {question: {new: old}}} to the version before"
    )
    published_on = models.DateField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="a_version_of_a_survey_has_its_own_number"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class WordingFix(models.Model):
    """One text of a published version that was mended without changing what it means."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="fixes")
    language = models.CharField(max_length=10)
    key = models.CharField(max_length=200)
    before = models.TextField(blank=True)
    after = models.TextField()
    reason = models.CharField(max_length=200)
    fixed_at = models.DateTimeField()
    fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"


class Translation(models.Model):
    """The words of a survey's draft in one more language: {key: {"text": ..., "of": the text that it translates}}, so
    that a text whose source has changed since can be told."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=10)
    texts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "language"], name="a_survey_has_one_translation_per_language"),
        ]

    def __str__(self) -> str:
        return self.language
