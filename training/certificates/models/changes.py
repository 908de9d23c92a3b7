"""What is asked about certificates, and batches in which many are made anew."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from people.models import Person
from training.certificates.models.certificates import Certificate, ReplacementReason


class NameRequestState(models.TextChoices):
    """Where a holder's request stands."""

    OPEN = "open", "To be decided"
    AGREED = "agreed", "Agreed to"
    DECLINED = "declined", "Declined"


class NameRequest(models.Model):
    """A holder's word that their name on a certificate is wrong, and how it should be. Staff decide: nothing changes by
    itself."""

    wagtail_reference_index_ignore = True  # no page points here

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="name_requests")
    name = models.CharField("name as it should be", max_length=150)
    state = models.CharField(max_length=10, choices=NameRequestState.choices, default=NameRequestState.OPEN)
    answer = models.TextField(blank=True, help_text="What the holder was told where it was declined")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(state="open"), name="one_open_name_request_per_certificate"
            ),
            models.CheckConstraint(
                name="a_name_request_is_open_until_it_is_decided",
                condition=Q(state="open", decided_at__isnull=True) | (~Q(state="open") & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_declined_name_request_is_answered", condition=~Q(state="declined") | ~Q(answer="")
            ),
        ]

    def __str__(self) -> str:
        return f"Request about {self.certificate_id}"


class Reissue(models.Model):
    """A batch of certificates that staff agreed to make anew, all for one reason. `key` is made with the preview, so
    that agreeing twice makes one batch. What is left to do are its rows that are not done."""

    wagtail_reference_index_ignore = True  # no page points here

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    reason = models.CharField(max_length=24, choices=ReplacementReason.choices)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Batch {self.pk}: {self.get_reason_display()}"


class ReissueRowQuerySet(models.QuerySet["ReissueRow"]):
    """Filters over rows of batches."""

    def to_do(self) -> Self:
        """Those that were neither done nor refused."""
        return self.filter(done_at__isnull=True)


class ReissueRow(models.Model):
    """One certificate of a batch, with the name that its successor will bear and the hash of all that it will say, as
    they were agreed to. Done, it has a successor or the words of a refusal."""

    wagtail_reference_index_ignore = True  # no page points here

    batch = models.ForeignKey(Reissue, on_delete=models.CASCADE, related_name="rows")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="reissue_rows")
    holder_name = models.CharField(max_length=150)
    words_hash = models.CharField(max_length=64, help_text="SHA-256 of what the new certificate is to say")
    done_at = models.DateTimeField(null=True, blank=True)
    made = models.ForeignKey(Certificate, on_delete=models.PROTECT, null=True, related_name="+")
    refusal = models.CharField(max_length=250, blank=True)

    objects = ReissueRowQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["batch"], name="rows_of_batches_to_do", condition=Q(done_at__isnull=True))]
        constraints = [
            models.UniqueConstraint(fields=["batch", "certificate"], name="a_certificate_is_once_in_a_batch"),
            models.CheckConstraint(
                name="what_is_done_was_made_or_refused",
                condition=Q(done_at__isnull=True, made__isnull=True, refusal="")
                | Q(done_at__isnull=False, made__isnull=False, refusal="")
                | (Q(done_at__isnull=False, made__isnull=True) & ~Q(refusal="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Row {self.pk} of batch {self.batch_id}"
