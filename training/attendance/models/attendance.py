"""Attendance as it stands."""

from typing import Self

from django.db import models
from django.db.models import Q

from people.models import LocalAuthority, Organisation, Person, Role, Sector
from training.attendance.models.choices import AWAY, AttendanceStatus
from training.bookings.models import Booking
from training.courses.models import Course
from training.sessions.models import Session


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Filters over attendance."""

    def counted(self) -> Self:
        """Those that met the attendance rule: what reach counts and certificates are issued for."""
        return self.filter(met_rule=True)

    def disputed(self) -> Self:
        """Those on which claims disagree, until somebody who ran the session decides."""
        return self.filter(is_disputed=True)


class Attendance(models.Model):
    """One person at one session, as the rule in queries/resolving.py makes it of all claims. Role, organisation, sector
    and area are those at the time, frozen by the first claim; `met_rule` is the course's rule applied to `minutes` when
    last worked out."""

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="attendance")
    status = models.CharField(max_length=10, choices=AttendanceStatus.choices)
    minutes = models.PositiveSmallIntegerField(help_text="Minutes attended")
    met_rule = models.BooleanField()
    is_disputed = models.BooleanField(default=False, help_text="Claims disagree, and nobody has decided")
    attended_on = models.DateField(help_text="The session's date, in local time")
    evaluated_at = models.DateTimeField(
        null=True, blank=True, help_text="When we learned that the evaluation was answered: never what was answered"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="attendances")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="attendances")
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, null=True, related_name="+")
    local_authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, null=True, related_name="+")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "attendance"
        indexes = [
            models.Index(fields=["attended_on", "person"], name="counted_by_date", condition=Q(met_rule=True)),
            models.Index(fields=["session"], name="disputed_by_session", condition=Q(is_disputed=True)),
        ]
        constraints = [
            models.CheckConstraint(
                name="an_absent_person_attended_no_minutes",
                condition=~Q(status__in=AWAY) | Q(minutes=0, met_rule=False),
            ),
            models.UniqueConstraint(fields=["session", "person"], name="one_attendance_per_person_per_session"),
        ]

    def __str__(self) -> str:
        return f"Attendance {self.pk}"
