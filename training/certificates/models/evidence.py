"""What people add to their own CPD record, and long records that they asked for on paper."""

from typing import Self

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import Exact

from people.models import Person

STEP = 15  # minutes: what people add is counted in quarters of an hour
MOST_MINUTES = 100 * 60


def private_files() -> Storage:
    """Where files lie that only their person may read."""
    return storages["private"]


class EvidenceKind(models.TextChoices):
    """How somebody learned outside this site."""

    READING = "reading", "Reading, watching or listening"
    COURSE = "course", "A course elsewhere"
    CONFERENCE = "conference", "A conference or event"
    SHADOWING = "shadowing", "Shadowing somebody at work"
    SUPERVISION = "supervision", "Supervision or mentoring"
    OTHER = "other", "Something else"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Filters over evidence."""

    def kept(self) -> Self:
        """What is on the record: not removed."""
        return self.filter(removed_at__isnull=True)


class Evidence(models.Model):
    """What somebody learned elsewhere and wrote into their own record. Nobody else sees it: neither staff nor their
    training lead. One that was removed can be put back for some days; then it is deleted with its file."""

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(max_length=150)
    kind = models.CharField(max_length=12, choices=EvidenceKind.choices)
    provider = models.CharField(max_length=150, blank=True)
    done_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    reflection = models.TextField(blank=True)
    file = models.FileField(upload_to="evidence", storage=private_files, max_length=60, blank=True)
    file_name = models.CharField(max_length=100, blank=True, help_text="What its person called the file")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        indexes = [
            models.Index(fields=["removed_at"], name="evidence_to_delete", condition=Q(removed_at__isnull=False))
        ]
        constraints = [
            models.CheckConstraint(
                name="evidence_takes_a_quarter_of_an_hour_to_a_hundred_hours",
                condition=Q(minutes__gte=STEP, minutes__lte=MOST_MINUTES),
            ),
            models.CheckConstraint(
                name="evidence_is_counted_in_quarters_of_an_hour", condition=Q(Exact(F("minutes") % STEP, 0))
            ),
            models.CheckConstraint(
                name="a_file_of_evidence_has_a_name",
                condition=Q(file="", file_name="") | (~Q(file="") & ~Q(file_name="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Evidence {self.pk}"


class RecordPrintQuerySet(models.QuerySet["RecordPrint"]):
    """Filters over prints."""

    def made(self) -> Self:
        """Those that are there to be read."""
        return self.filter(made_at__isnull=False).exclude(pdf=b"")

    def told_of(self) -> Self:
        """Each without its document, but with whether it `has_failed`."""
        return self.defer("pdf").annotate(has_failed=Q(pdf=b""))


class RecordPrint(models.Model):
    """A long CPD record that its person asked for as a PDF: made in the background, and kept for some days. One that
    could not be made has an empty document, and can be asked for again."""

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="record_prints")
    period = models.CharField(max_length=20, help_text="The year, as its address names it")
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    pdf = models.BinaryField(null=True)

    objects = RecordPrintQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["asked_at"], name="records_to_print", condition=Q(made_at__isnull=True))]
        constraints = [
            models.UniqueConstraint(fields=["person", "period"], name="one_print_for_each_period_of_a_record"),
            models.CheckConstraint(
                name="a_print_that_is_made_has_its_document", condition=Q(made_at__isnull=True) ^ Q(pdf__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"Record of person {self.person_id}, {self.period}"
