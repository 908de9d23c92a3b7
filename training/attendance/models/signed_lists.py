"""Lists of who was there that an organisation signed."""

from django.db import models

from people.models import Organisation, Person
from training.sessions.models import Session


class SignedList(models.Model):
    """One list as it was entered: whose it is, who signed it, and who entered it. Whom it names is in the claims that
    were made of it."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="signed_lists")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    signed_by = models.CharField(max_length=150, blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Signed list {self.pk}"
