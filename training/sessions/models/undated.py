"""Sessions that are meant to be held, but have no date yet."""

from django.db import models
from django.db.models import Q

from people.models import LocalAuthority
from training.courses.models import Course
from training.sessions.models.sessions import Session
from training.sessions.models.venues import Language, SessionMode


class UndatedSession(models.Model):
    """A session to come, which people ask to be told of. Setting the date makes a session and invites them in order."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="undated_sessions")
    about_when = models.CharField(max_length=100, help_text="As in: autumn term, on a weekday morning")
    local_authority = models.ForeignKey(
        LocalAuthority, on_delete=models.PROTECT, null=True, blank=True, related_name="undated_sessions"
    )
    mode = models.CharField(max_length=10, choices=SessionMode.choices)
    language = models.CharField(max_length=3, choices=Language.choices, default=Language.ENGLISH)
    is_announced = models.BooleanField("announced", default=True, help_text="Shown on the course's page")
    session = models.OneToOneField(
        Session, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="undated"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_withdrawn_undated_session_has_no_session",
                condition=Q(withdrawn_at__isnull=True) | Q(session__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course}, {self.about_when}"

    def collects_interest(self) -> bool:
        """Whether people can still ask to be told."""
        return self.session_id is None and self.withdrawn_at is None and self.is_announced
