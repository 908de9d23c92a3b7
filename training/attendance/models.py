"""Attendance as it stands, and every mark that was made on the way."""

from typing import Self

from django.db import models
from django.db.models import Q

from people.models import LocalAuthority, Organisation, Person, Role, Sector
from training.bookings.models import Booking
from training.courses.models import Course
from training.sessions.models import Session


class AttendanceStatus(models.TextChoices):
    """What a facilitator marks."""

    PRESENT = "present", "Present"
    LATE = "late", "Late"
    LEFT_EARLY = "left_early", "Left early"
    ABSENT = "absent", "Absent"


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Filters over attendance."""

    def counted(self) -> Self:
        """Those that met the attendance rule: what reach counts and certificates are issued for."""
        return self.filter(met_rule=True)


class Attendance(models.Model):
    """One person at one session. Role, organisation, sector and area are those at the time, frozen when first marked;
    `met_rule` is the course's rule applied to `minutes` when last marked."""

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="attendance")
    status = models.CharField(max_length=10, choices=AttendanceStatus.choices)
    minutes = models.PositiveSmallIntegerField(help_text="Minutes attended")
    met_rule = models.BooleanField()
    attended_on = models.DateField(help_text="The session's date, in local time")
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
        ]
        constraints = [
            models.CheckConstraint(
                name="an_absent_person_attended_no_minutes",
                condition=~Q(status=AttendanceStatus.ABSENT) | Q(minutes=0, met_rule=False),
            ),
            models.UniqueConstraint(fields=["session", "person"], name="one_attendance_per_person_per_session"),
        ]

    def __str__(self) -> str:
        return f"Attendance {self.pk}"


class Mark(models.Model):
    """One entry in the register: never changed, so that who said what, and when, stays known."""

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="marks")
    status = models.CharField(max_length=10, choices=AttendanceStatus.choices)
    minutes = models.PositiveSmallIntegerField()
    marked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="marks_made")
    marked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.get_status_display()} at {self.marked_at:%Y-%m-%d %H:%M}"
