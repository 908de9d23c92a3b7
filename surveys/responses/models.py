"""What is kept of an answer: one table for each mode of anonymity, so that none can hold what its mode forbids.

No row of an anonymous, paired or counted answer has a person, an address, a session, a moment or a number that counts
up. The help texts are what people read on the page "What we keep".
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

    key = models.UUIDField(
        primary_key=True,
        default=uuid.uuid4,
        editable=False,
        help_text="A random number, so that the row has a name. It is changed once, when rows are shuffled.",
    )
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="+", help_text="Which wording of the questions you answered."
    )
    about = models.CharField(
        max_length=40, blank=True, help_text="For the evaluation of a course: which course. Empty otherwise."
    )
    period = models.CharField(
        max_length=8, help_text="The week, or for a course the quarter of the year: never the day."
    )
    answers = models.JSONField(
        help_text="What you chose. What you wrote in your own words is kept apart, so that it cannot be put beside it."
    )
    is_released = models.BooleanField(
        default=False, help_text="Whether the row was shuffled with others yet. Nobody can read it before that."
    )

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

    key = models.UUIDField(
        primary_key=True,
        default=uuid.uuid4,
        editable=False,
        help_text="A random number, so that the row has a name. It is changed when rows are shuffled.",
    )
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="+", help_text="Which wording of the questions you answered."
    )
    about = models.CharField(max_length=40, blank=True, help_text="Which course the answers are about.")
    period = models.CharField(
        max_length=8, help_text="The week, or for a course the quarter of the year: never the day."
    )
    wave = models.CharField(max_length=6, choices=Wave.choices, help_text="Before the course, or after it.")
    token = models.CharField(
        max_length=64,
        blank=True,
        help_text=(
            "The code that you made up, turned into something else with a secret that is kept elsewhere. Both are "
            "deleted when the survey closes."
        ),
    )
    pair = models.UUIDField(
        null=True,
        blank=True,
        help_text=(
            "A random number that joins your answers from before with those from after, made when the survey closes."
        ),
    )
    answers = models.JSONField(
        help_text="What you chose. What you wrote in your own words is kept apart, so that it cannot be put beside it."
    )
    is_released = models.BooleanField(
        default=False, help_text="Whether the row was shuffled with others yet. Nobody can read it before that."
    )

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

    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="+", help_text="Which wording of the questions you answered."
    )
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+", help_text="Which survey it was.")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", help_text="Your account."
    )
    about = models.CharField(max_length=40, blank=True, help_text="Which course the answers are about.")
    period = models.CharField(max_length=8, help_text="The week, or for a course the quarter of the year.")
    answers = models.JSONField(help_text="What you chose. What you wrote in your own words is kept apart.")
    answered_on = models.DateField(help_text="The day on which you answered.")
    is_released = models.BooleanField(default=True, help_text="Always yes: nothing is shuffled where names are kept.")

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

    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="+", help_text="Which wording of the questions is counted."
    )
    about = models.CharField(max_length=40, blank=True, help_text="For a course: which course. Empty otherwise.")
    table = models.CharField(max_length=130, help_text="Which question is counted, or which two questions together.")
    cell = models.CharField(max_length=200, help_text="Which answer.")
    number = models.PositiveIntegerField(help_text="How many people gave it.")

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
    """What somebody wrote in their own words, apart from their other answers. Only the reviewer sees it unread."""

    key = models.UUIDField(
        primary_key=True, default=uuid.uuid4, editable=False, help_text="A random number, so that the row has a name."
    )
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="+", help_text="Which wording of the question you answered."
    )
    about = models.CharField(max_length=40, blank=True, help_text="For a course: which course. Empty otherwise.")
    question = models.CharField(max_length=60, help_text="Which question it answers.")
    text = models.TextField(
        blank=True, help_text="What you wrote. Names and places in it may be taken out; then they are gone."
    )
    may_be_quoted = models.BooleanField(default=False, help_text="Whether you said that we may quote it.")
    is_worrying = models.BooleanField(
        default=False, help_text="Whether it holds words that the reader should see soon, as “knife” or “suicide”."
    )
    state = models.CharField(
        max_length=10, choices=TextState.choices, default=TextState.HELD, help_text="Whether it was read, and kept."
    )
    read_on = models.DateField(null=True, blank=True, help_text="The day on which it was read.")
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The member of staff who read it.",
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
    """That a page, a printed code or an invitation was used: only a digest of it, and never by whom or for what."""

    digest = models.CharField(
        max_length=64,
        primary_key=True,
        help_text=(
            "A fingerprint of the page you sent, or of your printed code, so that it cannot be sent twice. It is not "
            "kept with your answers, and it is deleted when the survey closes."
        ),
    )
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+", help_text="Which survey it was.")

    class Meta:
        verbose_name_plural = "spent"

    def __str__(self) -> str:
        return "something spent"


class SavedPaper(models.Model):
    """A questionnaire left half way, locked with a code that only its writer has."""

    locator = models.CharField(
        max_length=64, primary_key=True, help_text="A fingerprint of your code, by which the page is found again."
    )
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+", help_text="Which survey it is.")
    sealed = models.BinaryField(help_text="Your answers so far, locked with your code. We cannot open them.")
    delete_on = models.DateField(help_text="The day on which it is deleted, if you have not come back.")

    def __str__(self) -> str:
        return "a saved page"


# Which tables an answer in each mode can reach: what "What we keep" is made from, and what tests search.
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
