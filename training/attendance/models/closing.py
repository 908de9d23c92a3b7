"""A register that is closed."""

from django.db import models

from people.models import Person
from training.sessions.models import Session


class ClosedRegister(models.Model):
    """That the register of a session is done, since when and by whom. Opening it again takes this away; the log keeps
    both. After it no device holds the names any more."""

    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="closed_register")
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"Register of session {self.session_id}"
