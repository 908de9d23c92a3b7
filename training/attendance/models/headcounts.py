"""Headcounts: what nobody registered for, counted by audience, place and topic, without a name.

How parents and professionals count is said in models/audiences.py.
"""

from typing import Self
from uuid import uuid4

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import F, Q, Sum

from people.models import LocalAuthority, Organisation, Person, RoleGroup
from training.attendance.models.audiences import OVER_24, UP_TO_24, Audience, PartOfDay
from training.courses.models import Course

MOST_OF_AN_AUDIENCE = 5_000  # one count of one audience: more is a slip of the finger


class Topic(models.Model):
    """One thing of the prevention offer that schools and groups choose from."""

    name = models.CharField(max_length=100, unique=True)
    course = models.ForeignKey(
        Course,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="topics",
        help_text="The course that teaches the same to people who book, where there is one",
    )
    is_offered = models.BooleanField("offered", default=True, help_text="Shown to those who record headcounts")
    position = models.PositiveSmallIntegerField(default=0, help_text="Order in lists")

    def __str__(self) -> str:
        return self.name


class HeadcountQuerySet(models.QuerySet["Headcount"]):
    """Filters over headcounts."""

    def standing(self) -> Self:
        """Those that were not withdrawn: what is counted."""
        return self.filter(withdrawn_at=None)

    def with_numbers(self) -> Self:
        """Each with how many people it counts: `people`, and of these `up_to_24` and `over_24`, None where none."""
        return self.annotate(
            people=Sum("lines__number"),
            up_to_24=Sum("lines__number", filter=Q(lines__audience__in=UP_TO_24)),
            over_24=Sum("lines__number", filter=Q(lines__audience__in=OVER_24)),
        )


class Headcount(models.Model):
    """One delivery and how many were there. `uid` is made where it is recorded, so that one sent twice is kept once.

    The place is an organisation, or one that is named; its area is the one at the time. `device_at` is what the
    device's clock said. A mistake is corrected or withdrawn: nothing is deleted.
    """

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    uid = models.UUIDField(unique=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="headcounts"
    )
    place = models.CharField(max_length=200, blank=True, help_text="Where it was, if it is none of our organisations")
    local_authority = models.ForeignKey(
        LocalAuthority, on_delete=models.PROTECT, null=True, blank=True, related_name="headcounts"
    )
    held_on = models.DateField()
    part_of_day = models.CharField(max_length=10, choices=PartOfDay.choices, blank=True)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="headcounts")
    is_estimate = models.BooleanField("estimated", default=False)
    notes = models.TextField(blank=True, help_text="For staff: shown to nobody else")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="headcounts")
    device_at = models.DateTimeField()
    received_at = models.DateTimeField()
    received_on = models.DateField(help_text="The day of that moment, in local time")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = HeadcountQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["held_on"], name="headcounts_by_date"),
            models.Index(fields=["recorded_by", "held_on"], name="headcounts_by_recorder"),
        ]
        constraints = [
            models.CheckConstraint(
                name="the_place_of_a_headcount_is_known",
                condition=Q(organisation__isnull=False, place="")
                | (Q(organisation__isnull=True, local_authority__isnull=False) & ~Q(place="")),
            ),
            models.CheckConstraint(name="a_headcount_is_not_of_the_future", condition=Q(held_on__lte=F("received_on"))),
            models.CheckConstraint(
                name="a_withdrawn_headcount_says_when_and_by_whom",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} at {self.where()}, {self.held_on:%d %B %Y}"

    def where(self) -> str:
        """The organisation's name, or the place's."""
        return self.organisation.name if self.organisation else self.place


class HeadcountLine(models.Model):
    """How many there were of one audience; of professionals, of one group of roles."""

    wagtail_reference_index_ignore = True

    headcount = models.ForeignKey(Headcount, on_delete=models.CASCADE, related_name="lines")
    audience = models.CharField(max_length=14, choices=Audience.choices)
    role_group = models.ForeignKey(RoleGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_line_counts_from_1_to_5000_people",
                condition=Q(number__gte=1, number__lte=MOST_OF_AN_AUDIENCE),
            ),
            models.CheckConstraint(
                name="professionals_and_they_alone_have_a_role_group",
                condition=Q(audience=Audience.PROFESSIONALS, role_group__isnull=False)
                | (~Q(audience=Audience.PROFESSIONALS) & Q(role_group__isnull=True)),
            ),
            models.UniqueConstraint(
                fields=["headcount", "audience"],
                condition=~Q(audience=Audience.PROFESSIONALS),
                name="an_audience_is_counted_once_in_a_headcount",
            ),
            models.UniqueConstraint(
                fields=["headcount", "role_group"], name="a_role_group_is_counted_once_in_a_headcount"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label()}: {self.number}"

    def label(self) -> str:
        """Whom it counts, in words."""
        return f"Professionals: {self.role_group}" if self.role_group else self.get_audience_display()


def private_files() -> Storage:
    """Where files are kept that are never served by themselves."""
    return storages["private"]


class SignInSheet(models.Model):
    """The photo of a sign-in sheet. People's names stand on it: few see it, each look is logged, and it is deleted
    SHEETS_KEPT_FOR days after it came."""

    headcount = models.OneToOneField(Headcount, on_delete=models.CASCADE, related_name="sheet")
    file = models.FileField(upload_to="sheets", storage=private_files)
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Sign-in sheet of headcount {self.headcount_id}"
