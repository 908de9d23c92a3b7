"""Reminders that certificates end, and who wants none."""

from django.db import models

from people.models import Person
from training.certificates.models.certificates import Certificate


class ReminderKind(models.TextChoices):
    """When somebody is reminded that a certificate ends."""

    TWO_MONTHS = "two_months", "Two months before"
    TWO_WEEKS = "two_weeks", "Two weeks before"
    EXPIRED = "expired", "Two weeks after"


class RefresherReminder(models.Model):
    """That the holder of a certificate was reminded of its end: written with the email, once for each kind."""

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=12, choices=ReminderKind.choices)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "kind"], name="a_certificate_is_reminded_of_once_in_each_way"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of certificate {self.certificate_id}"


class RefresherOptOut(models.Model):
    """A person who wants no reminders that their certificates end."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="refresher_opt_out")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"Without reminders: person {self.person_id}"
