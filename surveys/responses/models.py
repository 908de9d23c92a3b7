"""What is kept of an answer: one table for each mode of anonymity, so that none can hold what its mode forbids.

No row of an anonymous, paired or counted answer has a person, an address, a session, a moment or a number that counts
up. What people read of each column on the page "What we keep" is in `words.kept`, and a column without words stops it.
"""

import uuid
from collections.abc import Mapping
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from surveys.questionnaires.models import Mode, Survey, Version

# The ISO week of answering, as 2026-W48; the quarter of the year, as 2026-Q4, where the answers are about a course,
# whose attenders of one week could be few.
PERIOD = r"^\d{4}-(W\d\d|Q[1-4])$"


class ResponseQuerySet(models.QuerySet):
    """Filters over responses of any mode."""

    def released(self) -> Self:
        """Those that may be counted: they have lost their order."""
        return self.filter(is_released=True)

    def of(self, survey: Survey) -> Self:
        """Those of a survey, of whichever version."""
        return self.filter(version__survey=survey)


class AnonymousResponse(models.Model):
    """The answers of somebody of whom nothing is known."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=40, blank=True)
    period = models.CharField(max_length=8)
    answers = models.JSONField()
    is_released = models.BooleanField(default=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="an_anonymous_response_has_no_day", condition=Q(period__regex=PERIOD)),
        ]
        indexes = [
            models.Index(name="anonymous_responses_to_release", fields=["version"], condition=Q(is_released=False))
        ]

    def __str__(self) -> str:
        return "an anonymous response"


class Wave(models.TextChoices):
    """Whether a paired response is from before or after."""

    BEFORE = "before", "Before"
    AFTER = "after", "After"


class PairedResponse(models.Model):
    """Answers that can be joined with those of the same person, before and after, and with nothing else."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=40, blank=True)
    period = models.CharField(max_length=8)
    wave = models.CharField(max_length=6, choices=Wave.choices)
    token = models.CharField(max_length=64, blank=True)
    pair = models.UUIDField(null=True, blank=True)
    answers = models.JSONField()
    is_released = models.BooleanField(default=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_paired_response_has_no_day", condition=Q(period__regex=PERIOD)),
            models.CheckConstraint(name="a_paired_response_is_from_before_or_after", condition=Q(wave__in=Wave.values)),
            models.CheckConstraint(
                name="a_pair_is_known_only_once_the_code_is_deleted", condition=Q(pair__isnull=True) | Q(token="")
            ),
            models.UniqueConstraint(fields=["pair", "wave"], name="a_pair_is_one_response_before_and_one_after"),
        ]
        indexes = [models.Index(name="paired_responses_to_release", fields=["version"], condition=Q(is_released=False))]

    def __str__(self) -> str:
        return "a paired response"


class NamedResponse(models.Model):
    """The answers of a person who was told that their name is kept with them."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=40, blank=True)
    period = models.CharField(max_length=8)
    answers = models.JSONField()
    answered_on = models.DateField()
    is_released = models.BooleanField(default=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "person", "about"], name="one_named_response_per_person_survey_and_course"
            ),
            models.CheckConstraint(name="a_named_response_has_a_period", condition=Q(period__regex=PERIOD)),
        ]

    def __str__(self) -> str:
        return "a named response"


class Tally(models.Model):
    """How many gave one answer, or one pair of answers that was declared before launch. No row of anybody's answers."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=40, blank=True)
    table = models.CharField(max_length=130)
    cell = models.CharField(max_length=200)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "about", "table", "cell"], name="an_answer_is_tallied_in_one_row"
            ),
            models.CheckConstraint(name="a_tally_counts_somebody", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.table}: {self.cell}"


class TextState(models.TextChoices):
    """Where something that was written stands."""

    HELD = "held", "Waits to be read"
    KEPT = "kept", "Read and kept"
    REMOVED = "removed", "Removed"


class HeldText(models.Model):
    """What somebody wrote in their own words, apart from their other answers. Only the reviewer sees it unread, once
    it `is_shown`: a text that appears the moment it was written would tell when, and so perhaps who."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=40, blank=True)
    question = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    may_be_quoted = models.BooleanField(default=False)
    is_worrying = models.BooleanField(default=False)
    is_shown = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=TextState.choices, default=TextState.HELD)
    read_on = models.DateField(null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_removed_text_is_gone", condition=~Q(state=TextState.REMOVED) | Q(text="", may_be_quoted=False)
            ),
            models.CheckConstraint(
                name="a_text_is_held_until_it_is_read",
                condition=Q(state=TextState.HELD, read_on__isnull=True)
                | (~Q(state=TextState.HELD) & Q(read_on__isnull=False)),
            ),
        ]
        indexes = [models.Index(name="texts_to_read", fields=["version"], condition=Q(state=TextState.HELD))]

    def __str__(self) -> str:
        return "a text"


class Spent(models.Model):
    """That a page, a printed code or an occasion was used: only a digest of it, and never by whom or for what."""

    digest = models.CharField(max_length=64, primary_key=True)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "spent"

    def __str__(self) -> str:
        return "something spent"


class SavedPaper(models.Model):
    """A questionnaire left half way, locked with a code that only its writer has."""

    locator = models.CharField(max_length=64, primary_key=True)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    delete_on = models.DateField()

    def __str__(self) -> str:
        return "a saved page"


# Which tables an answer in each mode can reach: what "What we keep" is made from, what is deleted once its time is
# over, and what tests search. The first one holds the answers themselves.
TABLES: Mapping[Mode, tuple[type[models.Model], ...]] = {
    Mode.NAMED: (NamedResponse, HeldText, Spent, SavedPaper),
    Mode.PAIRED: (PairedResponse, HeldText, Spent, SavedPaper),
    Mode.ANONYMOUS: (AnonymousResponse, HeldText, Spent, SavedPaper),
    Mode.COUNTED: (Tally, HeldText, Spent, SavedPaper),
}
# Where each answer is a row of its own.
ROWS: Mapping[Mode, type[NamedResponse] | type[PairedResponse] | type[AnonymousResponse]] = {
    Mode.NAMED: NamedResponse,
    Mode.PAIRED: PairedResponse,
    Mode.ANONYMOUS: AnonymousResponse,
}
