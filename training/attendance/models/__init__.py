"""Attendance as it stands, and the claims that it is made of."""

from training.attendance.models.attendance import Attendance, AttendanceQuerySet
from training.attendance.models.choices import (
    AWAY,
    OF_ARRIVAL,
    OF_THE_ROOM,
    PART_OF_SESSION,
    WAS_THERE,
    AttendanceStatus,
    ClaimSource,
)
from training.attendance.models.claims import Claim
from training.attendance.models.closing import ClosedRegister
from training.attendance.models.scans import WAS_LET_IN, FailedScan, ScanAnswer
from training.attendance.models.signed_lists import SignedList
from training.attendance.models.stepping_out import SteppedOut
from training.attendance.models.webinars import LogLayout, Recognition, WebinarImport

__all__ = [
    "AWAY",
    "OF_ARRIVAL",
    "OF_THE_ROOM",
    "PART_OF_SESSION",
    "WAS_LET_IN",
    "WAS_THERE",
    "Attendance",
    "AttendanceQuerySet",
    "AttendanceStatus",
    "Claim",
    "ClaimSource",
    "ClosedRegister",
    "FailedScan",
    "LogLayout",
    "Recognition",
    "ScanAnswer",
    "SignedList",
    "SteppedOut",
    "WebinarImport",
]
