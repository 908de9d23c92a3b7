"""Attendance as it stands, and the claims that it is made of."""

from training.attendance.models.attendance import Attendance, AttendanceQuerySet
from training.attendance.models.audiences import (
    AGES,
    OVER_24,
    PRIMARY_YEARS,
    SECONDARY_YEARS,
    UP_TO_24,
    Audience,
    PartOfDay,
)
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
from training.attendance.models.headcounts import (
    MOST_OF_AN_AUDIENCE,
    Headcount,
    HeadcountLine,
    HeadcountQuerySet,
    SignInSheet,
    Topic,
)
from training.attendance.models.scans import WAS_LET_IN, FailedScan, ScanAnswer
from training.attendance.models.signed_lists import SignedList
from training.attendance.models.stepping_out import SteppedOut
from training.attendance.models.webinars import LogLayout, Recognition, WebinarImport

__all__ = [
    "AGES",
    "AWAY",
    "MOST_OF_AN_AUDIENCE",
    "OF_ARRIVAL",
    "OF_THE_ROOM",
    "OVER_24",
    "PART_OF_SESSION",
    "PRIMARY_YEARS",
    "SECONDARY_YEARS",
    "UP_TO_24",
    "WAS_LET_IN",
    "WAS_THERE",
    "Attendance",
    "AttendanceQuerySet",
    "AttendanceStatus",
    "Audience",
    "Claim",
    "ClaimSource",
    "ClosedRegister",
    "FailedScan",
    "Headcount",
    "HeadcountLine",
    "HeadcountQuerySet",
    "LogLayout",
    "PartOfDay",
    "Recognition",
    "ScanAnswer",
    "SignInSheet",
    "SignedList",
    "SteppedOut",
    "Topic",
    "WebinarImport",
]
