"""Imports of webinars' logs, and who the people in them were."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from people.models import Person
from training.sessions.models import Session


class LogLayout(models.TextChoices):
    """What a webinar's log says of each person."""

    EVENTS = "events", "Each joining and leaving"
    STAYS = "stays", "Each stay, from when until when"
    SPANS = "spans", "First joining, last leaving, and minutes in all"
    TOTALS = "totals", "Minutes in all, without times"


class WebinarImport(models.Model):
    """One log that somebody agreed to import. The file is not kept, only its SHA-256 in hexadecimal.

    `uid` is made for the preview, so that agreeing twice imports once. `people` counts those in the log, `recognised`
    those expected who are in it, `absent` those expected who are not, `changed` the claims it made. `noted` holds the
    name, address and minutes of those who came without a booking and are to be looked after, for a time.
    """

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    uid = models.UUIDField(unique=True, default=uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="webinar_imports")
    sha256 = models.CharField(max_length=64)
    layout = models.CharField(max_length=10, choices=LogLayout.choices)
    people = models.PositiveSmallIntegerField()
    recognised = models.PositiveSmallIntegerField()
    absent = models.PositiveSmallIntegerField()
    changed = models.PositiveSmallIntegerField()
    noted = models.JSONField(default=list, blank=True)
    imported_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_log_changes_only_whom_it_speaks_of", condition=Q(changed__lte=F("recognised") + F("absent"))
            )
        ]

    def __str__(self) -> str:
        return f"Webinar log imported at {self.imported_at:%Y-%m-%d %H:%M}"


class Recognition(models.Model):
    """Who somebody in a session's log was, as staff decided; nobody where `person` is empty.

    `known_by` is a keyed hash of the address or the name in the log, so that no name of a stranger is kept; see
    queries/webinar_matching.py. It decides for that session, and is suggested in others.
    """

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="recognitions")
    known_by = models.CharField(max_length=64)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["known_by"], name="recognised_elsewhere")]
        constraints = [
            models.UniqueConstraint(fields=["session", "known_by"], name="one_answer_for_each_name_in_a_sessions_log")
        ]

    def __str__(self) -> str:
        return f"Recognition {self.pk}"
