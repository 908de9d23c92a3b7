"""Attendance as it stands, the claims that it is made of, and scans that made none."""

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
from training.attendance.models.scans import WAS_LET_IN, FailedScan, ScanAnswer

__all__ = [
    "AWAY",
    "OF_THE_ROOM",
    "PART_OF_SESSION",
    "WAS_LET_IN",
    "WAS_THERE",
    "Attendance",
    "AttendanceQuerySet",
    "AttendanceStatus",
    "Claim",
    "ClaimSource",
    "FailedScan",
    "ScanAnswer",
]
