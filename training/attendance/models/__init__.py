"""Attendance as it stands, and the claims that it is made of."""

from training.attendance.models.attendance import Attendance, AttendanceQuerySet
from training.attendance.models.choices import (
    AWAY,
    OF_THE_ROOM,
    PART_OF_SESSION,
    WAS_THERE,
    AttendanceStatus,
    ClaimSource,
)
from training.attendance.models.claims import Claim
from training.attendance.models.webinars import LogLayout, Recognition, WebinarImport

__all__ = [
    "AWAY",
    "OF_THE_ROOM",
    "PART_OF_SESSION",
    "WAS_THERE",
    "Attendance",
    "AttendanceQuerySet",
    "AttendanceStatus",
    "Claim",
    "ClaimSource",
    "LogLayout",
    "Recognition",
    "WebinarImport",
]
